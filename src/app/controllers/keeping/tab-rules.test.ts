import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  firstTabState,
  stepTab,
  type TabEvent,
  type TabMessage,
  type TabState,
} from './tab-rules.ts';

/** Tabs whose messages lie in one box each until they are delivered. */
function tabs(count: number) {
  const states: TabState[] = Array.from({ length: count }, (_, at) => firstTabState(`tab ${at}`));
  const boxes: TabMessage[][] = states.map(() => []);
  const step = (at: number, event: TabEvent): void => {
    const state = states[at];
    if (state === undefined) return;
    const next = stepTab(state, event);
    states[at] = next.state;
    boxes.forEach((box, other) => {
      if (other !== at) box.push(...next.say);
    });
  };
  const deliver = (at: number): void => {
    const message = boxes[at]?.shift();
    if (message !== undefined) step(at, { kind: 'heard', message });
  };
  const settle = (): void => {
    for (let left = 10_000; boxes.some((box) => box.length > 0); left -= 1) {
      if (left === 0) throw new Error('they never stop talking');
      for (const at of boxes.keys()) deliver(at);
    }
  };
  const guests = (): boolean[] => states.map(({ holder }) => holder !== null);
  return { states, step, deliver, settle, guests };
}

const opened = (nowMs: number, project: string | null = 'p'): TabEvent => ({
  kind: 'opened',
  project,
  nowMs,
});

test('the tab that opens it later is the guest', () => {
  const { step, settle, guests } = tabs(2);
  step(0, opened(1));
  settle();
  step(1, opened(2));
  settle();
  expect(guests()).toEqual([false, true]);
});

test('tabs that open different projects, or none, are no guests', () => {
  const { step, settle, guests } = tabs(3);
  step(0, opened(1));
  step(1, opened(2, 'q'));
  step(2, opened(3, null));
  settle();
  expect(guests()).toEqual([false, false, false]);
});

test('taking over turns it round, as often as one likes', () => {
  const { step, settle, guests } = tabs(2);
  step(0, opened(1));
  step(1, opened(2));
  settle();
  step(1, { kind: 'taken-over' });
  settle();
  expect(guests()).toEqual([true, false]);
  step(0, { kind: 'taken-over' });
  settle();
  expect(guests()).toEqual([false, true]);
});

test('what the holder saves makes the guest stand behind until it has caught up', () => {
  const { states, step, settle } = tabs(2);
  step(0, opened(1));
  step(1, opened(2));
  settle();
  step(0, { kind: 'saved' });
  settle();
  expect(states.map(({ behind }) => behind)).toEqual([false, true]);
  step(1, { kind: 'caught-up' });
  expect(states[1]?.behind).toBe(false);
});

test('when the holder leaves, the earliest of the others holds', () => {
  const { step, settle, guests } = tabs(3);
  step(0, opened(1));
  step(1, opened(2));
  step(2, opened(3));
  settle();
  step(0, opened(4, 'q'));
  settle();
  expect(guests()).toEqual([false, false, true]);
});

test('a guest that leaves changes nothing', () => {
  const { step, settle, guests } = tabs(2);
  step(0, opened(1));
  step(1, opened(2));
  settle();
  step(1, { kind: 'left' });
  settle();
  expect(guests()).toEqual([false, true]);
});

test('a write that the storage refuses makes a guest, whoever wrote', () => {
  const { states, step } = tabs(1);
  step(0, opened(1));
  step(0, { kind: 'overtaken' });
  expect(states[0]).toMatchObject({ behind: true, holder: { tab: 'tab 0' } });
  step(0, { kind: 'taken-over' });
  expect(states[0]?.holder).toBeNull();
});

test('in any order of opening, taking over and hearing of it, exactly one tab holds it in the end', () => {
  const count = 3;
  const action = fc.oneof(
    fc.record({ kind: fc.constant('take' as const), at: fc.nat(count - 1) }),
    fc.record({ kind: fc.constant('deliver' as const), at: fc.nat(count - 1) }),
    fc.record({ kind: fc.constant('open' as const), at: fc.nat(count - 1) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const { step, deliver, settle, guests } = tabs(count);
      let now = 0;
      for (let at = 0; at < count; at += 1) step(at, opened(++now));
      for (const { kind, at } of actions) {
        if (kind === 'take') step(at, { kind: 'taken-over' });
        else if (kind === 'deliver') deliver(at);
        else step(at, opened(++now));
      }
      settle();
      expect(guests().filter((guest) => !guest)).toHaveLength(1);
    }),
  );
});
