// A run told in the words of Envoy's own wasm log at trace level, and such a log read back.

import type { LogEvent, ScenarioReport, TraceEvent } from '#run/api.ts';

/** One entry of an Envoy log; a message of several lines is one entry. */
export interface EnvoyLogEntry {
  /** `2026-01-31 12:00:00.123`, as Envoy wrote it. */
  time: string;
  thread: string;
  /** Envoy's word: trace, debug, info, warning, error, critical. */
  level: string;
  logger: string;
  /** Without the source position. */
  text: string;
}

/** An entry of the wasm log: a call that begins or ends, or a line that was logged. */
export interface WasmLogLine {
  kind: 'call' | 'log';
  level: string;
  text: string;
}

const entryStart =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\]\[(\d+)\]\[(\w+)\]\[([\w-]+)\] (?:\[[^\]\n]*:\d+\] )?/;
const callText = /^\[(?:host->vm|host<-vm|vm->host|vm<-host)\] /;

/** All entries of a log. Text before the first one, and lines that begin no entry, belong to none or to the one before. */
export function parseEnvoyLog(text: string): EnvoyLogEntry[] {
  const entries: EnvoyLogEntry[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const found = entryStart.exec(line);
    const last = entries.at(-1);
    if (found !== null) {
      const [all, time = '', thread = '', level = '', logger = ''] = found;
      entries.push({ time, thread, level, logger, text: line.slice(all.length) });
    } else if (last !== undefined) {
      last.text += `\n${line}`;
    }
  }
  return entries;
}

/**
 * What each thread's VMs did and logged, by thread, in the order in which the threads first appear. Envoy's first is
 * the main thread: it holds the base VM, the canary and a VM of its own.
 */
export function parseEnvoyWasmLog(text: string): Map<string, WasmLogLine[]> {
  const threads = new Map<string, WasmLogLine[]>();
  for (const entry of parseEnvoyLog(text)) {
    if (entry.logger !== 'wasm') continue;
    const lines = threads.get(entry.thread) ?? [];
    threads.set(entry.thread, lines);
    lines.push({
      kind: callText.test(entry.text) ? 'call' : 'log',
      level: entry.level,
      text: entry.text,
    });
  }
  return threads;
}

/** A report's events as Envoy's worker thread would have logged them at trace level. */
export function wasmLogLines(report: Pick<ScenarioReport, 'events'>): WasmLogLine[] {
  const lines: WasmLogLine[] = [];
  for (const { line } of timedLines(report)) lines.push(line);
  return lines;
}

/** The same as one text, each line with its moment since the start of the scenario. */
export function formatEnvoyLog(report: Pick<ScenarioReport, 'events'>): string {
  let text = '';
  for (const { timeNs, line } of timedLines(report)) {
    text += `[${(timeNs / 1e9).toFixed(6)}][${line.level}][wasm] ${line.text}\n`;
  }
  return text;
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
