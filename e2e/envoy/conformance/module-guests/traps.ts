// Guests that trap in every way that wasm knows, one behind the other, and what Envoy prints of where that was.

import { boilerplate, wat } from '../../../../src/host/testing/guest.ts';
import { get, hello } from '../case.ts';
import { guestCase, type ModuleCase, onRequestHeaders } from './module-case.ts';

const ways: Record<string, string> = {
  unreachable: 'unreachable',
  load_beyond_the_memory: '(drop (i32.load (i32.const -1)))',
  fill_beyond_the_memory: '(memory.fill (i32.const 65535) (i32.const 0) (i32.const 2))',
  divide_by_zero: '(drop (i32.div_s (i32.const 1) (i32.const 0)))',
  remainder_by_zero: '(drop (i64.rem_u (i64.const 1) (i64.const 0)))',
  divide_the_least_number: '(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))',
  truncate_a_large_float: '(drop (i32.trunc_f64_s (f64.const 1e100)))',
  call_another_type: '(call_indirect (param i64) (i64.const 1) (i32.const 0))',
  call_an_empty_place: '(call_indirect (i32.const 1))',
  call_beyond_the_table: '(call_indirect (i32.const 9))',
  recurse_without_an_end: '(call $recurse_without_an_end)',
};

const trapping = ([name, way]: [string, string]): string => `(module ${boilerplate}
  (table 2 funcref) (elem (i32.const 0) $malloc)
  (func $${name} ${way})
  (func $in_between (call $${name}))
  ${onRequestHeaders('(call $in_between)')})`;

/** The module without its custom sections, and with them the names of its functions. */
function nameless(text: string): Uint8Array {
  const named = wat(text);
  const at = named.findIndex(
    (_, index) =>
      named[index] === 0 &&
      index > 8 &&
      named.subarray(index + 2, index + 7).join() === '4,110,97,109,101',
  );
  return named.slice(0, at);
}

const inPhase = (name: string, phase: string, parameters: string, result: string): ModuleCase =>
  guestCase(
    name,
    {
      body: `(func $where_it_traps (export "${phase}") (param ${parameters}) ${result} unreachable)`,
    },
    {
      exchanges: [
        { request: get, upstream: hello },
        { request: get, upstream: hello },
      ],
    },
  );

export const trapGuests: ModuleCase[] = [
  ...[0, 1].map(
    (half): ModuleCase => ({
      name: `every way to trap, part ${half + 1}`,
      modules: Object.entries(ways)
        .filter((_, index) => index % 2 === half)
        .map((way) => wat(trapping(way))),
      plugin: { failurePolicy: 'legacy-fail-open' },
    }),
  ),
  { name: 'a trap without names', modules: [nameless(trapping(['unreachable', 'unreachable']))] },
  inPhase(
    'a trap when a stream is created',
    'proxy_on_context_create',
    'i32 i32',
    '(if (i32.eqz (local.get 1)) (then (return)))',
  ),
  inPhase('a trap in on_done', 'proxy_on_done', 'i32', '(result i32)'),
  inPhase('a trap in on_delete', 'proxy_on_delete', 'i32', ''),
];
