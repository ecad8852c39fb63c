// A run told in the words of Envoy's own wasm log at trace level.

import type { LogEvent, ScenarioReport, TraceEvent } from '#run/api.ts';
import type { WasmLogLine } from './read-envoy-log.ts';

/** A report's events as Envoy's worker thread would have logged them at trace level. */
export function wasmLogLines(report: Pick<ScenarioReport, 'events'>): WasmLogLine[] {
  const lines: WasmLogLine[] = [];
  for (const { line } of timedLines(report)) lines.push(line);
  return lines;
}

/**
 * The same as one text in the form of Envoy's log, worker by worker. Workers count from 0 where Envoy has the numbers of
 * its threads, `clockMs` is the scenario's wall clock at the start.
 */
export function formatEnvoyLog(
  { events }: Pick<ScenarioReport, 'events'>,
  clockMs: number,
): string {
  return workersOf(events)
    .map((worker) => {
      const own = events.filter((event) => event.worker === worker);
      return [...timedLines({ events: own })]
        .map(({ timeNs, line }) => {
          const time = new Date(clockMs + Math.floor(timeNs / 1e6)).toISOString();
          const prefix = `[${time.slice(0, 23).replace('T', ' ')}][${worker}][${line.level}][wasm]`;
          return `${prefix} ${line.text}\n`;
        })
        .join('');
    })
    .join('');
}

/** The workers of a report, in order; there is always one. */
export function workersOf(events: readonly TraceEvent[]): number[] {
  const last = Math.max(0, ...new Set(events.map(({ worker }) => worker ?? 0)));
  return Array.from({ length: last + 1 }, (_, worker) => worker);
}

interface TimedLine {
  timeNs: number;
  line: WasmLogLine;
}

function* timedLines({ events }: Pick<ScenarioReport, 'events'>): Generator<TimedLine> {
  const open: TraceEvent[] = [];
  for (const event of events) {
    while (open.length > 0 && !contains(open.at(-1) as TraceEvent, event))
      yield* leave(open.pop() as TraceEvent, event.timeNs);
    yield* enter(event);
    if (event.kind === 'callback' || event.kind === 'hostcall') open.push(event);
  }
  const endNs = events.at(-1)?.timeNs ?? 0;
  while (open.length > 0) yield* leave(open.pop() as TraceEvent, endNs);
}

/** Whether `event` happened inside of `outer`, which is still open. */
function contains(outer: TraceEvent, event: TraceEvent): boolean {
  return event.parent === outer.seq || (outer.kind === 'callback' && event.seq <= outer.lastSeq);
}

function* enter(event: TraceEvent): Generator<TimedLine> {
  const { timeNs } = event;
  switch (event.kind) {
    case 'callback':
      yield { timeNs, line: call(`[host->vm] ${event.name}(${event.args.join(', ')})`) };
      return;
    case 'hostcall':
      yield {
        timeNs,
        line: call(`[vm->host] ${event.module}.${event.name}(${event.args.join(', ')})`),
      };
      return;
    case 'log':
      yield { timeNs, line: { kind: 'log', level: levelWord(event.level), text: event.text } };
      return;
    case 'fault':
      // What Envoy says about a fault stands in its own log events.
      return;
    case 'net':
      return;
  }
}

function* leave(event: TraceEvent, timeNs: number): Generator<TimedLine> {
  if (event.kind === 'callback' && !event.trapped) {
    yield { timeNs, line: call(`[host<-vm] ${event.name} return: ${event.result ?? 'void'}`) };
  }
  if (event.kind === 'hostcall' && !event.trapped) {
    yield {
      timeNs,
      line: call(`[vm<-host] ${event.module}.${event.name} return: ${event.result ?? 'void'}`),
    };
  }
}

function call(text: string): WasmLogLine {
  return { kind: 'call', level: 'trace', text };
}

/** Envoy's word for a level. */
function levelWord(level: LogEvent['level']): string {
  return level === 'warn' ? 'warning' : level;
}
