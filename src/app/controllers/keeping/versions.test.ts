import { expect, test } from 'vitest';
import { isWorthAVersion, mostVersionBytes, mostVersions, versionsToDrop } from './versions.ts';

test('what a visit before wrote, what is old, and what was edited often becomes a version', () => {
  const held = { visit: 'now', versionedAtMs: 0, writes: 3 };
  const next = { visit: 'now', nowMs: 1000 };
  expect(isWorthAVersion(held, next)).toBe(false);
  expect(isWorthAVersion({ ...held, visit: 'before' }, next)).toBe(true);
  expect(isWorthAVersion(held, { ...next, nowMs: 15 * 60_000 })).toBe(true);
  expect(isWorthAVersion({ ...held, writes: 100 }, next)).toBe(true);
});

test('versions are bounded in number and in bytes, and the oldest go', () => {
  const many = Array.from({ length: mostVersions + 2 }, (_, index) => ({
    key: `${index}`,
    bytes: 1,
  }));
  expect(versionsToDrop(many).toSorted()).toEqual(['0', '1']);
  const large = ['a', 'b', 'c'].map((key) => ({ key, bytes: mostVersionBytes / 2 }));
  expect(versionsToDrop(large)).toEqual(['a']);
  // A small one behind a large one that has no room would be a gap.
  expect(versionsToDrop([{ key: 'small', bytes: 1 }, ...large])).toEqual(['a', 'small']);
});
