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
 *
 * When there is no such property, readers of text, bytes, maps and lists give `null`, readers of numbers what you say as `otherwise`;
 * `lastStatus()` then tells why. What can be read depends on the callback: `request.*` in `onRequestHeaders` and `onLog`,
 * `response.*` from `onResponseHeaders` on, `xds.node.*` and `plugin_*` everywhere but in top-level code.
 */
export namespace property {
  /** Text, or `null` when there is no such property. An empty one is `""`. Bad UTF-8 shows as U+FFFD. */
  export function getString(path: string[]): string | null {
    return find(path) ? takeText() : null;
  }

  /** The bytes as the host sent them, or `null` when there is no such property. */
  export function getBytes(path: string[]): ArrayBuffer | null {
    return find(path) ? takeBytes() : null;
  }

  /** A whole number, such as `source.port` or `response.code`; `otherwise` when there is none of 8 bytes. */
  export function getI64(path: string[], otherwise: i64 = 0): i64 {
    return <i64>word(path, <u64>otherwise);
  }

  /** An unsigned number, such as `connection.id`; `otherwise` when there is none of 8 bytes. */
  export function getU64(path: string[], otherwise: u64 = 0): u64 {
    return word(path, otherwise);
  }

  /** A floating point number, such as every number in metadata; `otherwise` when there is none of 8 bytes. */
  export function getF64(path: string[], otherwise: f64 = 0): f64 {
    return reinterpret<f64>(word(path, reinterpret<u64>(otherwise)));
  }

  /** A point in time, such as `request.time`, in nanoseconds since 1970; `otherwise` when there is none of 8 bytes. */
  export function getTimestampNs(path: string[], otherwise: i64 = 0): i64 {
    return getI64(path, otherwise);
  }

  /** A span of time, such as `request.duration`, in nanoseconds; `otherwise` when there is none of 8 bytes. */
  export function getDurationNs(path: string[], otherwise: i64 = 0): i64 {
    return getI64(path, otherwise);
  }

  /** A truth value, such as `connection.mtls`; `otherwise` when there is none of 1 byte. */
  export function getBool(path: string[], otherwise: bool = false): bool {
    if (!find(path)) return otherwise;
    const ptr = load<usize>(OUT);
    const value = load<usize>(OUT_SIZE) == 1 ? load<u8>(ptr) != 0 : otherwise;
    release(ptr);
    return value;
  }

  /**
   * A map such as `request.headers`, or metadata whose values are text, as `[key, value]` in no certain order; `null` when there is no
   * such property. Values that are no text are bytes as `getBytes` gives them: read those by their own path.
   */
  export function getMap(path: string[]): string[][] | null {
    if (!find(path)) return null;
    const ptr = load<usize>(OUT);
    const pairs = decodePairs(ptr, load<usize>(OUT_SIZE));
    release(ptr);
    return pairs;
  }

  /** A list of texts, such as one in metadata, in its order; `null` when there is no such property. An element's path ends in its index. */
  export function getList(path: string[]): string[] | null {
    const pairs = getMap(path);
    if (pairs == null) return null;
    const texts: string[] = [];
    // The host sends a list as a map whose values are empty.
    for (let i = 0; i < pairs.length; i++) texts.push(pairs[i][0]);
    return texts;
  }

  /**
   * Stores text for this stream, as filter state `wasm.NAME`. This filter and those behind read it as `property.getString([name])` or as
   * `['filter_state', 'wasm.NAME']`, the access log as `%FILTER_STATE(wasm.NAME)%`. Works in the callbacks of a stream; elsewhere it is
   * `Status.NotFound`. The name is one segment: with a NUL in it, nobody could read the value. Names that Envoy has, such as `request`,
   * can be set, but reading gives Envoy's. See `declareProperty` of "proxy-wasm/envoy" for read-only values and other life spans.
   */
  export function set(name: string, value: string): Status {
    return setBytes(name, encode(value));
  }

  /** As `set`, with any bytes. */
  export function setBytes(name: string, value: ArrayBuffer): Status {
    const path = encode(name);
    return note(proxy_set_property(pointerTo(path), path.byteLength, pointerTo(value), value.byteLength));
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
