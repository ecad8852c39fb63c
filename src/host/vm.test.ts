// Both ways in and out of a guest: memory that is checked, the allocator, what start functions may do, traps and their words.

import { expect, test } from 'vitest';
import { Status } from '#abi/status.ts';
import { boilerplate, FakeContext, fakeServices, load, start, wat } from './testing/guest.ts';
import { isLoadRefusal, loadModule } from './load-module.ts';
import { Refusal } from './refusal.ts';
import { Vm } from './vm.ts';

const PAGE = 65_536;

/** A guest whose `proxy_on_tick` makes one hostcall with constant arguments and keeps the status at address 0. */
function caller(name: string, args: readonly number[], module = 'env', extra = ''): string {
  const parameters = args.map(() => 'i32').join(' ');
  const values = args.map((arg) => `(i32.const ${arg})`).join(' ');
  return `(module (import "${module}" "${name}" (func $call (param ${parameters}) (result i32)))
    ${boilerplate} ${extra}
    (data (i32.const 100) "x-a") (data (i32.const 110) "text") (data (i32.const 120) "x-empty")
    (func (export "proxy_on_tick") (param i32) (i32.store (i32.const 0) (call $call ${values})))
    (func (export "proxy_validate_configuration") (param i32 i32) (result i32) (i32.load (local.get 1))))`;
}

function run(text: string, prepare?: (context: FakeContext) => void) {
  const { vm, context } = start(text);
  prepare?.(context);
  const called = vm.call('proxy_on_tick', 1, [1]);
  const peek = (at: number): number | null => {
    const read = vm.call('proxy_validate_configuration', 1, [1, at]);
    return read.trapped ? null : read.value;
  };
  return { called, context, status: peek(0), peek };
}

test('a value comes back through the allocator, with pointer and size', () => {
  const { status, peek } = run(caller('proxy_get_header_map_value', [0, 100, 3, 8, 12]));
  expect([status, peek(8), peek(12)]).toEqual([Status.OK, 4096, 1]);
});

test('an empty value is pointer 0 and size 0, and the allocator is not asked', () => {
  const { status, peek } = run(
    caller(
      'proxy_get_header_map_value',
      [0, 120, 7, 8, 12],
      'env',
      '(data (i32.const 8) "\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff")',
    ),
  );
  expect([status, peek(8), peek(12)]).toEqual([Status.OK, 0, 0]);
});

test('a map that is not there is a bad argument for one value and an empty list for all', () => {
  expect(run(caller('proxy_get_header_map_value', [2, 100, 3, 8, 12])).status).toBe(
    Status.BAD_ARGUMENT,
  );
  expect(run(caller('proxy_get_header_map_pairs', [2, 8, 12])).status).toBe(Status.OK);
});

test('names are lower-cased', () => {
  const text = caller('proxy_get_header_map_value', [0, 100, 3, 8, 12]).replace('"x-a"', '"X-A"');
  expect(run(text).status).toBe(Status.OK);
});

