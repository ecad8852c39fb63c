// The events of a scenario as the rows of a list: what was called with what, what came of it, and from which line.

import type {
  CallbackEvent,
  DecodedArgument,
  HostcallEvent,
  NetEvent,
  ScenarioReport,
  SourcePosition,
  TraceEvent,
} from '#run/api.ts';

export interface CallRow {
  seq: number;
  kind: TraceEvent['kind'];
  timeNs: number;
  /** 0 for a callback, 1 for what happens inside of it, and so on. */
  depth: number;
  /** Name of the callback or hostcall; empty for the other kinds. */
  name: string;
  /** `(RequestHeaders, "x-user")` for a call, one line of text otherwise. */
  text: string;
  /** The result in words. */
  result: string;
  tone: 'neutral' | 'paused' | 'fault' | 'changed';
  source: SourcePosition | null;
  exchange: number | null;
  /** Of the outermost call, when the scenario has several workers; null otherwise. */
  worker: number | null;
  /** Of any event; null for what belongs to none. */
  onWorker: number | null;
  /** Of a callback or hostcall; null for the other kinds. */
  contextId: number | null;
  /** What a hostcall or callback returned, by name, also when `result` shows what it gave. */
  status: string;
  /** Allocator callbacks and what happens inside of them: Envoy does it, but it tells nothing about the filter. */
  plumbing: boolean;
}

const allocators = new Set(['malloc', 'proxy_on_memory_allocate']);

/** Which wire something went over, and which way, seen from Envoy. */
const wires: Record<NetEvent['what'], string> = {
  'client-request': 'client → ',
  'client-body': 'client → ',
  'client-response': 'client ← ',
  'client-reset': 'client ✕ ',
  'upstream-request': '→ upstream ',
  'upstream-response': '← upstream ',
  'upstream-reset': 'upstream ✕ ',
  'call-request': '→ ',
  'call-response': '← ',
  'call-failure': '✕ ',
  paused: '',
  resumed: '',
  'local-response': 'local response ',
};

/** Envoy's long values are cut here; the detail of a row shows them whole. */
const shownValueLength = 120;

export function callRows(scenario: ScenarioReport): CallRow[] {
  const rows: CallRow[] = [];
  const depths = new Map<number, number>();
  const folded = plumbingOf(scenario.events);
  const hasWorkers = scenario.events.some(({ worker }) => worker !== null && worker > 0);
  for (const event of scenario.events) {
    const depth = event.parent === null ? 0 : (depths.get(event.parent) ?? 0) + 1;
    const plumbing = folded.has(event.seq);
    if (event.kind === 'callback' || event.kind === 'hostcall') depths.set(event.seq, depth);
    // The guest's own lines are there already, as the hostcall that wrote them.
    if (event.kind === 'log' && event.fromGuest) continue;
    const worker = hasWorkers && depth === 0 ? event.worker : null;
    rows.push({ ...describe(event), depth, plumbing, worker });
  }
  return rows;
}

/** `seq` of the allocator callbacks and of all that happens inside of them. */
export function plumbingOf(events: readonly TraceEvent[]): ReadonlySet<number> {
  const folded = new Set<number>();
  for (const event of events) {
    const inside = event.parent !== null && folded.has(event.parent);
    if (inside || (event.kind === 'callback' && allocators.has(event.name))) folded.add(event.seq);
  }
  return folded;
}

/** How many calls the list hides when plumbing is folded. */
export function plumbingCount(rows: CallRow[]): number {
  return rows.filter((row) => row.plumbing).length;
}

function describe(event: TraceEvent): Omit<CallRow, 'depth' | 'plumbing' | 'worker'> {
  const base = {
    seq: event.seq,
    kind: event.kind,
    timeNs: event.timeNs,
    exchange: event.exchange,
    onWorker: event.worker,
    name: '',
    result: '',
    status: '',
    contextId: null as number | null,
    tone: eventTone(event),
    source: null as SourcePosition | null,
  };
  switch (event.kind) {
    case 'callback':
      return {
        ...base,
        name: event.name,
        text: `(${event.args.join(', ')})`,
        result: callbackResult(event),
        status: event.trapped ? 'trapped' : event.resultText,
        contextId: event.contextId,
      };
    case 'hostcall':
      return {
        ...base,
        name: event.name,
        text: `(${event.inputs.map((input) => cut(argumentText(input))).join(', ')})`,
        result: hostcallResult(event),
        status: event.trapped ? 'trapped' : event.resultText,
        contextId: event.contextId,
        source: event.source,
      };
    case 'net':
      return { ...base, text: `${wires[event.what]}${event.text}` };
    case 'log':
      return { ...base, text: event.text };
    case 'fault':
      return { ...base, text: event.fault.message, source: event.fault.source };
  }
}

/** What an event's colour says. */
export function eventTone(event: TraceEvent): CallRow['tone'] {
  switch (event.kind) {
    case 'callback':
      return callbackTone(event);
    case 'hostcall':
      return hostcallTone(event);
    case 'net':
      if (event.what === 'paused') return 'paused';
      return broken.has(event.what) ? 'fault' : 'neutral';
    case 'log':
      return severe(event.level) ? 'fault' : 'neutral';
    case 'fault':
      return 'fault';
  }
}

const broken = new Set<NetEvent['what']>(['client-reset', 'upstream-reset', 'call-failure']);

function severe(level: string): boolean {
  return level === 'error' || level === 'critical';
}

function callbackResult(event: CallbackEvent): string {
  if (event.trapped) return 'trapped';
  return event.result === null || event.resultText === '' ? 'no result' : event.resultText;
}

function callbackTone(event: CallbackEvent): CallRow['tone'] {
  if (event.trapped) return 'fault';
  return /pause|stop/i.test(event.resultText) ? 'paused' : 'neutral';
}

/** For a call that went well, what it gave; otherwise the status. */
function hostcallResult(event: HostcallEvent): string {
  if (event.trapped) return 'trapped';
  if (event.result !== 0) return event.resultText;
  if (event.outputs.length === 0) return event.resultText;
  return event.outputs.map((output) => cut(output.text)).join(', ');
}

function hostcallTone(event: HostcallEvent): CallRow['tone'] {
  if (event.notEmulated || event.trapped) return 'fault';
  // NOT_FOUND is how a filter learns that a header is absent: no error.
  if (event.result !== 0 && event.result !== 1 && event.result !== null) return 'fault';
  return event.mutates && event.result === 0 ? 'changed' : 'neutral';
}

/** The parts of a property's path are parted by NUL on the wire, by dots in everybody's head. */
export function argumentText(argument: DecodedArgument): string {
  return argument.name === 'path' ? argument.text.replaceAll('\\u0000', '.') : argument.text;
}

function cut(text: string): string {
  return text.length <= shownValueLength ? text : `${text.slice(0, shownValueLength)}…`;
}
