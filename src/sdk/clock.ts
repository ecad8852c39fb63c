// The wall clock and the timer of a root context.

import { proxy_get_current_time_nanoseconds, proxy_set_tick_period_milliseconds } from './hostcalls';
import { note, OUT } from './memory';
import { Status } from './types';

/** Wall clock, in nanoseconds since 1970; 0 when the host has none. Works in every callback; in top-level code use `Date.now()`. */
export function currentTimeNs(): u64 {
  return note(proxy_get_current_time_nanoseconds(OUT)) == Status.Ok ? load<u64>(OUT) : 0;
}

/** Wall clock, in milliseconds since 1970. Works in every callback; in top-level code use `Date.now()`. */
export function currentTimeMs(): u64 {
  return currentTimeNs() / 1_000_000;
}

/**
 * Asks for `onTick` of the root context every so many milliseconds; 0 stops it. Works in every callback, not in top-level code.
 * There is one timer per root context: a new period replaces the old one, also when a stream sets it.
 */
export function setTickPeriod(periodMs: u32): Status {
  return note(proxy_set_tick_period_milliseconds(periodMs));
}
