// The wire form of header maps and of map-valued properties (spec: "Serialization of maps"):
//
//   u32le N │ N × (u32le name size, u32le value size) │ N × (name, 0x00, value, 0x00)
//
// Sizes leave the zero bytes out.

import { type ByteString, toByteString } from './byte-string.ts';
import { MAX_PAIRS, MAX_PAIRS_BYTES } from './limits.ts';

export type Pair = [name: ByteString, value: ByteString];

export function encodePairs(pairs: readonly Pair[]): Uint8Array {
  let size = 4;
  for (const [name, value] of pairs) size += 10 + name.length + value.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, pairs.length, true);
  let sizesAt = 4;
  let at = 4 + pairs.length * 8;
  const put = (text: ByteString): void => {
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    at++;
  };
  for (const [name, value] of pairs) {
    view.setUint32(sizesAt, name.length, true);
    view.setUint32(sizesAt + 4, value.length, true);
    sizesAt += 8;
    put(name);
    put(value);
  }
  return bytes;
}

/**
 * Reads a serialised map, or null when it is malformed: over 1 MiB, over 1024 pairs, cut short, a zero byte missing, or bytes left over.
 * Envoy takes a malformed map for an empty one without an error; callers do the same and say so.
 */
export function decodePairs(bytes: Uint8Array): Pair[] | null {
  if (bytes.length === 0) return [];
  if (bytes.length < 4 || bytes.length > MAX_PAIRS_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count > MAX_PAIRS || 4 + count * 8 > bytes.length) return null;
  const pairs: Pair[] = [];
  let at = 4 + count * 8;
  const take = (size: number): ByteString | null => {
    if (at + size + 1 > bytes.length || bytes[at + size] !== 0) return null;
    const text = toByteString(bytes.subarray(at, at + size));
    at += size + 1;
    return text;
  };
  for (let i = 0; i < count; i++) {
    const name = take(view.getUint32(4 + i * 8, true));
    const value = name === null ? null : take(view.getUint32(8 + i * 8, true));
    if (name === null || value === null) return null;
    pairs.push([name, value]);
  }
  return at === bytes.length ? pairs : null;
}
