// Guests in the text format that do one thing over and over, and say how long Envoy took for it.

import { wat } from '../src/host/testing/guest.ts';

/** What a guest repeats: imports and one turn of the loop, which leaves a status on the stack. */
interface Repeated {
  name: string;
  imports: string;
  turn: string;
}

const text = 'i32 i32';
export const repeatedCalls: readonly Repeated[] = [
  {
    // Does nothing in any host: the price of crossing over.
    name: 'empty call',
    imports: '(import "env" "emscripten_notify_memory_growth" (func $call (param i32)))',
    turn: '(call $call (i32.const 0)) (i32.const 0)',
  },
  {
    name: 'header map size',
    imports: '(import "env" "proxy_get_header_map_size" (func $call (param i32 i32) (result i32)))',
    turn: '(call $call (i32.const 0) (i32.const 64))',
  },
  {
    name: 'header get',
    imports: `(import "env" "proxy_get_header_map_value" (func $call (param i32 ${text} i32 i32) (result i32)))`,
    turn: '(call $call (i32.const 0) (i32.const 1024) (i32.const 10) (i32.const 64) (i32.const 68))',
  },
  {
    name: 'header replace',
    imports: `(import "env" "proxy_replace_header_map_value" (func $call (param i32 ${text} ${text}) (result i32)))`,
    turn: '(call $call (i32.const 0) (i32.const 1040) (i32.const 6) (i32.const 1048) (i32.const 5))',
  },
  {
    name: 'property get',
    imports: `(import "env" "proxy_get_property" (func $call (param ${text} i32 i32) (result i32)))`,
    turn: '(call $call (i32.const 1056) (i32.const 12) (i32.const 64) (i32.const 68))',
  },
];

const data = `
  (data (i32.const 1024) "user-agent")
  (data (i32.const 1040) "x-turn")
  (data (i32.const 1048) "value")
  (data (i32.const 1056) "request\\00path")`;

const everyGuest = `
  (memory (export "memory") 2)
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 65536))`;

/**
 * On each request: `turns` times the call, then a log line of sixteen letters from `a` to `p`, one for each four bits of the
 * nanoseconds that passed on the host's clock, highest first. Traps when a call does not succeed.
 */
export function repeatingGuest({ imports, turn }: Repeated, turns: number): Uint8Array {
  return wat(`(module
  ${imports}
  (import "env" "proxy_get_current_time_nanoseconds" (func $time (param i32) (result i32)))
  (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
  ${everyGuest}
  ${data}
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (local $left i32) (local $passed i64) (local $at i32)
    (drop (call $time (i32.const 128)))
    (local.set $left (i32.const ${turns}))
    (loop $again
      (if ${turn} (then (unreachable)))
      (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (drop (call $time (i32.const 136)))
    (local.set $passed (i64.sub (i64.load (i32.const 136)) (i64.load (i32.const 128))))
    (local.set $at (i32.const 159))
    (loop $letter
      (i32.store8 (local.get $at) (i32.add (i32.const 97) (i32.and (i32.wrap_i64 (local.get $passed)) (i32.const 15))))
      (local.set $passed (i64.shr_u (local.get $passed) (i64.const 4)))
      (br_if $letter (i32.ge_u (local.tee $at (i32.sub (local.get $at) (i32.const 1))) (i32.const 144))))
    (drop (call $log (i32.const 4) (i32.const 144) (i32.const 16)))
    (i32.const 0)))`);
}

/** The nanoseconds in a guest's log line. */
export function nanosecondsIn(letters: string): number {
  return letters.split('').reduce((sum, letter) => sum * 16 + letter.charCodeAt(0) - 97, 0);
}
