// Guests with odd allocators: two of them, none for what is asked, blocks outside of the memory, hostcalls and traps from within.

import { wat } from '../../../../src/host/testing/guest.ts';
import { hostcall, log, type ModuleCase, onRequestHeaders, proxyLog } from './module-case.ts';

const getProperty = hostcall('proxy_get_property', 'i32 i32 i32 i32');
const getBuffer = hostcall('proxy_get_buffer_bytes', 'i32 i32 i32 i32 i32');
const getPairs = hostcall('proxy_get_header_map_pairs', 'i32 i32 i32');

/** Asks for its configuration, then for a property and all headers, with results from whatever the allocator does. */
const asks = `${onRequestHeaders(`
  (drop (call $proxy_get_property (i32.const 64) (i32.const 11) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_header_map_pairs (i32.const 0) (i32.const 8) (i32.const 12)))
  ${log(64, 4)}`)}
  (func (export "proxy_on_configure") (param i32 i32) (result i32)
    (drop (call $proxy_get_buffer_bytes (i32.const 7) (i32.const 0) (i32.const -1) (i32.const 8) (i32.const 12)))
    (i32.const 1))
  (data (i32.const 64) "plugin_name")`;

const allocating = (name: string, allocators: string, pages = 1): ModuleCase => ({
  name,
  modules: [
    wat(`(module ${proxyLog} ${getProperty} ${getBuffer} ${getPairs}
      (memory (export "memory") ${pages}) (func (export "proxy_abi_version_0_2_1")) ${allocators} ${asks})`),
  ],
  plugin: { configuration: { text: 'configured' } },
});
const allocator = (name: string, body: string): string =>
  `(func $${name} (export "${name}") (param i32) (result i32) ${body})`;

export const allocatorGuests: ModuleCase[] = [
  allocating(
    'two allocators',
    `${allocator('malloc', '(i32.const 4096)')} ${allocator('proxy_on_memory_allocate', 'unreachable')}`,
  ),
  allocating(
    'the other allocator alone',
    allocator('proxy_on_memory_allocate', '(i32.const 4096)'),
  ),
  allocating('an allocator that has nothing left', allocator('malloc', '(i32.const 0)')),
  allocating(
    'a block that ends with the memory',
    allocator('malloc', '(i32.sub (i32.const 65536) (local.get 0))'),
  ),
  allocating(
    'a block that ends behind the memory',
    allocator('malloc', '(i32.sub (i32.const 65537) (local.get 0))'),
  ),
  allocating('a block behind the memory', allocator('malloc', '(i32.const -1)')),
  allocating(
    'an allocator that grows the memory',
    allocator('malloc', '(i32.shl (memory.grow (i32.const 1)) (i32.const 16))'),
  ),
  allocating('an allocator that logs', allocator('malloc', `${log(64, 6)} (i32.const 4096)`)),
  allocating(
    'an allocator that asks for a property',
    allocator(
      'malloc',
      '(drop (call $proxy_get_property (i32.const 64) (i32.const 11) (i32.const 8) (i32.const 12))) (i32.const 4096)',
    ),
  ),
  allocating('an allocator that traps', allocator('malloc', 'unreachable')),
  // The configuration, of ten bytes, is got; the first result of the request is not.
  allocating(
    'an allocator that traps later',
    allocator(
      'malloc',
      '(if (i32.ne (local.get 0) (i32.const 10)) (then (unreachable))) (i32.const 4096)',
    ),
  ),
  allocating(
    'an allocator that traps in on_vm_start',
    `${allocator('malloc', 'unreachable')}
    (func (export "proxy_on_vm_start") (param i32 i32) (result i32)
      (drop (call $proxy_get_property (i32.const 64) (i32.const 11) (i32.const 8) (i32.const 12))) (i32.const 1))`,
  ),
];
