// Modules that Envoy refuses, or that look as if it should: nothing wasm, cut short, without what every module needs, with wrong types.

import { callbackNames } from '#host/callback-table.ts';
import { readModuleInfo } from '#host/module-info.ts';
import { boilerplate, wat } from '../../../../src/host/testing/guest.ts';
import { guestCase, hostcall, type ModuleCase, onRequestHeaders, proxyLog } from './module-case.ts';

const bytesCase = (name: string, bytes: Uint8Array): ModuleCase => ({ name, modules: [bytes] });
const watCase = (name: string, text: string): ModuleCase => bytesCase(name, wat(text));

const header = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const withBytes = (bytes: Uint8Array, ...more: number[]): Uint8Array =>
  Uint8Array.of(...bytes, ...more);

const whole = wat(`(module ${proxyLog} ${boilerplate} (table 1 funcref) (elem (i32.const 0) $malloc)
  (data (i32.const 8) "text") ${onRequestHeaders('')})`);

/** The module cut where each of its sections begins, and in the middle of each. */
const cuts = readModuleInfo(whole).sections.flatMap(({ id, start, contents, end }, index) => [
  bytesCase(`cut before section ${index + 1}, of id ${id}`, whole.slice(0, start)),
  bytesCase(
    `cut within section ${index + 1}, of id ${id}`,
    whole.slice(0, Math.floor((contents + end) / 2)),
  ),
]);

/** A function that is to leave a number behind and leaves none: `i32.const 99` becomes three times `nop`. */
function withoutResult(): Uint8Array {
  const good = wat(`(module ${boilerplate} (func (result i32) (i32.const 99)))`);
  const at = good.findIndex((byte, index) => byte === 0x41 && good[index + 1] === 0xe3);
  return good.map((byte, index) => (index >= at && index < at + 3 ? 1 : byte));
}

/** WASI 0.2 has this magic number too, with a version of its own. */
const component = Uint8Array.of(...header.subarray(0, 4), 0x0d, 0, 1, 0);

/** The module with a count in that section that is much too large. */
function damaged(id: number): Uint8Array {
  const section = readModuleInfo(whole).sections.find((one) => one.id === id);
  if (section === undefined) throw new Error(`there is no section ${id}`);
  return whole.map((byte, at) => (at === section.contents ? 0x7f : byte));
}

const marker = '(func (export "proxy_abi_version_0_2_1"))';
const oldMarker = '(func (export "proxy_abi_version_0_1_0"))';
const memory = '(memory (export "memory") 1)';
const malloc = '(func (export "malloc") (param i32) (result i32) (i32.const 8))';
const wasiImport = (name: string, type: string): string =>
  `(import "wasi_snapshot_preview1" "${name}" (func ${type}))`;

