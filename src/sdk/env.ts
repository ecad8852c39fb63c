// What AssemblyScript's own library expects from its surroundings (abort, trace, seed, console, Date), by means that Envoy has.
// The compiler is told to use these in place of the imports `env.abort` and so on, which no proxy offers.
// `abort` brings this file and those it imports in before the garbage collector is set up: no objects at their top level.

import { Date as LibraryDate } from 'date';
import { proxy_log, wasi_clock_time_get, wasi_random_get } from './hostcalls';
import { log as proxyLog } from './log';
import { OUT } from './memory';
import { LogLevel } from './types';
import { writeUtf8 } from './utf8';

/** UTF-16 units of a message and of a file name that abort shows. */
const MAX_MESSAGE = 1024;
const MAX_FILE = 256;
const ABORT_LINE: usize = memory.data((MAX_MESSAGE + MAX_FILE) * 3 + 32);

/**
 * Logs what went wrong and where, then stops. Allocates nothing and hands no string on, because what has run out may be
 * memory, or the stack on which the garbage collector finds strings that are in use.
 */
export function abort(message: string | null, fileName: string | null, line: u32, column: u32): void {
  let messagePtr = changetype<usize>(message);
  let fileNamePtr = changetype<usize>(fileName);
  if (fileNamePtr >= __data_end) {
    // File names are static data, except for an overflow of that stack: asc makes the strings for it too late to be in the module.
    messagePtr = changetype<usize>('stack overflow');
    fileNamePtr = 0;
  }
  let at = put(messagePtr != 0 ? messagePtr : changetype<usize>('abort'), MAX_MESSAGE, ABORT_LINE);
  if (fileNamePtr != 0) {
    at = put(changetype<usize>(' at '), MAX_FILE, at);
    at = put(fileNamePtr, MAX_FILE, at);
    at = putNumber(line, at);
    at = putNumber(column, at);
  }
  proxy_log(LogLevel.Critical, ABORT_LINE, at - ABORT_LINE);
  unreachable();
}

/** Writes the string at `ptr`, at most `limit` units of it. Its size in bytes lies right before it. */
function put(ptr: usize, limit: i32, at: usize): usize {
  return writeUtf8(ptr, min(load<i32>(ptr - 4) >> 1, limit), at);
}

/** A colon and the number in decimal. */
function putNumber(value: u32, at: usize): usize {
  store<u8>(at, 0x3a);
  let digits = 1;
  for (let rest = value; rest >= 10; rest /= 10) digits++;
  const end = at + 1 + digits;
  for (let i = 1; i <= digits; i++) {
    store<u8>(end - i, 0x30 + (value % 10));
    value /= 10;
  }
  return end;
}

/** The built-in `trace(message, n, …)`: a line at level trace. */
export function trace(
  message: string,
  n: i32 = 0,
  a0: f64 = 0,
  a1: f64 = 0,
  a2: f64 = 0,
  a3: f64 = 0,
  a4: f64 = 0,
): void {
  const values: f64[] = [a0, a1, a2, a3, a4];
  let line = message;
  for (let i = 0; i < n; i++) line += (i > 0 ? ', ' : ' ') + values[i].toString();
  proxyLog.trace(line);
}

/** Where `Math.random` starts from. */
export function seed(): f64 {
  wasi_random_get(OUT, 8);
  return load<f64>(OUT);
}

/** `Date.now` asks WASI's clock, which, unlike the proxy's own, may be asked in top-level code too. */
export class Date extends LibraryDate {
  static now(): i64 {
    store<u64>(OUT, 0);
    wasi_clock_time_get(0, 0, OUT);
    return <i64>(load<u64>(OUT) / 1_000_000);
  }
}

// @ts-ignore: decorator
@lazy const timers = new Map<string, i64>();

/** `console` writes to the log of the proxy. */
export namespace console {
  export function assert<T>(condition: T, message: string = ''): void {
    if (!condition) proxyLog.error('Assertion failed: ' + message);
  }

  export function log(message: string = ''): void {
    proxyLog.info(message);
  }

  export function debug(message: string = ''): void {
    proxyLog.debug(message);
  }

  export function info(message: string = ''): void {
    proxyLog.info(message);
  }

  export function warn(message: string = ''): void {
    proxyLog.warn(message);
  }

  export function error(message: string = ''): void {
    proxyLog.error(message);
  }

  export function time(label: string = 'default'): void {
    timers.set(label, Date.now());
  }

  export function timeLog(label: string = 'default'): void {
    if (timers.has(label)) info(label + ': ' + (Date.now() - timers.get(label)).toString() + 'ms');
    else warn('console.time("' + label + '") was not called');
  }

  export function timeEnd(label: string = 'default'): void {
    timeLog(label);
    timers.delete(label);
  }
}
