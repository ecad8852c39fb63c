import { expect, test } from 'vitest';
import type { HeaderPair } from '#run/api.ts';
import { diffThrough } from './header-diff.ts';

const start: HeaderPair[] = [
  [':path', '/'],
  ['x-user', 'root'],
  ['accept', '*/*'],
];

test('a pair that nobody touches is the same and nobody did it', () => {
  const rows = diffThrough(start, [{ headers: start, by: 0 }]);
  expect(rows.map((row) => row.change)).toEqual(['same', 'same', 'same']);
  expect(rows.every((row) => row.by === null)).toBe(true);
});

test('a replaced value is one changed row with the filter as its doer', () => {
  const after: HeaderPair[] = [
    [':path', '/'],
    ['x-user', 'u1'],
    ['accept', '*/*'],
  ];
  expect(diffThrough(start, [{ headers: after, by: 0 }])[1]).toEqual({
    change: 'changed',
    name: 'x-user',
    before: 'root',
    after: 'u1',
    by: 0,
  });
});

test('a removed pair stays where it was, struck out', () => {
  const rows = diffThrough(start, [
    {
      headers: [
        [':path', '/'],
        ['accept', '*/*'],
      ],
      by: 1,
    },
  ]);
  expect(rows.map((row) => [row.name, row.change])).toEqual([
    [':path', 'same'],
    ['x-user', 'removed'],
    ['accept', 'same'],
  ]);
});

test('a second value of the same name is added, the first stays the same', () => {
  const after: HeaderPair[] = [...start, ['x-user', 'root']];
  const rows = diffThrough(start, [{ headers: after, by: 0 }]);
  expect(rows.map((row) => row.change)).toEqual(['same', 'same', 'same', 'added']);
});

test('the first of two equal names is removed without changing the other', () => {
  const twice: HeaderPair[] = [
    ['a', '1'],
    ['a', '2'],
  ];
  const rows = diffThrough(twice, [{ headers: [['a', '2']], by: null }]);
  expect(rows.map((row) => [row.before, row.after])).toEqual([
    ['1', null],
    ['2', '2'],
  ]);
});

test('each pair remembers who changed it last over several stages', () => {
  const rows = diffThrough(start, [
    { headers: [...start, ['x-request-id', '7']], by: null },
    { headers: [...start, ['x-request-id', '7'], ['x-hop', 'a']], by: 0 },
    { headers: [...start, ['x-request-id', '7'], ['x-hop', 'b']], by: 1 },
  ]);
  expect(rows.slice(3).map((row) => [row.name, row.change, row.after, row.by])).toEqual([
    ['x-request-id', 'added', '7', null],
    ['x-hop', 'added', 'b', 1],
  ]);
});

test('a pair that came and went is not shown', () => {
  const rows = diffThrough(start, [
    { headers: [...start, ['tmp', '1']], by: 0 },
    { headers: start, by: 1 },
  ]);
  expect(rows).toHaveLength(3);
});

test('a value that was changed back is the same again', () => {
  const rows = diffThrough(
    [['a', '1']],
    [
      { headers: [['a', '2']], by: 0 },
      { headers: [['a', '1']], by: 1 },
    ],
  );
  expect(rows).toEqual([{ change: 'same', name: 'a', before: '1', after: '1', by: null }]);
});
