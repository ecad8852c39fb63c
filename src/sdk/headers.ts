// Header and trailer maps. Names are not case-sensitive; the host keeps them in lower case and in order.

import {
  proxy_add_header_map_value,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_set_header_map_pairs,
} from './hostcalls';
import { encode, note, OUT, OUT_SIZE, pointerTo, release, takeBytes, takeText } from './memory';
import { decodePairs, encodePairs } from './pairs';
import { Status } from './types';

/** Envoy takes a larger list for an empty one, and an empty one deletes every header. */
const MAX_PAIRS = 1024;
const MAX_PAIRS_BYTES = 1 << 20;

export const enum MapType {
  RequestHeaders = 0,
  RequestTrailers = 1,
  ResponseHeaders = 2,
  ResponseTrailers = 3,
  GrpcCallInitialMetadata = 4,
  GrpcCallTrailingMetadata = 5,
  HttpCallResponseHeaders = 6,
  HttpCallResponseTrailers = 7,
}

/**
 * A map of headers or trailers. It can be reached in its own callback (`onRequestHeaders`, `onResponseTrailers` …), and later for as long as
 * that callback holds the message; elsewhere reading gives nothing and changing gives `Status.BadArgument`. In `onLog` it can be read.
 */
// @ts-ignore: decorator
@final
export class HeaderMap {
  constructor(private type: MapType) {}

  /** The first value of a header, or `null` when there is none. A header without value gives `""`. */
  get(name: string): string | null {
    return this.find(name) ? takeText() : null;
  }

  /** As `get`, but the bytes as they are; `get` shows bytes that are not UTF-8 as U+FFFD. */
  getBytes(name: string): ArrayBuffer | null {
    return this.find(name) ? takeBytes() : null;
  }

  /** All values of a header, in order. */
  values(name: string): string[] {
    const wanted = this.type == MapType.RequestHeaders && sameName(name, 'host') ? ':authority' : name;
    const all = this.pairs();
    const found: string[] = [];
    for (let i = 0; i < all.length; i++) {
      if (sameName(wanted, all[i][0])) found.push(all[i][1]);
    }
    return found;
  }

  /** All headers as `[name, value]`, in order, pseudo-headers such as `:path` first. */
  pairs(): string[][] {
    if (note(proxy_get_header_map_pairs(this.type, OUT, OUT_SIZE)) != Status.Ok) return [];
    const ptr = load<usize>(OUT);
    const pairs = decodePairs(ptr, load<usize>(OUT_SIZE));
    release(ptr);
    return pairs;
  }

  /** Bytes of all names and values together. */
  size(): i32 {
    store<u32>(OUT, 0);
    note(proxy_get_header_map_size(this.type, OUT));
    return load<i32>(OUT);
  }

  /** Adds a header, also when one of that name is there. Envoy joins some well-known ones with a comma. */
  add(name: string, value: string): Status {
    const key = encode(name);
    const bytes = encode(value);
    return note(
      proxy_add_header_map_value(this.type, pointerTo(key), key.byteLength, pointerTo(bytes), bytes.byteLength),
    );
  }

  /** Sets a header: all of that name are removed, the new one goes to the end. */
  replace(name: string, value: string): Status {
    const key = encode(name);
    const bytes = encode(value);
    return note(
      proxy_replace_header_map_value(this.type, pointerTo(key), key.byteLength, pointerTo(bytes), bytes.byteLength),
    );
  }

  /** Removes all headers of that name. It is no error when there is none. */
  remove(name: string): Status {
    const key = encode(name);
    return note(proxy_remove_header_map_value(this.type, pointerTo(key), key.byteLength));
  }

  /**
   * Replaces the whole map, pseudo-headers included: what is not in the list is gone.
   * More than 1024 pairs or 1 MiB are refused with `Status.BadArgument` and change nothing.
   */
  setPairs(pairs: string[][]): Status {
    const bytes = encodePairs(pairs);
    if (pairs.length > MAX_PAIRS || bytes.byteLength > MAX_PAIRS_BYTES) return note(Status.BadArgument);
    return note(proxy_set_header_map_pairs(this.type, pointerTo(bytes), bytes.byteLength));
  }

  private find(name: string): bool {
    const key = encode(name);
    return note(proxy_get_header_map_value(this.type, pointerTo(key), key.byteLength, OUT, OUT_SIZE)) == Status.Ok;
  }
}

/** Compares a name with one from the host, which is in lower case. */
function sameName(name: string, lowerCase: string): bool {
  if (name.length != lowerCase.length) return false;
  for (let i = 0; i < name.length; i++) {
    let unit = name.charCodeAt(i);
    if (unit >= 0x41 && unit <= 0x5a) unit |= 0x20;
    if (unit != lowerCase.charCodeAt(i)) return false;
  }
  return true;
}
