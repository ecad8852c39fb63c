// The wire form of header maps: round trips, every truncation, and what Envoy takes for an empty list.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteStringOf, textOf, toByteString } from './byte-string.ts';
import { decodePairs, encodePairs, type Pair } from './pairs.ts';

const byteString = fc.uint8Array({ maxLength: 20 }).map(toByteString);
const pairs = fc.array(fc.tuple(byteString, byteString), { maxLength: 12 });

test('any list comes back as it went', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      expect(decodePairs(encodePairs(list))).toEqual(list);
    }),
  );
});

test('a list cut anywhere, or with a byte too many, is malformed', () => {
  const bytes = encodePairs([
    ['name', 'value'],
    ['', 'ü'],
  ]);
  for (let size = 1; size < bytes.length; size++)
    expect(decodePairs(bytes.subarray(0, size))).toBeNull();
  expect(decodePairs(Uint8Array.from([...bytes, 0]))).toBeNull();
});

test('a byte where the zero should be is malformed', () => {
  const bytes = encodePairs([['a', 'b']]);
  bytes[bytes.length - 1] = 1;
  expect(decodePairs(bytes)).toBeNull();
});

test('the layout is count, sizes, then names and values each with a zero byte', () => {
  expect([...encodePairs([['k', 'vv']])]).toEqual([
    1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0x6b, 0, 0x76, 0x76, 0,
  ]);
});

test('no bytes and a count of zero are both the empty list', () => {
  expect(decodePairs(new Uint8Array())).toEqual([]);
  expect(decodePairs(new Uint8Array(4))).toEqual([]);
});

test('1024 pairs pass and 1025 do not', () => {
  const list = (count: number): Pair[] => Array.from({ length: count }, () => ['a', '1']);
  expect(decodePairs(encodePairs(list(1024)))).toHaveLength(1024);
  expect(decodePairs(encodePairs(list(1025)))).toBeNull();
});

test('more than 1 MiB is malformed', () => {
  expect(decodePairs(encodePairs([['a', 'x'.repeat(1024 * 1024 - 15)]]))).not.toBeNull();
  expect(decodePairs(encodePairs([['a', 'x'.repeat(1024 * 1024 - 13)]]))).toBeNull();
});

test('sizes count bytes, not characters', () => {
  const value = byteStringOf('héß😀');
  expect(value).toHaveLength(9);
  expect(textOf(value)).toBe('héß😀');
});
