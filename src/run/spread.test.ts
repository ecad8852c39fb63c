import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameTally, NumberTally } from './spread.ts';

function spreadOf(values: readonly number[]) {
  const tally = new NumberTally();
  for (const value of values) tally.add(value);
  return tally.spread();
}

test('few different numbers keep a bucket each', () => {
  expect(spreadOf([8, 5, 5, 5])).toEqual({
    least: 5,
    median: 5,
    ninetyNinth: 8,
    most: 8,
    buckets: [
      { from: 5, to: 5, count: 3 },
      { from: 8, to: 8, count: 1 },
    ],
  });
  expect(spreadOf([])).toBeNull();
});

test('ranks are those of the sorted list, and no number is lost in the buckets', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const spread = spreadOf(values);
      expect(spread?.median).toBe(sorted[Math.ceil(0.5 * values.length) - 1]);
      expect(spread?.ninetyNinth).toBe(sorted[Math.ceil(0.99 * values.length) - 1]);
      expect(spread?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(spread?.buckets.length).toBeLessThanOrEqual(24);
    }),
  );
});

test('names come by frequency, and very many of them are summed up', () => {
  const tally = new NameTally();
  for (let index = 0; index < 30; index++) tally.add(`n${index}`);
  tally.add('n7');
  const shares = tally.shares();
  expect(shares[0]).toEqual({ name: 'n7', count: 2 });
  expect(shares).toHaveLength(21);
  expect(shares.at(-1)).toEqual({ name: 'others', count: 10 });
});
