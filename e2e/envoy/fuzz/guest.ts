// A guest that makes the hostcalls its script tells it to, with the arguments the script tells it, and logs what came back.
// Made from the host's own table, so that it can call whatever the table has. The script is its plugin configuration.
//
// A script is a list of records of 64 bytes, all numbers u32, little endian:
//   request (1 …; 0 for the root context) │ phase │ target │ 13 arguments
// `target` counts the imports; RETURN sets what the callback returns.

import { parameterTypes } from '#host/argument-codec.ts';
import type { Hostcall } from '#host/define-hostcall.ts';
import { envHostcalls } from '#host/hostcall-table.ts';
import { wasiFunctions } from '#host/wasi/functions.ts';
import { wat } from '../../../src/host/testing/guest.ts';

export const RECORD_WORDS = 16;
export const RETURN = 0xffff;

/** Where things lie in the guest's memory of one mebibyte. */
export const layout = {
  /** Where results are to be written; the first half of it is logged. */
  out: 64,
  /** For what differs from run to run: times, random bytes. Not logged. */
  secret: 128,
  line: 1024,
  requestOfContext: 4096,
  pool: 8192,
  heap: 131_072,
  end: 1_048_576,
} as const;
const LOGGED_BYTES = 32;
const SHOWN_BYTES = 240;

export const phases = [
  'vm_start',
  'configure',
  'context_create',
  'request_headers',
  'request_body',
  'request_trailers',
  'response_headers',
  'response_body',
  'response_trailers',
  'log',
  'done',
  'delete',
  'http_call_response',
  'queue_ready',
] as const;
export type Phase = (typeof phases)[number];

export interface Target {
  module: 'env' | 'wasi_snapshot_preview1';
  hostcall: Hostcall;
}

/** What a script can call, in the order of the imports. */
export const targets: readonly Target[] = [
  ...envHostcalls
    .filter(({ versions }) => versions?.includes('0.2.1') === true)
    .map((hostcall) => ({ module: 'env' as const, hostcall })),
  ...wasiFunctions.map((hostcall) => ({ module: 'wasi_snapshot_preview1' as const, hostcall })),
];

function importLine({ module, hostcall }: Target, index: number): string {
  const parameters = parameterTypes(hostcall).join(' ');
  const result = hostcall.returns === 'nothing' ? '' : '(result i32)';
  return `(import "${module}" "${hostcall.name}" (func $import${index} (param ${parameters}) ${result}))`;
}

/** Calls one import with the arguments of a record. */
function wrapper({ hostcall }: Target, index: number): string {
  const values = parameterTypes(hostcall).map((type, at) => {
    const word = `(i32.load offset=${12 + at * 4} (local.get 0))`;
    return type === 'i64' ? `(i64.extend_i32_s ${word})` : word;
  });
  const call = `(call $import${index} ${values.join(' ')})`;
  const body = hostcall.returns === 'nothing' ? `${call} (i32.const 0)` : call;
  return `(func $call${index} (param i32) (result i32) ${body})`;
}

const phase = (name: Phase): string => `(i32.const ${phases.indexOf(name)})`;

/** A callback of a stream with its answer; `parameters` counts those behind the context id. */
const streamCallback = (name: Phase, parameters: number): string =>
  `(func (export "proxy_on_${name}") (param i32 ${'i32 '.repeat(parameters)}) (result i32)
    (call $play (call $requestOf (local.get 0)) ${phase(name)}))`;

const streamEnd = (name: Phase): string =>
  `(func (export "proxy_on_${name}") (param i32)
    (drop (call $play (call $requestOf (local.get 0)) ${phase(name)})))`;

const poolData = (pool: Uint8Array): string =>
  [...pool].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');

