// Guests with unusual starts: which of the start functions run, what they may call, and what becomes of a false or a trap.

import {
  guestCase,
  hostcall,
  log,
  type ModuleCase,
  onRequestHeaders,
  proxyLog,
  wasiFunction,
} from './module-case.ts';

const texts = '(data (i32.const 64) "initialize main start section")';
const logs = {
  _initialize: `(func (export "_initialize") ${log(64, 10)})`,
  main: `(func (export "main") (param i32 i32) (result i32) ${log(75, 4)} (i32.const 7))`,
  __main_void: `(func (export "__main_void") (result i32) ${log(75, 4)} (i32.const 7))`,
  _start: `(func (export "_start") ${log(80, 5)})`,
};
const starting = (name: string, functions: (keyof typeof logs)[]): ModuleCase =>
  guestCase(name, {
    imports: proxyLog,
    body: `${texts} ${functions.map((one) => logs[one]).join(' ')}`,
  });

/** Calls something in `_initialize`, where most of Envoy's functions are not to be had. */
const early = (name: string, imported: string, call: string): ModuleCase =>
  guestCase(name, { imports: imported, body: `(func $begin (export "_initialize") ${call})` });

const clock = wasiFunction('clock_time_get', 'i32 i64 i32');
const random = wasiFunction('random_get', 'i32 i32');
const write = wasiFunction('fd_write', 'i32 i32 i32 i32');
const stop = '(import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))';

const root = {
  create: '(func $create (export "proxy_on_context_create") (param i32 i32) unreachable)',
  vmStart: (result: string) =>
    `(func $vm_start (export "proxy_on_vm_start") (param i32 i32) (result i32) ${result})`,
  configure: (result: string) =>
    `(func $configure (export "proxy_on_configure") (param i32 i32) (result i32) ${result})`,
};

/** Logs the bytes of its configuration, each as two letters, `a` to `p`, for its two hexadecimal digits. */
const spelling = (name: string, text: string, encoding: 'struct' | 'bytes'): ModuleCase =>
  guestCase(
    name,
    {
      imports: `${proxyLog} ${hostcall('proxy_get_buffer_bytes', 'i32 i32 i32 i32 i32')}`,
      body: root.configure(`(local $i i32) (local $byte i32)
        (drop (call $proxy_get_buffer_bytes (i32.const 7) (i32.const 0) (i32.const -1) (i32.const 64) (i32.const 68)))
        (block $done (loop $next
          (br_if $done (i32.ge_u (local.get $i) (i32.load (i32.const 68))))
          (local.set $byte (i32.load8_u (i32.add (i32.load (i32.const 64)) (local.get $i))))
          (i32.store8 (i32.add (i32.const 256) (i32.shl (local.get $i) (i32.const 1)))
            (i32.add (i32.const 97) (i32.shr_u (local.get $byte) (i32.const 4))))
          (i32.store8 (i32.add (i32.const 257) (i32.shl (local.get $i) (i32.const 1)))
            (i32.add (i32.const 97) (i32.and (local.get $byte) (i32.const 15))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $next)))
        (drop (call $proxy_log (i32.const 2) (i32.const 256) (i32.shl (local.get $i) (i32.const 1))))
        (i32.const 1)`),
    },
    { plugin: { configuration: { encoding, text } } },
  );

export const startGuests: ModuleCase[] = [
  spelling(
    'a Struct as configuration',
    '{"key": ["text", 2.5, true, null, {"é": "\\u0000"}]}',
    'struct',
  ),
  spelling('an empty Struct as configuration', '{}', 'struct'),
  spelling('bytes as configuration', 'AAEC/w==', 'bytes'),
  starting('all three start functions', ['_start', 'main', '_initialize']),
  starting('the other spelling of main', ['__main_void', '_initialize']),
  starting('both spellings of main', ['__main_void', 'main', '_initialize']),
  starting('the start function alone', ['_start', 'main']),
  starting('main alone', ['main']),
  early(
    'hostcalls that may be called early',
    `${proxyLog} ${clock} ${random} ${write}`,
    `${log(64, 3)}
    (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 128)))
    (drop (call $random_get (i32.const 136) (i32.const 16)))
    (i32.store (i32.const 160) (i32.const 64)) (i32.store (i32.const 164) (i32.const 4))
    (i32.store (i32.const 64) (i32.const 0x0a6f6b61))
    (drop (call $fd_write (i32.const 2) (i32.const 160) (i32.const 1) (i32.const 168)))`,
  ),
  early(
    'a timer set too early',
    hostcall('proxy_set_tick_period_milliseconds', 'i32'),
    '(drop (call $proxy_set_tick_period_milliseconds (i32.const 10)))',
  ),
  early(
    'a property read too early',
    hostcall('proxy_get_property', 'i32 i32 i32 i32'),
    '(drop (call $proxy_get_property (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 12)))',
  ),
  early(
    'the time asked too early',
    hostcall('proxy_get_current_time_nanoseconds', 'i32'),
    '(drop (call $proxy_get_current_time_nanoseconds (i32.const 8)))',
  ),
  early('an end too early', stop, '(call $proc_exit (i32.const 0))'),
  early(
    'a yield too early',
    '(import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield (result i32)))',
    '(drop (call $sched_yield))',
  ),
  early('a trap in the beginning', '', 'unreachable'),
  guestCase('a trap in main', {
    body: '(func (export "_initialize")) (func $main (export "main") (param i32 i32) (result i32) unreachable)',
  }),
  guestCase('a trap when the root is created', { body: `${root.create} ${onRequestHeaders('')}` }),
  guestCase(
    'a trap when the root is created, failing open',
    { body: `${root.create} ${onRequestHeaders('')}` },
    { plugin: { failurePolicy: 'fail-open' } },
  ),
  ...(
    [
      ['both true', '(i32.const 1)', '(i32.const 1)'],
      ['on_vm_start false', '(i32.const 0)', '(i32.const 1)'],
      ['on_configure false', '(i32.const 1)', '(i32.const 0)'],
      ['on_configure trapping', '(i32.const 1)', 'unreachable'],
    ] as const
  ).map(([what, vmStart, configure]) =>
    guestCase(`a trap when the root is created, then ${what}`, {
      body: `${root.create} ${root.vmStart(vmStart)} ${root.configure(configure)} ${onRequestHeaders('')}`,
    }),
  ),
  guestCase('a trap in on_vm_start', { body: root.vmStart('unreachable') }),
  guestCase(
    'on_vm_start answers false, failing open',
    { body: root.vmStart('(i32.const 0)') },
    { plugin: { failurePolicy: 'fail-open' } },
  ),
  guestCase(
    'on_configure answers false, failing open',
    { body: root.configure('(i32.const 0)') },
    { plugin: { failurePolicy: 'fail-open' } },
  ),
  guestCase(
    'on_configure answers false, the deprecated fail open',
    { body: root.configure('(i32.const 0)') },
    { plugin: { failurePolicy: 'legacy-fail-open' } },
  ),
  guestCase('on_configure answers 2', {
    body: `${root.configure('(i32.const 2)')} ${onRequestHeaders('')}`,
  }),
];
