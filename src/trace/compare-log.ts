// A scenario held against the log of an Envoy: which thread of the log is which worker, and what differs between them.

import type { ScenarioReport } from '#run/api.ts';
import { type DiffOptions, diffEvents, type EventDiff } from './diff-events.ts';
import { workersOf } from './envoy-log.ts';
import { type LoggedEvent, loggedEvents, reportedEvents } from './logged-events.ts';

export interface WorkerComparison extends EventDiff {
  worker: number;
  /** The thread of the log, by Envoy's number; null when none is left for this worker. */
  thread: string | null;
}

/** What each worker of the report did beside what a thread of the log did; none when the log tells nothing of filters. */
export function compareWithLog(
  report: Pick<ScenarioReport, 'events'>,
  log: string,
  options: DiffOptions,
): WorkerComparison[] {
  const threads = loggedEvents(log);
  if (threads.size === 0) return [];
  return workersOf(report.events).map((worker) =>
    paired(worker, reportedEvents(report, worker), threads, options),
  );
}

/** As {@link compareWithLog}, where both sides are logs; in the one of Sluice workers stand in the place of threads. */
export function compareLogs(
  logs: { sluice: string; envoy: string },
  options: DiffOptions,
): WorkerComparison[] {
  const threads = loggedEvents(logs.envoy);
  return [...loggedEvents(logs.sluice)].map(([worker, own]) =>
    paired(Number(worker), own, threads, options),
  );
}

/** Takes the thread of this worker out of those that are left. */
function paired(
  worker: number,
  own: readonly LoggedEvent[],
  threads: Map<string, LoggedEvent[]>,
  options: DiffOptions,
): WorkerComparison {
  const thread = mostAlike(own, threads);
  const theirs = thread === null ? [] : (threads.get(thread) ?? []);
  if (thread !== null) threads.delete(thread);
  return { worker, thread, ...diffEvents(own, theirs, options) };
}

/**
 * The thread that has most of the worker's calls and log lines; of several such, the one with the least besides. Envoy's main thread starts
 * every plugin too, and twice, but sees no requests, so it is never the one where the worker's own thread is in the log.
 */
function mostAlike(
  own: readonly LoggedEvent[],
  threads: ReadonlyMap<string, readonly LoggedEvent[]>,
): string | null {
  const ranked = [...threads].map(([thread, events]) => ({
    thread,
    shared: sharedCount(own, events),
    size: events.length,
  }));
  ranked.sort((one, other) => other.shared - one.shared || one.size - other.size);
  return ranked[0]?.thread ?? null;
}

function sharedCount(one: readonly LoggedEvent[], other: readonly LoggedEvent[]): number {
  const counts = new Map<string, number>();
  for (const event of one) counts.set(nameOf(event), (counts.get(nameOf(event)) ?? 0) + 1);
  let shared = 0;
  for (const event of other) {
    const left = counts.get(nameOf(event)) ?? 0;
    if (left === 0) continue;
    counts.set(nameOf(event), left - 1);
    shared += 1;
  }
  return shared;
}

function nameOf(event: LoggedEvent): string {
  return event.kind === 'log' ? event.text : event.name;
}
