// Values that every VM with the same `vm_id` sees, on all threads of the proxy.

import { proxy_get_shared_data, proxy_set_shared_data } from './hostcalls';
import { encode, note, OUT, OUT_SIZE, OUT_THIRD, pointerTo, takeBytes } from './memory';
import { Status } from './types';
import { decodeLossy } from './utf8';

/** A value as it was when it was read. */
// @ts-ignore: decorator
@final
export class SharedData {
  constructor(
    readonly bytes: ArrayBuffer,
    /** Names this state of the value: `setSharedData` with it fails when the value has been set in between. */
    readonly cas: u32,
  ) {}

  /** The value as text; U+FFFD for what is not UTF-8. */
  text(): string {
    return decodeLossy(changetype<usize>(this.bytes), this.bytes.byteLength);
  }
}

/** The value of that key, or `null` when it was never set. */
export function getSharedData(key: string): SharedData | null {
  const name = encode(key);
  const status = note(proxy_get_shared_data(pointerTo(name), name.byteLength, OUT, OUT_SIZE, OUT_THIRD));
  if (status != Status.Ok) return null;
  const cas = load<u32>(OUT_THIRD);
  return new SharedData(takeBytes(), cas);
}

/**
 * Sets the value of that key.
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
