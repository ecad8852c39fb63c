// The report of a scenario of which nothing is known but its place.

import type { ScenarioReport } from '#run/api.ts';

export function emptyReport(name: string, index: number): ScenarioReport {
  return {
    name,
    index,
    loaded: true,
    exchanges: [],
    rounds: null,
    attributes: [],
    calls: [],
    events: [],
    droppedEvents: 0,
    faults: [],
    notEmulated: [],
    expectations: [],
    counts: { callbacks: 0, hostcalls: 0 },
    memoryBytes: [],
    memory: [],
    nextTicks: [],
    state: { sharedData: [], queues: [], metrics: [] },
    endNs: 0,
  };
}
