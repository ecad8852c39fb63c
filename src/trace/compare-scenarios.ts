// Two runs of a scenario side by side: what a client, a server or a reader of the log sees differently, and the calls aligned.

import type { ExchangeReport, MessageReport, ReportedBody, ScenarioReport } from '#run/api.ts';
import { type DiffRow, diffEvents } from './diff-events.ts';
import { type LoggedEvent, loggedEventsOf } from './logged-events.ts';
import { formatBytes } from './units.ts';

export interface ScenarioDifference {
  /** What differs, such as `server at the client`; with the request's number when there are several. */
  what: string;
  /** Empty for what is not there. */
  left: string;
  right: string;
}

type Tell = (what: string, left: string, right: string) => void;

/** In the order in which one would ask; empty when both runs are the same to everybody outside. */
export function scenarioDifferences(
  left: ScenarioReport,
  right: ScenarioReport,
): ScenarioDifference[] {
  const found: ScenarioDifference[] = [];
  const tell: Tell = (what, one, other) => {
    if (one !== other) found.push({ what, left: one, right: other });
  };
  tell('the filter', loadedText(left), loadedText(right));
  const count = Math.max(left.exchanges.length, right.exchanges.length);
  for (let index = 0; index < count; index++) {
    const suffix = count > 1 ? `, request ${index + 1}` : '';
    compareExchange(left.exchanges[index], right.exchanges[index], (what, one, other) =>
      tell(`${what}${suffix}`, one, other),
    );
  }
  tell('calls to other clusters', callsText(left), callsText(right));
  tell('log lines of the filter', logText(left), logText(right));
  tell('faults', faultsText(left), faultsText(right));
  compareState(left, right, tell);
  return found;
}

function loadedText({ loaded }: ScenarioReport): string {
  return loaded ? 'loads' : 'does not load';
}

function compareExchange(
  left: ExchangeReport | undefined,
  right: ExchangeReport | undefined,
  tell: Tell,
): void {
  tell('verdict', left?.verdict ?? '', right?.verdict ?? '');
  compareMessage('at the client', left?.clientResponse, right?.clientResponse, tell);
  tell('cluster of the upstream', left?.upstreamCluster ?? '', right?.upstreamCluster ?? '');
  compareMessage('at the upstream', left?.upstreamRequest, right?.upstreamRequest, tell);
}

function compareMessage(
  where: string,
  left: MessageReport | null | undefined,
  right: MessageReport | null | undefined,
  tell: Tell,
): void {
  const [one, other] = [fields(left), fields(right)];
  for (const name of new Set([...one.keys(), ...other.keys()]))
    tell(`${name} ${where}`, one.get(name) ?? '', other.get(name) ?? '');
  tell(`body ${where}`, bodyText(left?.body), bodyText(right?.body));
}

/** Headers and trailers by name, with all values of one that comes several times. */
function fields(message: MessageReport | null | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of [...(message?.headers ?? []), ...(message?.trailers ?? [])]) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return found;
}

function bodyText(body: ReportedBody | undefined): string {
  if (body === undefined) return '';
  return body.truncated ? `${formatBytes(body.sizeBytes)}: ${body.data}` : body.data;
}

function callsText({ calls }: ScenarioReport): string {
  return calls.map(({ cluster, outcome }) => `${cluster} ${outcome}`).join('\n');
}

function logText({ events }: ScenarioReport): string {
  return events
    .flatMap((event) =>
      event.kind === 'log' && event.fromGuest ? [`[${event.level}] ${event.message}`] : [],
    )
    .join('\n');
}

function faultsText({ faults }: ScenarioReport): string {
  return faults.map(({ kind, callback }) => `${kind} in ${callback}`).join('\n');
}

function compareState(left: ScenarioReport, right: ScenarioReport, tell: Tell): void {
  const metrics = ({ state }: ScenarioReport): Map<string, string> =>
    new Map(state.metrics.map(({ name, value, samples }) => [name, value ?? samples.join(', ')]));
  const data = ({ state }: ScenarioReport): Map<string, string> =>
    new Map(state.sharedData.map(({ vmId, key, value }) => [`${vmId} ${key}`.trim(), value.data]));
  for (const [what, read] of [
    ['metric', metrics],
    ['shared data', data],
  ] as const) {
    const [one, other] = [read(left), read(right)];
    for (const name of new Set([...one.keys(), ...other.keys()]))
      tell(`${what} ${name}`, one.get(name) ?? '', other.get(name) ?? '');
  }
}

export interface AlignedCalls {
  worker: number;
  rows: DiffRow[];
}

/**
 * Calls and log lines of both runs, worker by worker, without addresses: two builds do not share them. The first run stands where a
 * comparison with a log has Sluice, the second where it has Envoy.
 */
export function alignedCalls(left: ScenarioReport, right: ScenarioReport): AlignedCalls[] {
  const [one, other] = [loggedEventsOf(left), loggedEventsOf(right)];
  const workers = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b);
  const none: LoggedEvent[] = [];
  return workers.map((worker) => ({
    worker,
    rows: diffEvents(one.get(worker) ?? none, other.get(worker) ?? none, { addresses: false }).rows,
  }));
}
