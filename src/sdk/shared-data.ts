// Values that every VM with the same `vm_id` sees, on all threads of the proxy.

import { proxy_get_shared_data, proxy_set_shared_data } from './hostcalls';
import { encode, lastStatus, note, OUT, OUT_SIZE, OUT_THIRD, pointerTo, takeBytes } from './memory';
import { Status } from './types';
import { decodeLossy } from './utf8';

/** A value as it was when it was read. */
// @ts-ignore: decorator
@final
export class SharedData {
  constructor(
    /** The value; empty for a value that was set to nothing. */
    readonly bytes: ArrayBuffer,
    /** Names this state of the value: `setSharedData` with it fails when the value has been set in between. */
    readonly cas: u32,
  ) {}

  /** The value as text; U+FFFD for what is not UTF-8. */
  text(): string {
    return decodeLossy(changetype<usize>(this.bytes), this.bytes.byteLength);
  }
}

/** The value of that key, or `null` when it was never set. Works in every callback, not in top-level code. */
export function getSharedData(key: string): SharedData | null {
  const name = encode(key);
  const status = note(proxy_get_shared_data(pointerTo(name), name.byteLength, OUT, OUT_SIZE, OUT_THIRD));
  if (status != Status.Ok) return null;
  const cas = load<u32>(OUT_THIRD);
  return new SharedData(takeBytes(), cas);
}

/**
 * Sets the value of that key. Works in every callback, not in top-level code. There is no deleting; set it to `''`.
 *
 * @param cas What the value is expected to be, from `getSharedData`: `Status.CasMismatch` when it has been set since, and nothing
 * is changed. 0 sets it whatever it is. A key that was never set takes any.
 */
export function setSharedData(key: string, value: string, cas: u32 = 0): Status {
  return setSharedDataBytes(key, encode(value), cas);
}

/** As `setSharedData`, with any bytes. */
export function setSharedDataBytes(key: string, value: ArrayBuffer, cas: u32 = 0): Status {
  const name = encode(key);
  return note(proxy_set_shared_data(pointerTo(name), name.byteLength, pointerTo(value), value.byteLength, cas));
}

/** A `cas` that no value has: Envoy counts up from 1. */
const NEVER: u32 = u32.MAX_VALUE;

/**
 * Changes the value of that key so that no change of another thread is lost: reads it, gives it to `change`, and sets what that
 * returns, again from the beginning when somebody else was quicker.
 *
 * AssemblyScript has no closures, so whatever `change` needs, or has to tell, travels in `argument`:
 * `updateSharedData('hits', (old, by: i64) => ((old != null ? I64.parseInt(old) : 0) + by).toString(), 1)`.
 *
 * @param change Makes the new value of the old one, which is `null` when it was never set. It may be called several times. When it
 * returns what was there, nothing is set.
 * @param argument Given to `change`.
 * @param attempts How often it is tried; then the answer is `Status.CasMismatch`, and nothing is changed.
 */
export function updateSharedData<T>(
  key: string,
  change: (old: string | null, argument: T) => string,
  argument: T,
  attempts: i32 = 10,
): Status {
  let status = Status.CasMismatch;
  while (attempts-- > 0 && status == Status.CasMismatch) {
    const old = getSharedData(key);
    if (old == null && lastStatus() != Status.NotFound) return lastStatus();
    const text = old != null ? old.text() : null;
    const value = change(text, argument);
    if (value == text) return Status.Ok;
    // With a cas that never fits, a key that somebody has set for the first time meanwhile is not overwritten.
    status = setSharedData(key, value, old != null ? old.cas : NEVER);
  }
  return status;
}
