import { expect, test } from 'vitest';
import { exchange, scenario } from './testing/report.ts';
import { waitForTick } from './time-by-hand.ts';

const tick = { exchange: null, plugin: 0, atNs: 300_000_000, periodMs: 100 };

test('the wait lasts until a little after the tick', () => {
  const report = scenario({ endNs: 260_400_000, nextTicks: [tick] });
  expect(waitForTick(report, null)).toEqual({ tick, dueMs: 39.6, addMs: 50 });
});

test('with a very short period it ends before the tick after', () => {
  const report = scenario({ endNs: 299_000_000, nextTicks: [{ ...tick, periodMs: 2 }] });
  expect(waitForTick(report, null)?.addMs).toBe(2);
});

test('before a request its own tick counts', () => {
  const before = { ...tick, exchange: 1, atNs: 100_000_000 };
  const report = scenario({
    exchanges: [exchange({}), exchange({ index: 1, startNs: 20_000_000 })],
    nextTicks: [before, tick],
  });
  expect(waitForTick(report, 1)).toMatchObject({ tick: before, addMs: 90 });
  expect(waitForTick(report, 0)).toBeNull();
});
