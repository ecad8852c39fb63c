import { describe, expect, test } from 'vitest';
import { utf8 } from './byte-string.ts';
import { bytesField, decodeFields, numberField, textField } from './protobuf-reader.ts';

describe('fields of a message', () => {
  test('varints, fixed numbers and bytes', () => {
    const bytes = Uint8Array.of(0x08, 0x96, 0x01, 0x15, 1, 0, 0, 0, 0x1a, 2, 0x68, 0x69);
    const fields = decodeFields(bytes) ?? [];
    expect(fields.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(numberField(fields, 1)).toBe(150n);
    expect(numberField(fields, 2)).toBe(1n);
    expect(textField(fields, 3)).toBe('hi');
  });

  test('the last one counts, and an absent one has its default', () => {
    const fields = decodeFields(Uint8Array.of(0x08, 1, 0x08, 2)) ?? [];
    expect(numberField(fields, 1)).toBe(2n);
    expect(numberField(fields, 9)).toBe(0n);
    expect(bytesField(fields, 9)).toEqual(new Uint8Array());
    expect(textField(fields, 9)).toBe('');
  });

  test('text that is not UTF-8 spoils its message', () => {
    expect(textField(decodeFields(Uint8Array.of(0x0a, 1, 0xff)) ?? [], 1)).toBeNull();
  });

  test('a group is passed over', () => {
    expect(decodeFields(Uint8Array.of(0x0b, 0x10, 1, 0x0c, 0x10, 5))).toEqual([
      { number: 2, value: 5n },
    ]);
  });

  test.each([
    ['a field without its value', [0x08]],
    ['a length beyond the end', [0x0a, 2, 0x68]],
    ['the field number 0', [0x00, 1]],
    ['a wire type that there is not', [0x67, 1]],
    ['a group without an end', [0x0b, 0x10, 1]],
    ['the end of another group', [0x0b, 0x14]],
    ['an end without a group', [0x0c]],
    ['a varint of eleven bytes', [0x08, ...Array<number>(11).fill(0x80)]],
  ])('%s is malformed', (_what, bytes) => {
    expect(decodeFields(Uint8Array.from(bytes))).toBeNull();
  });

  test('names that happen to be messages', () => {
    expect(decodeFields(utf8('grpc'))).toBeNull();
    expect(decodeFields(utf8('model'))).toHaveLength(1);
    expect(decodeFields(utf8('auth-grpc'))).toHaveLength(1);
  });
});
