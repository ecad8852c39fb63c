// What is kept of the messages of one exchange for the report: at the client, at the upstream, and around every filter.

import type { Pair } from '#abi/pairs.ts';
import { BodyCapture } from './body-buffer.ts';
import type { DirectionWatcher } from './filter-direction.ts';
import type { HeaderFields } from './header-fields.ts';
import type { Scope, SimObserver } from './observer.ts';

export interface MessageRecord {
  /** The end of the message has come. */
  complete: boolean;
  headers: Pair[];
  body: BodyCapture;
  trailers: Pair[];
}

export const newMessage = (headers: Pair[] = []): MessageRecord => ({
  complete: false,
  headers,
  body: new BodyCapture(),
  trailers: [],
});

/** One plugin's part in one direction. */
export interface StepRecord {
  plugin: number;
  direction: 'request' | 'response';
  before: MessageRecord;
  after: MessageRecord;
  seq: number;
  pausedNs: number;
  localResponse: boolean;
}

/** Watches one direction and fills a step for every filter that is reached. `plugins` is in the order of the direction. */
export function watchDirection(
  direction: 'request' | 'response',
  plugins: readonly number[],
  steps: StepRecord[],
  observer: SimObserver,
  scope: (plugin: number | null) => Scope,
  nowNs: () => number,
): DirectionWatcher {
  const byIndex = new Map<number, StepRecord>();
  const pausedSince = new Map<number, number>();
  const pairs = (fields: HeaderFields): Pair[] => fields.snapshot();
  const tell = (what: 'paused' | 'resumed', text: string, index: number): void => {
    const plugin = plugins[index] ?? null;
    const leave = observer.enter(scope(plugin));
    observer.net(what, text, plugin);
    leave();
  };
  return {
    headersEnter(index, headers) {
      const plugin = plugins[index];
      if (plugin === undefined || byIndex.has(index)) return;
      const step: StepRecord = {
        plugin,
        direction,
        before: newMessage(pairs(headers)),
        after: newMessage(),
        seq: observer.nextSeq(),
        pausedNs: 0,
        localResponse: false,
      };
      byIndex.set(index, step);
      steps.push(step);
    },
    headersLeave(index, headers) {
      const step = byIndex.get(index);
      if (step !== undefined) step.after.headers = pairs(headers);
    },
    dataEnter: (index, bytes) => byIndex.get(index)?.before.body.add(bytes),
    dataLeave: (index, bytes) => byIndex.get(index)?.after.body.add(bytes),
    trailersEnter(index, trailers) {
      const step = byIndex.get(index);
      if (step !== undefined) step.before.trailers = pairs(trailers);
    },
    trailersLeave(index, trailers) {
      const step = byIndex.get(index);
      if (step !== undefined) step.after.trailers = pairs(trailers);
    },
    paused(index, phase) {
      pausedSince.set(index, nowNs());
      tell('paused', `paused at ${direction} ${phase}`, index);
    },
    resumed(index) {
      const since = pausedSince.get(index);
      const step = byIndex.get(index);
      if (since === undefined || step === undefined) return;
      pausedSince.delete(index);
      step.pausedNs += nowNs() - since;
      tell('resumed', `${direction} goes on`, index);
    },
  };
}
