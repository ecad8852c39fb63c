// Properties: what the proxy knows about the request, the connection, the node and itself, by path.

import { proxy_get_property, proxy_set_property } from './hostcalls';
import {
  encode,
  newBytes,
  note,
  OUT,
  OUT_SIZE,
  pointerTo,
  release,
  sizeOfText,
  takeBytes,
  takeText,
  writeText,
} from './memory';
import { decodePairs } from './pairs';
import { Status } from './types';

/**
 * Reads properties by path, one part per element: `property.getString(['source', 'address'])`,
 * `property.getString(['xds', 'node', 'metadata', 'NAME'])`. Each read is one call to the host.
 */
export namespace property {
  /** Text, or `null` when there is no such property. */
  export function getString(path: string[]): string | null {
    return find(path) ? takeText() : null;
  }

  /** The bytes as the host sent them, or `null` when there is no such property. */
  export function getBytes(path: string[]): ArrayBuffer | null {
    return find(path) ? takeBytes() : null;
  }

  /** A signed number, a time or a duration in nanoseconds; `otherwise` when there is none of 8 bytes. */
  export function getI64(path: string[], otherwise: i64 = 0): i64 {
    return <i64>word(path, <u64>otherwise);
  }

  /** An unsigned number; `otherwise` when there is none of 8 bytes. */
  export function getU64(path: string[], otherwise: u64 = 0): u64 {
    return word(path, otherwise);
  }

  /** A floating point number, such as every number in metadata; `otherwise` when there is none of 8 bytes. */
  export function getF64(path: string[], otherwise: f64 = 0): f64 {
    return reinterpret<f64>(word(path, reinterpret<u64>(otherwise)));
  }

  /** A truth value; `otherwise` when there is none of 1 byte. */
  export function getBool(path: string[], otherwise: bool = false): bool {
    if (!find(path)) return otherwise;
    const ptr = load<usize>(OUT);
    const value = load<usize>(OUT_SIZE) == 1 ? load<u8>(ptr) != 0 : otherwise;
    release(ptr);
    return value;
  }

  /** A map such as `request.headers`, or metadata whose values are text, as `[key, value]`; `null` when there is no such property. */
  export function getMap(path: string[]): string[][] | null {
    if (!find(path)) return null;
    const ptr = load<usize>(OUT);
    const pairs = decodePairs(ptr, load<usize>(OUT_SIZE));
    release(ptr);
    return pairs;
  }

  /** Stores text for this stream, readable by later filters as the property of that name and in the access log. Streams only. */
  export function set(name: string, value: string): Status {
    const path = encode(name);
    const bytes = encode(value);
    return note(proxy_set_property(pointerTo(path), path.byteLength, pointerTo(bytes), bytes.byteLength));
  }
}

/** Reads the property whose path is one name. */
export function readName(name: string): string | null {
  return findBytes(encode(name)) ? takeText() : null;
}

/** Looks up a path: its parts with a NUL between them. */
function find(path: string[]): bool {
  let size: usize = 0;
  for (let i = 0; i < path.length; i++) size += sizeOfText(path[i]) + <usize>(i > 0);
  const joined = newBytes(size);
  let at = pointerTo(joined);
  for (let i = 0; i < path.length; i++) {
    if (i > 0) store<u8>(at++, 0);
    at = writeText(path[i], at);
  }
  return findBytes(joined);
}

function findBytes(path: ArrayBuffer): bool {
  return note(proxy_get_property(pointerTo(path), path.byteLength, OUT, OUT_SIZE)) == Status.Ok;
}

function word(path: string[], otherwise: u64): u64 {
  if (!find(path)) return otherwise;
  const ptr = load<usize>(OUT);
  const value = load<usize>(OUT_SIZE) == 8 ? load<u64>(ptr) : otherwise;
  release(ptr);
  return value;
}
