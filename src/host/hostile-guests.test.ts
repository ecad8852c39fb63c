// Modules and guests that mean no good. Whatever they do is a refusal, a status or a trap: never an exception of ours, never a hang.
// `npm run fuzz` plays these with a hundred times as many rounds.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallbackName } from './callback-table.ts';
import { parameterTypes } from './argument-codec.ts';
import type { Hostcall } from './define-hostcall.ts';
import { envHostcalls } from './hostcall-table.ts';
import { isLoadRefusal, loadModule } from './load-module.ts';
import type { Tracer } from './tracer.ts';
import { boilerplate, FakeContext, fakeServices, LIMIT_BYTES, wat } from './testing/guest.ts';
import { Vm } from './vm.ts';
import { wasiFunctions } from './wasi/functions.ts';

const rounds = Number(process.env['SLUICE_FUZZ_ROUNDS'] ?? 1000);
const minutes = 60_000;
const options = { timeout: Math.max(minutes, rounds * 10) };
const PAGE = 65_536;
/** Enough for anything sensible; what loops for ever ends here. */
const LOOP_TURNS = 2000;

const wholeModule = wat(`(module
  (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  ${boilerplate}
  (table 4 funcref) (elem (i32.const 0) $each $start)
  (global $count (mut i64) (i64.const 7))
  (data (i32.const 100) "text in the module")
  (func $each (param i32) (result i32) (local i32 f64)
    (loop $again (br_if $again (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 9))))
    (block $out (result i32) (br_table $out 0 (i32.const 3) (local.get 0))))
  (func $start (export "_initialize") (drop (call $log (i32.const 2) (i32.const 100) (i32.const 18))))
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (drop (call_indirect (param i32) (result i32) (i32.const 1) (i32.const 0)))
    (if (result i32) (local.get 2) (then (i32.const 0)) (else (i32.load (local.get 1))))))`);

/** Loads a module and lets it live as far as it will. */
function liveWith(bytes: Uint8Array): void {
  const loaded = loadModule(bytes, { memoryLimitBytes: LIMIT_BYTES, countLoops: true });
  if (isLoadRefusal(loaded)) {
    expect(loaded.crashesEnvoy || bytes.length === 0 || loaded.lines.length > 0).toBe(true);
    return;
  }
  const context = new FakeContext();
  const services = { ...fakeServices(context), loopTurns: () => LOOP_TURNS };
  const vm = Vm.start(loaded, services, null);
  if (!(vm instanceof Vm)) return;
  vm.addContext(1, context);
  if (vm.has('proxy_on_request_headers')) vm.call('proxy_on_request_headers', 1, [1, 3, 1]);
}

const byteChange = fc.record({ at: fc.nat(wholeModule.length - 1), value: fc.nat(255) });

test('a module with some bytes changed', options, () => {
  fc.assert(
    fc.property(fc.array(byteChange, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = wholeModule.slice();
      for (const { at, value } of changes) bytes[at] = value;
      liveWith(bytes);
    }),
    { numRuns: rounds },
  );
});

test('a module with a piece cut out, doubled or put in', options, () => {
  const piece = fc.record({
    from: fc.nat(wholeModule.length),
    size: fc.nat(40),
    instead: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(wholeModule.subarray(8, 40))),
  });
  fc.assert(
    fc.property(piece, ({ from, size, instead }) => {
      liveWith(
        Uint8Array.from([
          ...wholeModule.subarray(0, from),
          ...instead,
          ...wholeModule.subarray(from + size),
        ]),
      );
    }),
    { numRuns: rounds },
  );
});

test('bytes that were never a module', options, () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isHeaded) =>
      liveWith(isHeaded ? Uint8Array.from([...header, ...bytes]) : bytes),
    ),
    { numRuns: rounds },
  );
});

const MAX_PARAMETERS = 13;
const ARGUMENTS = 512;
/** Where the guest has the name of a header. */
const TEXT = 100;
interface Called {
  module: string;
  hostcall: Hostcall;
}
const everyCall: Called[] = [
  ...envHostcalls
    .filter(({ versions }) => versions?.includes('0.2.1') === true)
    .map((hostcall) => ({ module: 'env', hostcall })),
  ...wasiFunctions.map((hostcall) => ({ module: 'wasi_unstable', hostcall })),
];

/** On a tick: fetches arguments, which are the request body, and calls what it imports; the result is left at 0. */
function caller({ module, hostcall }: Called): string {
  const values = parameterTypes(hostcall).map((type, at) => {
    const offset = ARGUMENTS + at * 8;
    return `(${type}.load (i32.const ${offset}))`;
  });
  const result = hostcall.returns === 'nothing' ? '' : '(result i32)';
  const call = `(call $call ${values.join(' ')})`;
  return `(module
    (import "${module}" "${hostcall.name}" (func $call (param ${parameterTypes(hostcall).join(' ')}) ${result}))
    (import "env" "proxy_get_buffer_bytes" (func $take (param i32 i32 i32 i32 i32) (result i32)))
    ${boilerplate} (data (i32.const ${TEXT}) "x-a\\00X-B")
    (func (export "proxy_on_tick") (param i32)
      (global.set $next (i32.const ${ARGUMENTS}))
      (drop (call $take (i32.const 0) (i32.const 0) (i32.const ${MAX_PARAMETERS * 8}) (i32.const 16) (i32.const 20)))
      (global.set $next (i32.const 4096))
      (i32.store (i32.const 0) ${hostcall.returns === 'nothing' ? `${call} (i32.const 0)` : call}))
    (func (export "proxy_validate_configuration") (param i32 i32) (result i32) (i32.load (local.get 1))))`;
}

interface Started {
  vm: Vm;
  context: FakeContext;
}
const started = { traced: new Map<Called, Started>(), plain: new Map<Called, Started>() };

