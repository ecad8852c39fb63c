import { expect, test } from 'vitest';
import { authority, headerPairs, method, path, status } from './rules.ts';

test('a status of 42 is refused with the range', () => {
  expect(status('42')).toEqual({
    ok: false,
    problem: 'The status of an answer is a whole number from 200 to 599.',
  });
  expect(status('503')).toEqual({ ok: true, value: 503 });
  expect(status('2e2').ok).toBe(false);
});

test.each([
  ['x user', 'A header name cannot contain a space.'],
  ['x:user', 'A header name cannot contain ":".'],
  ['naïve', 'A header name cannot contain "ï".'],
  [':path', ':path comes from the fields above, not from the header list.'],
  ['', 'A header needs a name.'],
])('the header name %j is refused', (name, problem) => {
  expect(
    headerPairs([
      ['a', '1'],
      [name, 'v'],
    ]),
  ).toEqual({ ok: false, row: 1, problem });
});

test('a header value with a line break is refused, a tab is not', () => {
  expect(headerPairs([['a', 'b\nc']])).toMatchObject({
    ok: false,
    problem: 'A header value cannot contain a line break.',
  });
  expect(headerPairs([['a', 'b\tc']])).toEqual({ ok: true, pairs: [['a', 'b\tc']] });
});

test('rows that are still empty are not sent', () => {
  expect(
    headerPairs([
      ['', ''],
      ['a', ''],
    ]),
  ).toEqual({ ok: true, pairs: [['a', '']] });
});

test('paths, authorities and methods say what is wrong', () => {
  expect(path('orders')).toMatchObject({ problem: 'A path starts with "/".' });
  expect(path('/a b')).toMatchObject({
    problem: 'A path cannot contain a space; write it as %20.',
  });
  expect(path('/é')).toMatchObject({
    problem: 'A path cannot contain "é"; write it as %C3%A9.',
  });
  expect(authority('host/path')).toMatchObject({
    problem: 'An authority is host:port; it cannot contain "/".',
  });
  expect(method('GE T')).toMatchObject({ problem: 'A method cannot contain a space.' });
  expect(method('PURGE')).toEqual({ ok: true, value: 'PURGE' });
});
