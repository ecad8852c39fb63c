// Functions of the proxy that have no hostcall of their own.

import { proxy_call_foreign_function } from './hostcalls';
import { encode, note, OUT, OUT_SIZE, pointerTo, takeBytes } from './memory';
import { Status } from './types';

/**
 * Calls a function of the proxy by its name, and returns its result, which may be empty. `null` when it failed: then `lastStatus()` tells why
 * (`NotFound`: there is no such function). Works in every callback, not in top-level code. Those of Envoy have names of their own in
 * "proxy-wasm/envoy".
 *
 * @param argument What the function takes, often a serialised message.
 */
export function callForeignFunction(name: string, argument: ArrayBuffer = new ArrayBuffer(0)): ArrayBuffer | null {
  const bytes = encode(name);
  // A function without a result leaves the out slots alone.
  store<u64>(OUT, 0);
  const status = note(
    proxy_call_foreign_function(
      pointerTo(bytes),
      bytes.byteLength,
      pointerTo(argument),
      argument.byteLength,
      OUT,
      OUT_SIZE,
    ),
  );
  return status == Status.Ok ? takeBytes() : null;
}