test.each<[string, number[]]>([
  ['proxy_log', [2, PAGE - 3, 4]],
  ['proxy_log', [2, -1, 1]],
  ['proxy_log', [2, 1, -1]],
  ['proxy_get_header_map_value', [0, PAGE - 2, 3, 8, 12]],
  ['proxy_get_header_map_value', [0, 100, 3, PAGE - 3, 12]],
  ['proxy_get_header_map_value', [0, 100, 3, 8, PAGE - 3]],
  ['proxy_add_header_map_value', [0, 100, 3, PAGE - 1, 2]],
  ['proxy_set_header_map_pairs', [0, PAGE - 1, 2]],
  ['proxy_get_header_map_size', [0, PAGE - 3]],
  ['proxy_get_buffer_bytes', [0, 0, 9, PAGE, 12]],
  ['proxy_get_buffer_status', [0, 8, PAGE]],
  ['proxy_set_buffer_bytes', [0, 0, 0, PAGE, 1]],
  ['proxy_get_property', [PAGE, 1, 8, 12]],
  ['proxy_set_property', [100, 3, PAGE, 1]],
  ['proxy_get_log_level', [PAGE]],
  ['proxy_get_current_time_nanoseconds', [PAGE - 7]],
  ['proxy_get_shared_data', [PAGE - 2, 3, 8, 12, 16]],
  ['proxy_get_shared_data', [100, 3, PAGE - 3, 12, 16]],
  ['proxy_get_shared_data', [100, 3, 8, PAGE - 3, 16]],
  ['proxy_get_shared_data', [100, 3, 8, 12, PAGE - 3]],
  ['proxy_set_shared_data', [PAGE, 1, 0, 0, 0]],
  ['proxy_set_shared_data', [100, 3, PAGE - 1, 2, 0]],
  ['proxy_register_shared_queue', [PAGE, 1, 8]],
  ['proxy_resolve_shared_queue', [PAGE, 1, 100, 3, 8]],
  ['proxy_resolve_shared_queue', [100, 3, PAGE, 1, 8]],
  ['proxy_resolve_shared_queue', [100, 3, 100, 3, PAGE - 3]],
  ['proxy_enqueue_shared_queue', [1, PAGE - 1, 2]],
  ['proxy_dequeue_shared_queue', [1, PAGE - 3, 12]],
  ['proxy_dequeue_shared_queue', [1, 8, PAGE - 3]],
  ['proxy_define_metric', [0, PAGE, 1, 8]],
  ['proxy_define_metric', [0, 100, 3, PAGE - 3]],
  ['proxy_get_metric', [4, PAGE - 7]],
  ['proxy_send_local_response', [200, 100, 3, PAGE, 1, 0, 0, -1]],
])('%s%j points outside of the memory', (name, args) => {
  const { status, context } = run(caller(name, args));
  expect(status).toBe(Status.INVALID_MEMORY_ACCESS);
  expect(context.logged).toEqual([]);
  expect(context.did).toEqual([]);
});

test.each<[string, number[]]>([
  ['proxy_log', [2, PAGE - 4, 4]],
  ['proxy_get_header_map_size', [0, PAGE - 4]],
  ['proxy_get_current_time_nanoseconds', [PAGE - 8]],
  ['proxy_log', [2, PAGE, 0]],
])('%s%j is just inside', (name, args) => {
  expect(run(caller(name, args)).status).toBe(Status.OK);
});

test.each<[string, number[]]>([
  ['proxy_log', [6, PAGE, 1]],
  ['proxy_get_header_map_value', [8, PAGE, 1, PAGE, PAGE]],
  ['proxy_get_buffer_bytes', [9, 0, 0, PAGE, PAGE]],
  ['proxy_continue_stream', [4]],
])('%s%j has an unknown number, which is looked at before the memory', (name, args) => {
  expect(run(caller(name, args)).status).toBe(Status.BAD_ARGUMENT);
});

test('a refusal leaves the outputs alone', () => {
  const marked = '(data (i32.const 8) "\\07\\00\\00\\00\\07\\00\\00\\00")';
  const { status, peek } = run(caller('proxy_get_property', [100, 3, 8, 12], 'env', marked));
  expect([status, peek(8), peek(12)]).toEqual([Status.NOT_FOUND, 7, 7]);
});

test('a call that fails leaves 0 in the place of its id', () => {
  const marked = '(data (i32.const 8) "\\07\\00\\00\\00")';
  const { status, peek, context } = run(
    caller('proxy_http_call', [100, 3, 0, 0, 0, 0, 0, 0, 5, 8], 'env', marked),
  );
  expect([status, peek(8)]).toEqual([Status.INTERNAL_FAILURE, 0]);
  expect(context.did).toEqual(['call 5']);
});

test('a timeout below zero is refused before the call is made', () => {
  const { status, context } = run(caller('proxy_http_call', [100, 3, 0, 0, 0, 0, 0, 0, -1, 8]));
  expect([status, context.did]).toEqual([Status.BAD_ARGUMENT, []]);
});

test('a gRPC call is passed on as it was given, and its id is written', () => {
  const data = '(data (i32.const 8) "\\07\\00\\00\\00")';
  const { status, peek, context } = run(
    caller('proxy_grpc_call', [100, 3, 100, 2, 101, 2, 0, 0, 100, 1, 9, 8], 'env', data),
  );
  expect([status, peek(8)]).toEqual([Status.OK, 5]);
  expect(context.did).toEqual(['grpc call 120,45,97 x-/-a 0 120 9']);
  expect(
    run(caller('proxy_grpc_call', [100, 3, 100, 2, 101, 2, 0, 0, 100, 1, 9, 65_533])).status,
  ).toBe(Status.INVALID_MEMORY_ACCESS);
});

