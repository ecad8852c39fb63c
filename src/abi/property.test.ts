// Property values in the bytes a guest receives, as measured in Envoy 1.40.

import { expect, test } from 'vitest';
import { decodePairs } from './pairs.ts';
import { encodePropertyValue, jsonProperty, readPropertyPath } from './property.ts';
import { encodeMetadata, encodeStruct, type Json } from './protobuf.ts';

const encoded = (value: Json): number[] | null => {
  const bytes = encodePropertyValue(jsonProperty(value));
  return bytes === null ? null : [...bytes];
};

test('segments are parted by a zero byte, and one at the end is tolerated', () => {
  const path = { root: 'request', member: 'path', rest: [], dotted: 'request.path' };
  expect(readPropertyPath('request\0path')).toMatchObject(path);
  expect(readPropertyPath('request\0path\0')).toMatchObject(path);
  expect(readPropertyPath('\0request')).toMatchObject({ root: '', member: 'request' });
  expect(readPropertyPath('')).toMatchObject({ root: '', member: undefined, dotted: '' });
  expect(readPropertyPath('a\0b\0c\0d')).toMatchObject({ rest: ['c', 'd'], attribute: 'a.b' });
});

test('a number of a Struct is a double, a bool is one byte', () => {
  expect(encoded(1.5)).toEqual([0, 0, 0, 0, 0, 0, 0xf8, 0x3f]);
  expect(encoded(true)).toEqual([1]);
});

test('integers, times and durations are eight bytes, little endian', () => {
  expect([...(encodePropertyValue({ type: 'int', value: -2n }) ?? [])]).toEqual([
    0xfe,
    ...Array<number>(7).fill(0xff),
  ]);
  expect([...(encodePropertyValue({ type: 'timestamp', value: 258n }) ?? [])]).toEqual([
    2, 1, 0, 0, 0, 0, 0, 0,
  ]);
});

test('an object is a map of encoded values, a list has its elements as names', () => {
  const map = encodePropertyValue(jsonProperty({ a: 'x', b: true }));
  expect(decodePairs(map ?? new Uint8Array())).toEqual([
    ['a', 'x'],
    ['b', '\u0001'],
  ]);
  const list = encodePropertyValue(jsonProperty(['x', 'y']));
  expect(decodePairs(list ?? new Uint8Array())).toEqual([
    ['x', ''],
    ['y', ''],
  ]);
});

test('an empty object is four zero bytes', () => {
  expect(encoded({})).toEqual([0, 0, 0, 0]);
});

test('a null cannot be passed on, and neither can what contains one', () => {
  expect(encoded(null)).toBeNull();
  expect(encoded({ a: [null] })).toBeNull();
});

test('a Struct is written as protobuf', () => {
  // 0a 0b | 0a 01 61 | 12 06 1a 04 74 65 78 74: fields { key "a", value { string_value "text" } }
  expect([...encodeStruct({ a: 'text' })]).toEqual([
    0x0a, 0x0b, 0x0a, 0x01, 0x61, 0x12, 0x06, 0x1a, 0x04, 0x74, 0x65, 0x78, 0x74,
  ]);
  expect(encodeMetadata({})).toHaveLength(0);
});