export const refusedModules: ModuleCase[] = [
  bytesCase('an empty file', new Uint8Array()),
  bytesCase('four bytes', new TextEncoder().encode('abcd')),
  bytesCase('seven bytes of a module', header.slice(0, 7)),
  bytesCase('a text', new TextEncoder().encode('(module (func))')),
  bytesCase('the header of a module alone', header),
  bytesCase(
    'another version of wasm',
    Uint8Array.of(...whole.subarray(0, 4), 2, ...whole.subarray(5)),
  ),
  bytesCase('a component that is empty', component),
  bytesCase('a component with a module in it', withBytes(component, 1, header.length, ...header)),
  bytesCase('a damaged list of types', damaged(1)),
  bytesCase('a damaged list of imports', damaged(2)),
  bytesCase('a damaged list of functions', damaged(3)),
  bytesCase('a damaged list of exports', damaged(7)),
  bytesCase('a section that there is not', withBytes(whole, 0x63, 1, 0)),
  bytesCase('a section with more bytes than there are', withBytes(whole, 0, 0x7f, 1)),
  ...cuts,
  bytesCase('a function without its result', withoutResult()),
  watCase('no marker', `(module ${memory} ${malloc})`),
  watCase(
    'a marker that is no function',
    `(module ${memory} ${malloc} (global (export "proxy_abi_version_0_2_1") i32 (i32.const 0)))`,
  ),
  watCase(
    'two markers, the older one first',
    `(module ${oldMarker} ${marker} ${memory} ${malloc} ${onRequestHeaders('')})`,
  ),
  watCase(
    'two markers, the newer one first',
    `(module ${marker} ${oldMarker} ${memory} ${malloc} ${onRequestHeaders('')})`,
  ),
  watCase('no allocator', `(module ${memory} ${marker})`),
  watCase(
    'an allocator of another type',
    `(module ${memory} ${marker} (func (export "malloc") (param i64) (result i32) (i32.const 8)))`,
  ),
  watCase(
    'an allocator that is no function',
    `(module ${memory} ${marker} (global (export "malloc") i32 (i32.const 8)))`,
  ),
  guestCase('an import that Envoy does not have', {
    imports: '(import "env" "abort" (func (param i32 i32 i32 i32)))',
  }),
  guestCase('an import from another module', {
    imports:
      '(import "wasi_snapshot_preview2" "fd_write" (func (param i32 i32 i32 i32) (result i32)))',
  }),
  guestCase('two imports that do not fit', {
    imports:
      '(import "env" "proxy_log" (func (param i32 i32) (result i32))) (import "env" "abort" (func))',
  }),
  guestCase('an import without a result', { imports: '(import "env" "proxy_done" (func))' }),
  guestCase('an import with a number of 64 bits', {
    imports: hostcall('proxy_increment_metric', 'i32 i32'),
  }),
  guestCase('an import that is a global', { imports: '(import "env" "g" (global i32))' }),
  guestCase('an import of a hostcall as a global', {
    imports: '(import "env" "proxy_log" (global i32))',
  }),
  watCase(
    'a hostcall that the older ABI does not have',
    `(module ${hostcall('proxy_get_log_level', 'i32')} ${memory} ${malloc} (func (export "proxy_abi_version_0_2_0")))`,
  ),
  guestCase('a hostcall that the newer ABI does not have', {
    imports: '(import "env" "proxy_continue_request" (func (result i32)))',
  }),
  guestCase('WASI as others have it', {
    imports: wasiImport('path_link', '(param i32 i32 i32 i32 i32 i32 i32) (result i32)'),
  }),
  guestCase('a function of WASI that there is not', {
    imports: wasiImport('proc_raise', '(param i32) (result i32)'),
  }),
  guestCase('every callback of another type', {
    body: [...callbackNames]
      .filter((name) => name !== 'malloc')
      .sort()
      .map((name) => `(func (export "${name}") (param f32))`)
      .join('\n'),
  }),
  guestCase('a main of another type', {
    body: '(func (export "_initialize")) (func (export "main") (param i32)) (func (export "_start") (param i32)) (func (export "__main_void") (param i32))',
  }),
  watCase(
    'allocators and callbacks of other types',
    `(module ${memory} ${marker} (func (export "proxy_on_memory_allocate")) (func (export "malloc")) (func (export "proxy_on_tick")))`,
  ),
  guestCase('callbacks of other types', {
    body: `(func (export "proxy_on_tick") (param i32) (result i32) (i32.const 0))
      (func (export "proxy_on_request_headers") (param i32 i32) (result i32) (i32.const 0))
      (func (export "proxy_on_context_create") (param i32))
      (func (export "_initialize") (param i32))`,
  }),
  guestCase('a callback that is no function', {
    body: '(global (export "proxy_on_tick") i32 (i32.const 0))',
  }),
  watCase(
    'more memory than Envoy allows',
    `(module (memory (export "memory") 16385) ${malloc} ${marker})`,
  ),
  watCase('no memory, and no need of it', `(module ${malloc} ${marker} ${onRequestHeaders('')})`),
  watCase(
    'a memory and a table of Envoy',
    `(module (import "env" "memory" (memory 1)) (import "env" "table" (table 2 funcref)) ${malloc} ${marker} ${onRequestHeaders('')})`,
  ),
  guestCase('a start section that traps', { body: '(func $begin unreachable) (start $begin)' }),
  guestCase('a start section that needs nobody', { body: '(func $begin) (start $begin)' }),
  guestCase('a segment beyond the memory', { body: '(data (i32.const 65535) "two")' }),
  guestCase('a hundred thousand functions', { body: '(func)'.repeat(100_000) }),
];
