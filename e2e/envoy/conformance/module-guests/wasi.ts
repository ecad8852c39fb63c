// Guests that call every WASI function, under both names of its module, with file descriptors and flags that exist and that do not.

import { parameterTypes } from '#host/argument-codec.ts';
import type { Hostcall } from '#host/define-hostcall.ts';
import { wasiFunctions } from '#host/wasi/functions.ts';
import { boilerplate, wat } from '../../../../src/host/testing/guest.ts';
import { guestCase, type ModuleCase, onRequestHeaders, wasiFunction } from './module-case.ts';

const scratch = 256;
const firstArguments = [0, 1, 2, 3];

function importOf(module: string, hostcall: Hostcall): string {
  const { name } = hostcall;
  const result = hostcall.returns === 'nothing' ? '' : '(result i32)';
  return `(import "${module}" "${name}" (func $${name} (param ${parameterTypes(hostcall).join(' ')}) ${result}))`;
}

/** A call whose first argument is given; the others are places in the scratch memory and small numbers. */
function callOf(hostcall: Hostcall, first: number): string {
  const values = parameterTypes(hostcall).map((type, index) =>
    index === 0
      ? `(${type}.const ${first})`
      : `(${type}.const ${type === 'i64' ? 1 : scratch + 16 * index})`,
  );
  const call = `(call $${hostcall.name} ${values.join(' ')})`;
  return hostcall.returns === 'nothing' ? call : `(drop ${call})`;
}

const everyFunction = (module: string): ModuleCase => ({
  name: `every function of ${module}`,
  modules: [
    wat(`(module ${wasiFunctions.map((one) => importOf(module, one)).join('\n')} ${boilerplate}
      ${onRequestHeaders(wasiFunctions.flatMap((one) => firstArguments.map((first) => callOf(one, first))).join('\n'))})`),
  ],
  plugin: { vm: { environment: { MODE: 'test', EMPTY: '' } } },
});

const vector = (at: number, pointer: number, size: number): string =>
  `(i32.store (i32.const ${at}) (i32.const ${pointer})) (i32.store (i32.const ${at + 4}) (i32.const ${size}))`;
const write = (descriptor: number, vectors: number, count: number): string =>
  `(drop (call $fd_write (i32.const ${descriptor}) (i32.const ${vectors}) (i32.const ${count}) (i32.const 512)))`;

export const wasiGuests: ModuleCase[] = [
  everyFunction('wasi_snapshot_preview1'),
  everyFunction('wasi_unstable'),
  guestCase('what is written to the standard output', {
    imports: wasiFunction('fd_write', 'i32 i32 i32 i32'),
    body: `(data (i32.const 64) "a\\n") (data (i32.const 72) "b\\n\\n") (data (i32.const 80) "two\\nlines")
      ${onRequestHeaders(`
        ${vector(256, 64, 2)} ${vector(264, 72, 3)} ${vector(272, 80, 9)} ${vector(280, 0, 0)} ${vector(288, -1, 4)}
        ${write(1, 256, 1)} ${write(2, 264, 1)} ${write(1, 256, 3)} ${write(1, 280, 1)} ${write(1, 256, 0)}
        ${write(1, 288, 1)} ${write(1, 256, 5)} ${write(3, 256, 1)} ${write(0, 256, 1)} ${write(1, -8, 1)}`)}`,
  }),
  guestCase('more random bytes than there may be', {
    imports: wasiFunction('random_get', 'i32 i32'),
    body: onRequestHeaders(
      [
        [0, 0],
        [256, 16],
        [0, 65_536],
        [0, 65_537],
        [65_530, 16],
        [-1, 1],
      ]
        .map(([at, size]) => `(drop (call $random_get (i32.const ${at}) (i32.const ${size})))`)
        .join('\n'),
    ),
  }),
  guestCase('an end that is none', {
    imports: '(import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))',
    body: `(func $exit (call $proc_exit (i32.const 1)) unreachable) ${onRequestHeaders('(call $exit)')}`,
  }),
  guestCase(
    'WASI functions that are not allowed',
    {
      imports: `${wasiFunction('fd_write', 'i32 i32 i32 i32')} ${wasiFunction('random_get', 'i32 i32')} (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))`,
      body: onRequestHeaders(
        `${write(1, 256, 1)} ${write(7, -1, -1)} (drop (call $random_get (i32.const 64) (i32.const 8))) (call $proc_exit (i32.const 1))`,
      ),
    },
    {
      plugin: {
        allowedCapabilities: ['proxy_on_context_create', 'proxy_on_request_headers', 'random_get'],
      },
    },
  ),
];