test('a message on a gRPC stream ends it when it says so', () => {
  expect(run(caller('proxy_grpc_send', [6, 100, 2, 1])).context.did).toEqual([
    'grpc send 6 120,45 true',
  ]);
  expect(run(caller('proxy_grpc_send', [6, 100, 2, 0])).context.did).toEqual([
    'grpc send 6 120,45 false',
  ]);
  expect(run(caller('proxy_grpc_send', [6, 65_535, 2, 0])).status).toBe(
    Status.INVALID_MEMORY_ACCESS,
  );
});

test('reading a buffer past its end gives what is there', () => {
  const { status, peek } = run(caller('proxy_get_buffer_bytes', [0, 1, -1, 8, 12]));
  expect([status, peek(12)]).toEqual([Status.OK, 2]);
  expect(run(caller('proxy_get_buffer_bytes', [0, 9, 9, 8, 12])).peek(12)).toBe(0);
});

test('a buffer that is not there is told by its status', () => {
  const { status } = run(caller('proxy_get_buffer_bytes', [4, 0, 9, 8, 12]), (context) => {
    context.buffer = new Refusal(Status.NOT_FOUND, 'no call');
  });
  expect(status).toBe(Status.NOT_FOUND);
});

test('a status code is cut to 16 bits', () => {
  expect(
    run(caller('proxy_send_local_response', [65_736, 0, 0, 0, 0, 0, 0, -1])).context.did,
  ).toEqual(['reply 200']);
});

test('what is not emulated says so to the guest', () => {
  expect(run(caller('envoy_resolve_dns', [100, 3, 8])).status).toBe(Status.UNIMPLEMENTED);
});

test('an allocator that gives nothing, or a block outside, fails the call', () => {
  for (const pointer of [0, PAGE, -4]) {
    const text = caller('proxy_get_header_map_value', [0, 100, 3, 8, 12]).replace(
      '(global.get $next)',
      `(i32.const ${pointer})`,
    );
    expect(run(text).status).toBe(Status.INVALID_MEMORY_ACCESS);
  }
});

test('malloc is taken when there are both allocators', () => {
  const other =
    '(func (export "proxy_on_memory_allocate") (param i32) (result i32) (i32.const 9000))';
  expect(run(caller('proxy_get_header_map_value', [0, 100, 3, 8, 12], 'env', other)).peek(8)).toBe(
    4096,
  );
});

test('an allocator that grows the memory does not confuse the host', () => {
  const text = caller('proxy_get_header_map_value', [0, 100, 3, 8, 12]).replace(
    '(global.get $next)',
    '(drop (memory.grow (i32.const 1))) (global.get $next)',
  );
  expect(run(text).peek(12)).toBe(1);
});

test('an allocator that calls the host fails the VM, named as the allocator', () => {
  const text = `(module (import "env" "proxy_get_header_map_pairs" (func $pairs (param i32 i32 i32) (result i32)))
    (import "env" "proxy_get_current_time_nanoseconds" (func $time (param i32) (result i32)))
    (memory (export "memory") 1) (func (export "proxy_abi_version_0_2_1"))
    (func (export "malloc") (param i32) (result i32) (drop (call $time (i32.const 0))) (i32.const 8))
    (func (export "proxy_on_tick") (param i32) (drop (call $pairs (i32.const 0) (i32.const 8) (i32.const 12)))))`;
  const { vm, context } = start(text);
  expect(vm.call('proxy_on_tick', 1, [1]).trapped).toBe(false);
  expect(context.did).toEqual(['malloc: Uncaught Error: restricted_callback']);
});

test('a start function may log and may not ask for the time', () => {
  const text = (name: string, body: string): string => `(module
    (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
    (import "env" "proxy_get_current_time_nanoseconds" (func $time (param i32) (result i32)))
    ${boilerplate} (data (i32.const 100) "early")
    (func (export "${name}") ${body}))`;
  const log = '(drop (call $log (i32.const 2) (i32.const 100) (i32.const 5)))';
  const context = new FakeContext();
  expect(Vm.start(load(text('_initialize', log)), fakeServices(context), null)).toBeInstanceOf(Vm);
  expect(context.logged).toEqual([{ level: 2, message: 'early' }]);
  const trap = Vm.start(
    load(text('_start', '(drop (call $time (i32.const 0)))')),
    fakeServices(context),
    null,
  );
  expect(trap).toMatchObject({
    functionName: '_start',
    message: 'Uncaught Error: restricted_callback',
  });
});

