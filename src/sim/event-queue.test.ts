// Virtual time: order, cancelling, and what keeps the world going.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';

test('events happen by time, and at one time in the order they were put', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (delays) => {
      const queue = new EventQueue();
      const seen: [number, number][] = [];
      delays.forEach((delay, index) => {
        queue.schedule(delay, () => seen.push([delay, index]));
      });
      while (queue.step()) expect(queue.nowNs).toBe(seen.at(-1)?.[0]);
      const expected = delays.map((delay, index): [number, number] => [delay, index]);
      expect(seen).toEqual(expected.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
    }),
  );
});

test('what is scheduled from an event comes after it', () => {
  const queue = new EventQueue();
  const seen: string[] = [];
  queue.schedule(5, () => {
    seen.push('first');
    queue.schedule(0, () => seen.push('second'));
  });
  queue.schedule(6, () => seen.push('third'));
  while (queue.step());
  expect(seen).toEqual(['first', 'second', 'third']);
});

test('a cancelled event does not happen and does not count', () => {
  const queue = new EventQueue();
  const event = queue.schedule(1, () => expect.unreachable());
  expect(queue.hasForeground).toBe(true);
  event.cancel();
  event.cancel();
  expect(queue.hasForeground).toBe(false);
  expect(queue.nextNs()).toBeNull();
  expect(queue.step()).toBe(false);
});

test('ticks alone do not keep the world going', () => {
  const queue = new EventQueue();
  queue.schedule(1, () => undefined, true);
  expect(queue.hasForeground).toBe(false);
  expect(queue.nextNs()).toBe(1);
});

test('cancelling an event that has happened changes nothing', () => {
  const queue = new EventQueue();
  const event = queue.schedule(1, () => undefined);
  queue.step();
  event.cancel();
  queue.schedule(1, () => undefined);
  expect(queue.hasForeground).toBe(true);
});
