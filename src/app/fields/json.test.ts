import { expect, test } from 'vitest';
import { errorOffset, formattedJson, jsonObject } from './json.ts';

test('an object is taken, and empty text is an empty object', () => {
  expect(jsonObject('{"role": "canary"}')).toEqual({ ok: true, value: { role: 'canary' } });
  expect(jsonObject('  \n')).toEqual({ ok: true, value: {} });
});

test.each([
  ['{\n  "a": 1,\n  "b": 2,\n}', 'Line 3: remove the comma before }'],
  ['{"a": [1, 2,]}', 'Line 1: remove the comma before ]'],
  ['{\n  role: "canary"\n}', 'Line 2: "role" stands without quotes'],
  ["{'a': 1}", 'Line 1: strings stand in double quotes'],
  ['{"a": 1', 'Line 1: the text ends too early; is a brace or a quote missing?'],
  ['{"a": 1\n "b": 2}', 'Line 2: a comma or a colon is missing before the quote'],
  ['{"a": "x\n"}', 'Line 1: the string does not end on its line'],
  ['{"a": 1} }', 'Line 1: "}" is not expected here'],
  ['[1]', 'An object in braces is needed here; this is a list.'],
  ['7', 'An object in braces is needed here; this is a number.'],
])('%j is refused with a place', (text, problem) => {
  expect(jsonObject(text)).toEqual({ ok: false, problem });
});

test('the scanner and JSON.parse agree on what is whole', () => {
  for (const text of ['{"a":[true,null,-1.5e3,"\\u00e9"]}', '[]', '{}', '"x"', ' 0 ']) {
    expect(errorOffset(text)).toBe(text.length);
  }
});

test('formatted JSON is what JSON.stringify gives, with numbers and escapes as they were written', () => {
  const value = { a: [1, { b: [] }, {}], c: 'x"\\,{', d: [[null, true]] };
  expect(formattedJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(formattedJson('{"n":1.0,"big":12345678901234567890,"e":"\\u00e9"}')).toBe(
    '{\n  "n": 1.0,\n  "big": 12345678901234567890,\n  "e": "\\u00e9"\n}',
  );
});
