// The lanes of a timeline: the client, each plugin on each worker, each cluster that was called, the upstream.

import type { CallReport, ScenarioReport } from '#run/api.ts';
import { plural } from './units.ts';

export interface Lane {
  kind: 'client' | 'filter' | 'callout' | 'upstream';
  name: string;
  /** Second line, such as `worker 1`. */
  detail: string;
}

export interface Lanes {
  list: Lane[];
  client: number;
  /** -1 when nothing reached the upstream. */
  upstream: number;
  filter(plugin: number | null, worker: number | null): number;
  /** Of the last plugin of the chain, which is next to the upstream. */
  lastFilter(worker: number | null): number;
  /** Lane of a callout by the `seq` of its hostcall; calls that overlap have lanes of their own. */
  callout(callSeq: number): number;
  /** The callout that the event with this `seq` is an answer to. */
  answered: ReadonlyMap<number, CallReport>;
}

/** Of calls that overlap at one cluster, as many have lanes of their own; the rest share the last. */
const LANES_OF_A_CLUSTER = 4;

const filterKey = (plugin: number | null, worker: number | null): string =>
  `${plugin ?? 0}/${worker ?? 0}`;

export function findLanes(scenario: ScenarioReport, pluginNames: readonly string[]): Lanes {
  const list: Lane[] = [{ kind: 'client', name: 'Client', detail: '' }];
  const filters = filterLanes(scenario, pluginNames, list);
  const answered = answersOf(scenario);
  const callouts = calloutLanes(scenario.calls, answered, list);
  const asked = scenario.events.some(
    (event) => event.kind === 'net' && event.what === 'upstream-request',
  );
  if (asked) {
    const clusters = new Set(scenario.exchanges.map((one) => one.upstreamCluster));
    clusters.delete(null);
    list.push({ kind: 'upstream', name: 'Upstream', detail: [...clusters].join(', ') });
  }
  return {
    list,
    client: 0,
    upstream: asked ? list.length - 1 : -1,
    filter: (plugin, worker) => filters.get(filterKey(plugin, worker)) ?? 0,
    lastFilter(worker) {
      const plugin = pluginNames.findLastIndex((_, index) => filters.has(filterKey(index, worker)));
      return filters.get(filterKey(plugin, worker)) ?? filters.get(filterKey(0, worker)) ?? 0;
    },
    callout: (callSeq) => callouts.get(callSeq) ?? 0,
    answered,
  };
}

function filterLanes(
  scenario: ScenarioReport,
  pluginNames: readonly string[],
  list: Lane[],
): Map<string, number> {
  const found = new Map<string, { plugin: number; worker: number }>();
  for (const { kind, plugin, worker } of scenario.events) {
    if (kind !== 'callback' || plugin === null) continue;
    const key = filterKey(plugin, worker);
    if (!found.has(key)) found.set(key, { plugin, worker: worker ?? 0 });
  }
  const sorted = [...found].sort(([, a], [, b]) => a.worker - b.worker || a.plugin - b.plugin);
  const workers = new Set(sorted.map(([, { worker }]) => worker)).size;
  const lanes = new Map<string, number>();
  for (const [key, { plugin, worker }] of sorted) {
    lanes.set(key, list.length);
    const detail = workers > 1 ? `worker ${worker}` : 'filter';
    list.push({ kind: 'filter', name: pluginNames[plugin] ?? `plugin ${plugin}`, detail });
  }
  return lanes;
}

/** Call ids count per VM, so that an answer belongs to the last call of its number on its plugin and worker. */
function answersOf(scenario: ScenarioReport): Map<number, CallReport> {
  const answered = new Map<number, CallReport>();
  if (scenario.calls.length === 0) return answered;
  const bySeq = new Map(scenario.calls.map((call) => [call.seq, call]));
  const open = new Map<string, CallReport>();
  for (const event of scenario.events) {
    const call = bySeq.get(event.seq);
    if (call !== undefined)
      open.set(`${filterKey(call.plugin, event.worker)}/${call.callId}`, call);
    if (event.kind !== 'net') continue;
    if (event.what !== 'call-response' && event.what !== 'call-failure') continue;
    const callId = /call (\d+)/.exec(event.text)?.[1] ?? '';
    const asked = open.get(`${filterKey(event.plugin, event.worker)}/${callId}`);
    if (asked !== undefined) answered.set(event.seq, asked);
  }
  return answered;
}

function calloutLanes(
  calls: readonly CallReport[],
  answered: ReadonlyMap<number, CallReport>,
  list: Lane[],
): Map<number, number> {
  const ends = new Map<number, number>();
  for (const [seq, call] of answered) ends.set(call.seq, seq);
  const lanes = new Map<number, number>();
  const sorted = calls.toSorted((a, b) => a.seq - b.seq);
  for (const cluster of new Set(sorted.map((call) => call.cluster))) {
    const own = sorted.filter((call) => call.cluster === cluster);
    const rows: { lane: number; busyUntil: number }[] = [];
    for (const call of own) {
      let row = rows.find(({ busyUntil }) => busyUntil < call.seq);
      if (row === undefined && rows.length < LANES_OF_A_CLUSTER) {
        row = { lane: list.length, busyUntil: -1 };
        rows.push(row);
        const first = rows.length === 1;
        const detail = first ? plural(own.length, 'callout') : 'at the same time';
        list.push({ kind: 'callout', name: cluster, detail });
      }
      row ??= rows[rows.length - 1];
      if (row === undefined) continue;
      row.busyUntil = ends.get(call.seq) ?? Number.POSITIVE_INFINITY;
      lanes.set(call.seq, row.lane);
    }
  }
  return lanes;
}
