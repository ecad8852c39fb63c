// The ABI's binary form of header maps: count, then all lengths, then all names and values, each with a NUL after it.

import { newBytes, pointerTo, sizeOfText, writeText } from './memory';
import { decodeLossy } from './utf8';

/** The pairs in `size` bytes at `ptr`. */
export function decodePairs(ptr: usize, size: usize): string[][] {
  const count: i32 = size == 0 ? 0 : load<u32>(ptr);
  const pairs = new Array<string[]>(count);
  let lengths = ptr + 4;
  let data = lengths + (<usize>count << 3);
  for (let i = 0; i < count; i++) {
    const nameSize = load<u32>(lengths);
    const valueSize = load<u32>(lengths, 4);
    const name = decodeLossy(data, nameSize);
    data += nameSize + 1;
    pairs[i] = [name, decodeLossy(data, valueSize)];
    data += valueSize + 1;
    lengths += 8;
  }
  return pairs;
}

/** The bytes of a list of `[name, value]`. An empty list is no bytes at all. */
export function encodePairs(pairs: string[][]): ArrayBuffer {
  const count = pairs.length;
  if (count == 0) return newBytes(0);
  let size: usize = 4;
  for (let i = 0; i < count; i++) size += 10 + sizeOfText(pairs[i][0]) + sizeOfText(pairs[i][1]);
  const bytes = newBytes(size);
  store<u32>(pointerTo(bytes), count);
  let lengths = pointerTo(bytes) + 4;
  let data = lengths + (<usize>count << 3);
  for (let i = 0; i < count; i++) {
    for (let part = 0; part < 2; part++) {
      const end = writeText(pairs[i][part], data);
      store<u32>(lengths, <u32>(end - data));
      lengths += 4;
      store<u8>(end, 0);
      data = end + 1;
    }
  }
  return bytes;
}
