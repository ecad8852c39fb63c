// Headers as pairs of bytes, and the ABI's binary form of a list of them.

import { encode, newBytes, pointerTo } from '../memory';
import { decodeLossy } from '../utf8';

function textOf(bytes: ArrayBuffer): string {
  return decodeLossy(pointerTo(bytes), bytes.byteLength);
}

/** A header: name and value as UTF-8. */
export class HeaderPair {
  constructor(
    public key: ArrayBuffer,
    public value: ArrayBuffer,
  ) {}

  toString(): string {
    return textOf(this.key) + ':' + textOf(this.value);
  }
}

export type Headers = Array<HeaderPair>;

/** A header from two texts. */
export function makeHeaderPair(key: string, value: string): HeaderPair {
  return new HeaderPair(encode(key), encode(value));
}

/** The bytes of a list. An empty list is no bytes at all. */
export function serializeHeaders(headers: Headers): ArrayBuffer {
  const count = headers.length;
  if (count == 0) return newBytes(0);
  let size: usize = 4;
  for (let i = 0; i < count; i++) size += 10 + headers[i].key.byteLength + headers[i].value.byteLength;
  const bytes = newBytes(size);
  store<u32>(pointerTo(bytes), count);
  let lengths = pointerTo(bytes) + 4;
  let data = lengths + (<usize>count << 3);
  for (let i = 0; i < count; i++) {
    data = put(headers[i].key, lengths, data);
    data = put(headers[i].value, lengths + 4, data);
    lengths += 8;
  }
  return bytes;
}

/** Writes a part, its length and the NUL after it; returns the address behind. */
function put(part: ArrayBuffer, lengthAt: usize, at: usize): usize {
  const size: usize = part.byteLength;
  store<u32>(lengthAt, size);
  memory.copy(at, pointerTo(part), size);
  store<u8>(at + size, 0);
  return at + size + 1;
}

/** The list in those bytes. */
export function deserializeHeaders(bytes: ArrayBuffer): Headers {
  if (bytes.byteLength == 0) return [];
  const count = load<u32>(pointerTo(bytes));
  const headers = new Array<HeaderPair>();
  let at = <i32>(4 + 8 * count);
  for (let i: u32 = 0; i < count; i++) {
    const lengths = pointerTo(bytes) + 4 + 8 * i;
    const valueAt = at + load<i32>(lengths) + 1;
    const end = valueAt + load<i32>(lengths, 4);
    headers.push(new HeaderPair(bytes.slice(at, valueAt - 1), bytes.slice(valueAt, end)));
    at = end + 1;
  }
  return headers;
}