export function fuzzGuest(pool: Uint8Array): Uint8Array {
  const { out, line, requestOfContext, heap, end } = layout;
  if (layout.pool + pool.length > heap) throw new RangeError('the pool is too large');
  return wat(`(module
  ${targets.map(importLine).join('\n  ')}
  (memory (export "memory") 16 16)
  (data (i32.const ${layout.pool}) "${poolData(pool)}")
  (table ${targets.length} funcref)
  (elem (i32.const 0) ${targets.map((_, index) => `$call${index}`).join(' ')})
  (type $wrapper (func (param i32) (result i32)))
  (global $next (mut i32) (i32.const ${heap}))
  (global $script (mut i32) (i32.const 0))
  (global $scriptEnd (mut i32) (i32.const 0))
  (global $requests (mut i32) (i32.const 0))
  (global $current (mut i32) (i32.const 0))
  (global $at (mut i32) (i32.const 0))
  (func (export "proxy_abi_version_0_2_1"))

  ;; Blocks one after the other; from the start again when the memory is used up; none when it never fits.
  (func $malloc (export "malloc") (param $size i32) (result i32)
    (local $block i32)
    (if (i32.gt_u (local.get $size) (i32.const ${(end - heap) / 2})) (then (return (i32.const 0))))
    (if (i32.gt_u (i32.add (global.get $next) (local.get $size)) (i32.const ${end}))
      (then (global.set $next (select (global.get $scriptEnd) (i32.const ${heap}) (global.get $scriptEnd)))))
    (local.set $block (global.get $next))
    (global.set $next (i32.and (i32.add (i32.add (local.get $block) (local.get $size)) (i32.const 7)) (i32.const -8)))
    (local.get $block))

  ${targets.map(wrapper).join('\n  ')}

  (func $put (param $byte i32)
    (i32.store8 (global.get $at) (local.get $byte))
    (global.set $at (i32.add (global.get $at) (i32.const 1))))
  (func $putHex (param $byte i32)
    (call $putDigit (i32.shr_u (local.get $byte) (i32.const 4)))
    (call $putDigit (i32.and (local.get $byte) (i32.const 15))))
  (func $putDigit (param $digit i32)
    (call $put (i32.add (local.get $digit) (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get $digit) (i32.const 9))))))

  ;; The target, the status, the places for results, and the bytes that the first two of them point to.
  (func $tell (param $target i32) (param $status i32)
    (local $i i32) (local $from i32) (local $size i32) (local $byte i32)
    (global.set $at (i32.const ${line}))
    (call $putHex (local.get $target))
    (call $put (i32.const 32))
    (call $putHex (local.get $status))
    (call $put (i32.const 32))
    (loop $each
      (call $putHex (i32.load8_u offset=${out} (local.get $i)))
      (br_if $each (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${LOGGED_BYTES}))))
    (local.set $from (i32.load (i32.const ${out})))
    (local.set $size (i32.load (i32.const ${out + 4})))
    (if (i32.gt_u (local.get $size) (i32.const ${SHOWN_BYTES})) (then (local.set $size (i32.const ${SHOWN_BYTES}))))
    (if (i32.and
          (i32.lt_u (i32.sub (local.get $from) (i32.const ${heap})) (i32.const ${end - heap - SHOWN_BYTES}))
          (i32.gt_u (local.get $size) (i32.const 0)))
      (then
        (call $put (i32.const 32))
        (local.set $i (i32.const 0))
        (loop $byte
          (local.set $byte (i32.load8_u (i32.add (local.get $from) (local.get $i))))
          (if (i32.gt_u (i32.sub (local.get $byte) (i32.const 32)) (i32.const 94)) (then (local.set $byte (i32.const 46))))
          (call $put (local.get $byte))
          (br_if $byte (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $size))))))
    (drop (call $import${indexOf('proxy_log')} (i32.const 2) (i32.const ${line}) (i32.sub (global.get $at) (i32.const ${line})))))

  (func $clear
    (local $i i32)
    (loop $each
      (i32.store8 offset=${out} (local.get $i) (i32.const 170))
      (br_if $each (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 64)))))

  (func $play (param $request i32) (param $phase i32) (result i32)
    (local $record i32) (local $result i32) (local $target i32)
    (local.set $record (global.get $script))
    (block $out
      (loop $next
        (br_if $out (i32.ge_u (local.get $record) (global.get $scriptEnd)))
        (if (i32.and
              (i32.eq (i32.load (local.get $record)) (local.get $request))
              (i32.eq (i32.load offset=4 (local.get $record)) (local.get $phase)))
          (then
            (local.set $target (i32.load offset=8 (local.get $record)))
            (if (i32.eq (local.get $target) (i32.const ${RETURN}))
              (then (local.set $result (i32.load offset=12 (local.get $record))))
              (else
                (call $clear)
                (call $tell (local.get $target) (call_indirect (type $wrapper) (local.get $record) (local.get $target)))))))
        (local.set $record (i32.add (local.get $record) (i32.const ${RECORD_WORDS * 4})))
        (br $next)))
    (local.get $result))

  (func $requestOf (param $context i32) (result i32)
    (global.set $current (i32.load offset=${requestOfContext} (i32.shl (i32.and (local.get $context) (i32.const 1023)) (i32.const 2))))
    (global.get $current))

  (func (export "proxy_on_context_create") (param $context i32) (param $parent i32)
    (if (i32.eqz (local.get $parent)) (then (return)))
    (global.set $requests (i32.add (global.get $requests) (i32.const 1)))
    (i32.store offset=${requestOfContext} (i32.shl (i32.and (local.get $context) (i32.const 1023)) (i32.const 2)) (global.get $requests))
    (drop (call $play (call $requestOf (local.get $context)) ${phase('context_create')})))
  (func (export "proxy_on_vm_start") (param i32 i32) (result i32) (i32.const 1))
  (func (export "proxy_on_configure") (param i32 i32) (result i32)
    (drop (call $import${indexOf('proxy_get_buffer_bytes')} (i32.const 7) (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 4)))
    (global.set $script (i32.load (i32.const 0)))
    (global.set $scriptEnd (i32.add (global.get $script) (i32.load (i32.const 4))))
    (drop (call $play (i32.const 0) ${phase('configure')}))
    (i32.const 1))
  ${streamCallback('request_headers', 2)}
  ${streamCallback('request_body', 2)}
  ${streamCallback('request_trailers', 1)}
  ${streamCallback('response_headers', 2)}
  ${streamCallback('response_body', 2)}
  ${streamCallback('response_trailers', 1)}
  ${streamEnd('log')}
  (func (export "proxy_on_done") (param i32) (result i32)
    (drop (call $play (call $requestOf (local.get 0)) ${phase('done')})) (i32.const 1))
  ${streamEnd('delete')}
  (func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
    (drop (call $play (global.get $current) ${phase('http_call_response')})))
  (func (export "proxy_on_queue_ready") (param i32 i32)
    (drop (call $play (global.get $current) ${phase('queue_ready')}))))`);
}

function indexOf(name: string): number {
  return targets.findIndex(({ hostcall }) => hostcall.name === name);
}
