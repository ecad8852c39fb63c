// Calls and log lines as events, from the log of an Envoy and from a report alike, so that the two can be held side by side.

import type { ScenarioReport } from '#run/api.ts';
import { wasmLogLines, workersOf } from './envoy-log.ts';
import { isAboutFilters, parseEnvoyWasmLog, type WasmLogLine } from './read-envoy-log.ts';

export interface LoggedCall {
  /** Of the VM by Envoy, or of Envoy by the VM. */
  kind: 'callback' | 'hostcall';
  /** How many calls were open around this one. */
  depth: number;
  /** `env` or a module of WASI; empty for a callback. */
  module: string;
  name: string;
  /** Null when the call began before the log. */
  args: string[] | null;
  /** `void` when nothing is returned; null when the call did not return. */
  result: string | null;
}

export interface LoggedMessage {
  kind: 'log';
  depth: number;
  /** Envoy's word: trace, debug, info, warning, error, critical. */
  level: string;
  text: string;
}

export type LoggedEvent = LoggedCall | LoggedMessage;

const begin = /^\[(host->vm|vm->host)\] (?:(env|wasi_\w+)\.)?([^(]+)\((.*)\)$/;
const end = /^\[(host<-vm|vm<-host)\] (?:(env|wasi_\w+)\.)?(\S+) return: (.*)$/;
/** Envoy's word for a trap, behind the last thing that happened in the callback; the second is for the start of a VM. */
const failure = /^(?:Function: (\S+) failed: |Wasm VM failed )/;

/** The events of a pasted log by thread. Envoy does not say of which VM a line is, so VMs of one thread stand in one list. */
export function loggedEvents(text: string): Map<string, LoggedEvent[]> {
  const threads = [...parseEnvoyWasmLog(text)].map(
    ([thread, lines]) => [thread, eventsOf(lines)] as const,
  );
  return new Map(threads.filter(([, events]) => events.length > 0));
}

/** What one worker of a report did, as the same events. */
export function reportedEvents(
  { events }: Pick<ScenarioReport, 'events'>,
  worker: number,
): LoggedEvent[] {
  return eventsOf(wasmLogLines({ events: events.filter((event) => event.worker === worker) }));
}

/** All workers of a report that did something, each with what it did. */
export function loggedEventsOf(report: Pick<ScenarioReport, 'events'>): Map<number, LoggedEvent[]> {
  const workers = workersOf(report.events).map(
    (worker) => [worker, reportedEvents(report, worker)] as const,
  );
  return new Map(workers.filter(([, events]) => events.length > 0));
}

function eventsOf(lines: readonly WasmLogLine[]): LoggedEvent[] {
  const events: LoggedEvent[] = [];
  const open: LoggedCall[] = [];
  for (const line of lines) {
    if (!isAboutFilters(line)) continue;
    const { kind, level, text } = line;
    if (kind === 'log') {
      const failed = failure.exec(text);
      if (failed !== null) open.length = openBelow(open, failed[1]);
      events.push({ kind, depth: open.length, level, text });
      continue;
    }
    const begun = begin.exec(text);
    if (begun !== null) events.push(enter(open, begun));
    const ended = end.exec(text);
    if (ended !== null) events.push(...leave(open, ended));
  }
  return events;
}

/** How many calls stay open when the newest callback of that name is left; none without a name. */
function openBelow(open: readonly LoggedCall[], callback: string | undefined): number {
  if (callback === undefined) return 0;
  const at = open.findLastIndex(({ kind, name }) => kind === 'callback' && name === callback);
  return at < 0 ? open.length : at;
}

function enter(
  open: LoggedCall[],
  [, direction, module = '', name = '', args = '']: RegExpExecArray,
): LoggedCall {
  const kind = direction === 'host->vm' ? 'callback' : 'hostcall';
  // Calls alternate: who calls without having been called by the other side has been left by a trap.
  while (open.at(-1)?.kind === kind) open.pop();
  const call: LoggedCall = {
    kind,
    depth: open.length,
    module,
    name,
    args: args === '' ? [] : args.split(', '),
    result: null,
  };
  open.push(call);
  return call;
}

/** The end of an open call; a call that began before the log is told here for the first time. */
function leave(
  open: LoggedCall[],
  [, direction, module = '', name = '', result = '']: RegExpExecArray,
): LoggedCall[] {
  const kind = direction === 'host<-vm' ? 'callback' : 'hostcall';
  const at = open.findLastIndex((call) => call.kind === kind && call.name === name);
  const call = open[at];
  if (call === undefined) {
    open.length = 0;
    return [{ kind, depth: 0, module, name, args: null, result }];
  }
  open.length = at;
  call.result = result;
  return [];
}
