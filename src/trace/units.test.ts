import { expect, test } from 'vitest';
import { formatBytes, formatMiB, formatMs, formatNs, plural } from './units.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [3140, '3.1 kB'],
  [25_949, '26 kB'],
  [20_000_000, '20 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [12_000, '12 µs'],
  [1_500_000, '1.5 ms'],
  [38_000_000, '38 ms'],
  [15_000_000_000, '15 s'],
])('%d ns are %s', (ns, text) => {
  expect(formatNs(ns)).toBe(text);
});

test('long times keep their thousands', () => {
  expect(formatMs(2345)).toBe('2,345 ms');
});

test('memory counts in MiB', () => {
  expect(formatMiB(256 * 1024 * 1024)).toBe('256 MiB');
  expect(formatMiB(131_072)).toBe('0.1 MiB');
});

test('one of a thing has no plural', () => {
  expect(plural(1, 'hostcall')).toBe('1 hostcall');
  expect(plural(1200, 'hostcall')).toBe('1,200 hostcalls');
});