test('_initialize and main run, and then _start does not', () => {
  const text = `(module (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32))) ${boilerplate}
    (data (i32.const 100) "ims")
    (func $say (param i32) (drop (call $log (i32.const 2) (local.get 0) (i32.const 1))))
    (func (export "_initialize") (call $say (i32.const 100)))
    (func (export "main") (param i32 i32) (result i32) (call $say (i32.const 101)) (i32.const 1))
    (func (export "_start") (call $say (i32.const 102))))`;
  const context = new FakeContext();
  Vm.start(load(text), fakeServices(context), null);
  expect(context.logged.map(({ message }) => message)).toEqual(['i', 'm']);
});

test('a start section that calls the host is refused, since Envoy crashes on it', () => {
  const text = `(module (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32))) ${boilerplate}
    (func $early (drop (call $log (i32.const 2) (i32.const 0) (i32.const 0)))) (start $early))`;
  expect(Vm.start(load(text), fakeServices(new FakeContext()), null)).toEqual({
    lines: [],
    crashesEnvoy: true,
  });
});

test('a start section that traps gives no instance', () => {
  const text = `(module ${boilerplate} (func $early unreachable) (start $early))`;
  expect(Vm.start(load(text), fakeServices(new FakeContext()), null)).toMatchObject({
    lines: ['Failed to create new Wasm instance', 'Wasm VM failed Failed to initialize Wasm code'],
  });
});

test.each([
  ['unreachable', 'Uncaught RuntimeError: unreachable'],
  ['(drop (i32.load (i32.const -1)))', 'Uncaught RuntimeError: memory access out of bounds'],
  [
    '(memory.fill (i32.const 0) (i32.const 0) (i32.const -1))',
    'Uncaught RuntimeError: memory access out of bounds',
  ],
  ['(drop (i32.div_s (i32.const 1) (i32.const 0)))', 'Uncaught RuntimeError: divide by zero'],
  ['(drop (i32.rem_s (i32.const 1) (i32.const 0)))', 'Uncaught RuntimeError: remainder by zero'],
  [
    '(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))',
    'Uncaught RuntimeError: divide result unrepresentable',
  ],
  [
    '(drop (i32.trunc_f32_s (f32.const nan)))',
    'Uncaught RuntimeError: float unrepresentable in integer range',
  ],
  [
    '(call_indirect (param i64) (i64.const 0) (i32.const 0))',
    'Uncaught RuntimeError: function signature mismatch',
  ],
  [
    '(call_indirect (param i32) (i32.const 0) (i32.const 1))',
    'Uncaught RuntimeError: function signature mismatch',
  ],
  [
    '(call_indirect (param i32) (i32.const 0) (i32.const 9))',
    'Uncaught RuntimeError: table index is out of bounds',
  ],
  ['(call $again (i32.const 0))', 'Uncaught RangeError: Maximum call stack size exceeded'],
])('%s is told in the words of V8', (body, message) => {
  const text = `(module ${boilerplate} (table 2 funcref) (elem (i32.const 0) $again)
    (func $again (export "proxy_on_tick") (param i32) ${body}))`;
  const called = start(text).vm.call('proxy_on_tick', 1, [1]);
  expect(called.trapped && called.trap.message).toBe(message);
});

test('a trap has the names and the offsets of the module as it was given', () => {
  const text = `(module ${boilerplate} (func $inner unreachable) (func $outer (export "proxy_on_tick") (param i32) (call $inner)))`;
  const called = start(text).vm.call('proxy_on_tick', 1, [1]);
  const frames = called.trapped ? called.trap.frames : [];
  expect(frames.map(({ functionName }) => functionName)).toEqual(['inner', 'outer']);
  const bytes = wat(text);
  expect(bytes[frames[0]?.offset ?? 0]).toBe(0x00);
  expect(bytes[frames[1]?.offset ?? 0]).toBe(0x10);
});

test('a loop counter ends a loop and points at it', () => {
  const text = `(module ${boilerplate} (func (export "proxy_on_tick") (param i32) (loop $l (br $l))))`;
  const services = { ...fakeServices(new FakeContext()), loopTurns: () => 1000 };
  const vm = Vm.start(load(text, true), services, null);
  if (!(vm instanceof Vm)) throw new Error('not started');
  vm.addContext(1, new FakeContext());
  const called = vm.call('proxy_on_tick', 1, [1]);
  if (!called.trapped) throw new Error('the loop ended');
  expect(called.trap.message).toBe('Uncaught RuntimeError: unreachable');
  // Behind the loop instruction and its type, where the counter was put.
  expect([...wat(text).subarray((called.trap.frames[0]?.offset ?? 0) - 2)].slice(0, 2)).toEqual([
    0x03, 0x40,
  ]);
});

