import { expect, test } from 'vitest';
import { callRows } from './call-list.ts';
import { callback, hostcall, scenario } from './testing/report.ts';
import { atOrBefore, indexOfSeq, nextCallback } from './walk-calls.ts';

const rows = callRows(
  scenario({
    events: [
      callback({ seq: 0 }),
      callback({ seq: 2, lastSeq: 4 }),
      hostcall({ seq: 3, parent: 2 }),
      callback({ seq: 4, parent: 3, name: 'proxy_on_memory_allocate' }),
      callback({ seq: 6 }),
    ],
  }),
);

test('a row is found by its number, or the one before it', () => {
  expect(indexOfSeq(rows, 3)).toBe(2);
  expect(indexOfSeq(rows, 5)).toBe(-1);
  expect(atOrBefore(rows, 5)).toBe(3);
  expect(atOrBefore([], 5)).toBe(-1);
});

test('one walks from callback to callback and over allocations', () => {
  expect(nextCallback(rows, null, 1)).toBe(0);
  expect(nextCallback(rows, 0, 1)).toBe(2);
  expect(nextCallback(rows, 3, 1)).toBe(6);
  expect(nextCallback(rows, 6, 1)).toBeUndefined();
});

test('backwards the beginning of the callback that one is in comes first', () => {
  expect(nextCallback(rows, null, -1)).toBe(6);
  expect(nextCallback(rows, 3, -1)).toBe(2);
  expect(nextCallback(rows, 2, -1)).toBe(0);
  expect(nextCallback(rows, 0, -1)).toBeUndefined();
});
