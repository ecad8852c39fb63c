// Base64 against published vectors (RFC 4648, section 10) and round trips.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { utf8 } from './byte-string.ts';

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('%j is %j', (text, encoded) => {
  expect(encodeBase64(utf8(text))).toBe(encoded);
  expect(decodeBase64(encoded)).toEqual(Uint8Array.from(utf8(text)));
});

test('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(encodeBase64(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test.each(['Zg', 'Zg=', 'Z===', 'Zm9v!', 'Zm9vYg'])('%j is refused', (text) => {
  expect(decodeBase64(text)).toBeNull();
});

test('white space does not count', () => {
  expect(decodeBase64(' Zm9v\nYmFy ')).toEqual(Uint8Array.from(utf8('foobar')));
});