/** Tells nobody, but makes the VM take the way of a traced one. */
const deafTracer: Tracer = {
  enterCallback: () => undefined,
  leaveCallback: () => undefined,
  wantsStack: () => false,
  enterHostcall: () => undefined,
  leaveHostcall: () => undefined,
};

function startedFor(called: Called, way: 'traced' | 'plain' = 'plain'): Started {
  const known = started[way].get(called);
  if (known !== undefined) return known;
  const loaded = loadModule(wat(caller(called)), {
    memoryLimitBytes: LIMIT_BYTES,
    countLoops: false,
  });
  if (isLoadRefusal(loaded)) throw new Error(`${called.hostcall.name}: ${loaded.lines.join('\n')}`);
  const context = new FakeContext();
  const vm = Vm.start(loaded, fakeServices(context), way === 'traced' ? deafTracer : null);
  if (!(vm instanceof Vm)) throw new Error(`${called.hostcall.name} did not start`);
  vm.addContext(1, context);
  const fresh = { vm, context };
  started[way].set(called, fresh);
  return fresh;
}

const argument = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 8, 64, 100, PAGE - 8, PAGE - 4, PAGE - 1, PAGE, PAGE + 1),
  fc.constantFrom(0x7fff_ffff, 0x8000_0000, 0xffff_fffc, 0xffff_ffff),
  fc.nat(20),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);

const argumentList = fc.array(argument, { minLength: MAX_PARAMETERS, maxLength: MAX_PARAMETERS });

/** As the guest fetches them: 64 bits each, so that they serve for 64-bit parameters too. */
function argumentBytes(args: readonly number[]): Uint8Array {
  const words = new Uint32Array(MAX_PARAMETERS * 2);
  args.forEach((value, index) => words.set([value, value % 3 === 0 ? 0 : value], index * 2));
  return new Uint8Array(words.buffer);
}

const often = (sensible: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 9, arbitrary: sensible }, { weight: 1, arbitrary: argument });

/** Arguments of which most make sense, so that the calls succeed as well. */
function sensibleArguments({ hostcall }: Called): fc.Arbitrary<number[]> {
  const text = [often(fc.constantFrom(TEXT, TEXT + 4)), often(fc.constantFrom(0, 1, 3))];
  const inputs = hostcall.inputs.flatMap((input) => {
    if (input.kind === 'enum') return [often(fc.constant(0))];
    const isBytes = ['bytes', 'text', 'name', 'pairs'].includes(input.kind);
    return isBytes ? text : [often(fc.nat(3))];
  });
  const outputs = hostcall.outputs.flatMap(({ kind }) =>
    kind === 'bytes' || kind === 'pairs'
      ? [often(fc.constant(64)), often(fc.constant(68))]
      : [often(fc.constant(72))],
  );
  const filler = Array.from({ length: MAX_PARAMETERS }, () => fc.constant(0));
  return fc.tuple(...[...inputs, ...outputs, ...filler].slice(0, MAX_PARAMETERS));
}

const sensibleCall = fc
  .constantFrom(...everyCall)
  .chain((called) => fc.tuple(fc.constant(called), sensibleArguments(called)));

test('a guest that is traced sees what one that is not sees', options, () => {
  fc.assert(
    fc.property(sensibleCall, ([called, args]) => {
      const seen = (['traced', 'plain'] as const).map((way) => {
        const { vm, context } = startedFor(called, way);
        context.buffer = argumentBytes(args);
        const tick = vm.call('proxy_on_tick', 1, [1]);
        const words = [0, 64, 68, 72, TEXT, 4096, 4100].map((at) =>
          vm.call('proxy_validate_configuration', 1, [1, at]),
        );
        const fields = context.fields.list;
        return {
          tick,
          words,
          fields,
          did: context.did.splice(0),
          logged: context.logged.splice(0),
        };
      });
      expect(seen[0]).toEqual(seen[1]);
    }),
    { numRuns: rounds },
  );
});

test('every hostcall with arguments from every border', options, () => {
  const statuses = Array.from({ length: 13 }, (_, status) => status);
  fc.assert(
    fc.property(fc.constantFrom(...everyCall), argumentList, (called, args) => {
      const { vm, context } = startedFor(called);
      context.buffer = argumentBytes(args);
      const tick = vm.call('proxy_on_tick', 1, [1]);
      // Whatever is written into the guest, only the guest's own results may be hit; it goes on.
      expect(tick.trapped).toBe(false);
      const callback: CallbackName = 'proxy_validate_configuration';
      const read = vm.call(callback, 1, [1, 0]);
      const status = read.trapped ? null : read.value;
      if (called.hostcall.returns === 'status') expect(statuses).toContain(status);
    }),
    { numRuns: rounds },
  );
});

test.each([
  [
    'five gigabytes of memory',
    '(module (memory (export "memory") 65535) (func (export "malloc") (param i32) (result i32) (i32.const 0)) (func (export "proxy_abi_version_0_2_1")))',
  ],
  ['no memory and no allocator', '(module (func (export "proxy_abi_version_0_2_1")))'],
])('%s is refused', (_, text) => {
  const loaded = loadModule(wat(text), { memoryLimitBytes: LIMIT_BYTES, countLoops: false });
  const context = new FakeContext();
  const vm = isLoadRefusal(loaded) ? loaded : Vm.start(loaded, fakeServices(context), null);
  expect(vm).toHaveProperty('lines');
});

test('a hundred thousand functions', options, () => {
  const functions = '(func)'.repeat(100_000);
  const loaded = loadModule(wat(`(module ${boilerplate} ${functions})`), {
    memoryLimitBytes: LIMIT_BYTES,
    countLoops: false,
  });
  expect(isLoadRefusal(loaded)).toBe(false);
});