test('memory cannot grow beyond the cap, and running into it is told', () => {
  const text = `(module ${boilerplate} (func $growMemory (export "proxy_on_tick") (param i32)
    (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable))`;
  const { vm } = start(text);
  const called = vm.call('proxy_on_tick', 1, [1]);
  expect(called.trapped && called.trap.outOfMemory).toBe(true);
  expect(vm.memoryBytes).toBeLessThanOrEqual(16 * 1024 * 1024);
});

test('an effective context is in force until the callback ends', () => {
  const text = `(module (import "env" "proxy_set_effective_context" (func $set (param i32) (result i32)))
    (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32))) ${boilerplate}
    (func (export "proxy_on_tick") (param i32)
      (i32.store (i32.const 0) (call $set (local.get 0)))
      (drop (call $log (i32.const 2) (i32.const 100) (i32.const 0))))
    (func (export "proxy_on_log") (param i32) (drop (call $log (i32.const 2) (i32.const 100) (i32.const 0)))))`;
  const { vm, context } = start(text);
  const stream = new FakeContext();
  vm.addContext(2, stream);
  vm.call('proxy_on_tick', 1, [2]);
  expect([context.logged.length, stream.logged.length]).toEqual([0, 1]);
  vm.call('proxy_on_log', 1, [1]);
  expect(context.logged).toHaveLength(1);
  vm.removeContext(2);
  vm.call('proxy_on_tick', 1, [2]);
  expect([context.logged.length, stream.logged.length]).toEqual([2, 1]);
});

test('a module of 0.1.0 gets an empty value for a header that is not there', () => {
  const text = caller('proxy_get_header_map_value', [0, 110, 4, 8, 12]);
  expect(run(text).status).toBe(Status.NOT_FOUND);
  expect(run(text.replace('0_2_1', '0_1_0')).status).toBe(Status.OK);
});

test.each<[string, number[], number]>([
  ['random_get', [8, 65_537], 28],
  ['random_get', [PAGE, 1], 21],
  ['random_get', [8, 4], 0],
  ['fd_close', [1], 0],
  ['fd_prestat_get', [3, 8], 8],
  ['fd_fdstat_get', [1, 8], 0],
  ['fd_fdstat_get', [3, 8], 8],
  ['fd_renumber', [1, 2], 58],
  ['environ_sizes_get', [8, 12], 0],
  ['poll_oneoff', [8, 8, 1, 8], 0],
  ['sock_shutdown', [1, 1], 58],
  ['path_create_directory', [1, 1, 1], 58],
])('WASI %s%j is %i', (name, args, errno) => {
  expect(run(caller(name, args, 'wasi_snapshot_preview1')).status).toBe(errno);
  expect(run(caller(name, args, 'wasi_unstable')).status).toBe(errno);
});

test('fd_write joins its pieces into one line and takes one line break off', () => {
  const pieces =
    '(data (i32.const 200) "\\6e\\00\\00\\00\\04\\00\\00\\00\\d8\\00\\00\\00\\02\\00\\00\\00") (data (i32.const 216) "\\0a\\0a")';
  const { status, context, peek } = run(
    caller('fd_write', [1, 200, 2, 8], 'wasi_snapshot_preview1', pieces),
  );
  expect([status, peek(8), context.logged]).toEqual([0, 6, [{ level: 2, message: 'text\n' }]]);
  expect(
    run(caller('fd_write', [2, 200, 2, 8], 'wasi_snapshot_preview1', pieces)).context.logged[0]
      ?.level,
  ).toBe(4);
  expect(run(caller('fd_write', [3, 200, 2, 8], 'wasi_snapshot_preview1', pieces)).status).toBe(8);
  expect(run(caller('fd_write', [1, PAGE, 1, 8], 'wasi_snapshot_preview1')).status).toBe(21);
});

test('the loop counter leaves every instruction of a real module as it was', () => {
  const loaded = loadModule(
    wat(`(module ${boilerplate} (func (param i32) (result i32)
    (block $b (loop $l (br_table $b $l (local.get 0)))) (loop (result i32) (i32.const 7))))`),
    {
      memoryLimitBytes: 1,
      countLoops: true,
    },
  );
  expect(isLoadRefusal(loaded)).toBe(false);
});
