// The libraries of foreign functions come along exactly when a module can call one.

import { expect, test } from 'vitest';
import { utf8 } from '#abi/byte-string.ts';
import { boilerplate, wat } from '#host/testing/guest.ts';
import { loadLibrary } from './load-library.ts';

const moduleOf = (text: string) => ({
  bytes: wat(`(module ${text} ${boilerplate})`),
  sourceMap: null,
});
const plain = moduleOf('(import "env" "proxy_done" (func (result i32)))');
const calling = moduleOf(
  '(import "env" "proxy_call_foreign_function" (func (param i32 i32 i32 i32 i32 i32) (result i32)))',
);

test('a module without the import gets nothing', async () => {
  const library = await loadLibrary([plain]);
  expect(() => library.deflate(utf8('text'))).toThrow('has no foreign functions');
});

test('one module with the import is enough', async () => {
  const library = await loadLibrary([plain, calling]);
  expect(library.inflate(library.deflate(utf8('text')))).toEqual(utf8('text'));
});
