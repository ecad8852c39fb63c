// Two lists of calls and log lines side by side: which they share, and which only one of them has.

import { diffArrays } from 'diff';
import { addressArguments } from '#abi/address-arguments.ts';
import type { LoggedCall, LoggedEvent } from './logged-events.ts';
import { withoutUnshared } from './unshared-values.ts';

/** `changed` is the same call or line on both sides with other arguments, another result or other words. */
export type DiffRow =
  | { kind: 'same' | 'changed'; sluice: LoggedEvent; envoy: LoggedEvent }
  | { kind: 'only-sluice'; sluice: LoggedEvent }
  | { kind: 'only-envoy'; envoy: LoggedEvent };

export interface DiffOptions {
  /** Whether addresses in the guest's memory count. Two builds of a filter, and two Envoys, do not share them. */
  addresses: boolean;
}

export interface EventDiff {
  rows: DiffRow[];
  /** Rows that are not the same on both sides. */
  differences: number;
}

/** Lists that have less in common are held against each other position by position: aligning them would take too long and help nobody. */
const MOST_EDITS = 4000;

const allocators = new Set(['malloc', 'proxy_on_memory_allocate']);

export function diffEvents(
  sluice: readonly LoggedEvent[],
  envoy: readonly LoggedEvent[],
  options: DiffOptions,
): EventDiff {
  const rows: DiffRow[] = [];
  const unpaired: { sluice: LoggedEvent[]; envoy: LoggedEvent[] } = { sluice: [], envoy: [] };
  const flush = (): void => {
    for (const pair of pairs(unpaired.sluice, unpaired.envoy, label))
      rows.push(row(pair, 'changed'));
    unpaired.sluice = [];
    unpaired.envoy = [];
  };
  for (const pair of pairs(sluice, envoy, (event) => comparedText(event, options))) {
    if (pair.sluice !== null && pair.envoy !== null) {
      flush();
      rows.push(row(pair, 'same'));
    } else if (pair.sluice !== null) unpaired.sluice.push(pair.sluice);
    else if (pair.envoy !== null) unpaired.envoy.push(pair.envoy);
  }
  flush();
  return { rows, differences: rows.filter(({ kind }) => kind !== 'same').length };
}

function row({ sluice, envoy }: Pair, both: 'same' | 'changed'): DiffRow {
  if (sluice !== null && envoy !== null) return { kind: both, sluice, envoy };
  if (sluice !== null) return { kind: 'only-sluice', sluice };
  if (envoy !== null) return { kind: 'only-envoy', envoy };
  throw new Error('a pair of nothing');
}

/** Of what is not the same, calls of one name belong together, and so do log lines. */
function label(event: LoggedEvent): string {
  return event.kind === 'log' ? 'log' : `${event.kind} ${event.name}`;
}

/** An event as one line: `proxy_log(2, 16608, 11) → 0`. */
export function eventText(event: LoggedEvent): string {
  return event.kind === 'log'
    ? `[${event.level}] ${event.text}`
    : callText(event, event.args, event.result);
}

/** One line of a difference as it is shown: of both sides, or of one. A message of several lines is several of these. */
export interface DiffLine {
  side: 'both' | 'sluice' | 'envoy';
  text: string;
}

export function diffLines(row: DiffRow): DiffLine[] {
  if (row.kind === 'same') return linesOf('both', row.sluice);
  return [
    ...('sluice' in row ? linesOf('sluice', row.sluice) : []),
    ...('envoy' in row ? linesOf('envoy', row.envoy) : []),
  ];
}

function linesOf(side: DiffLine['side'], event: LoggedEvent): DiffLine[] {
  const indent = '  '.repeat(event.depth);
  return eventText(event)
    .split('\n')
    .map((line) => ({ side, text: `${indent}${line}` }));
}

function callText(
  { module, name }: LoggedCall,
  args: string[] | null,
  result: string | null,
): string {
  const shownName = module === '' ? name : `${module}.${name}`;
  return `${shownName}(${args?.join(', ') ?? '… begun before the log'}) → ${result ?? 'no return'}`;
}

/** The event as it counts: without what two runs never share. */
function comparedText(event: LoggedEvent, { addresses }: DiffOptions): string {
  if (event.kind === 'log' || addresses) return withoutUnshared(eventText(event));
  const positions = addressArguments[event.name] ?? [];
  const args = event.args?.map((arg, index) => (positions.includes(index) ? '*' : arg)) ?? null;
  return withoutUnshared(callText(event, args, allocators.has(event.name) ? '*' : event.result));
}

interface Pair {
  sluice: LoggedEvent | null;
  envoy: LoggedEvent | null;
}

/** Both lists in one order, events of equal keys together: as many of them as can be. */
function pairs(
  sluice: readonly LoggedEvent[],
  envoy: readonly LoggedEvent[],
  key: (event: LoggedEvent) => string,
): Pair[] {
  const options = { maxEditLength: MOST_EDITS };
  const changes = diffArrays(sluice.map(key), envoy.map(key), options);
  if (changes === undefined) return positionByPosition(sluice, envoy, key);
  const found: Pair[] = [];
  let ours = 0;
  let theirs = 0;
  for (const { added, removed, count } of changes) {
    for (let index = 0; index < count; index++) {
      found.push({
        sluice: added ? null : (sluice[ours++] ?? null),
        envoy: removed ? null : (envoy[theirs++] ?? null),
      });
    }
  }
  return found;
}

function positionByPosition(
  sluice: readonly LoggedEvent[],
  envoy: readonly LoggedEvent[],
  key: (event: LoggedEvent) => string,
): Pair[] {
  const found: Pair[] = [];
  for (let index = 0; index < Math.max(sluice.length, envoy.length); index++) {
    const mine = sluice[index] ?? null;
    const other = envoy[index] ?? null;
    if (mine !== null && other !== null && key(mine) === key(other)) {
      found.push({ sluice: mine, envoy: other });
    } else {
      if (mine !== null) found.push({ sluice: mine, envoy: null });
      if (other !== null) found.push({ sluice: null, envoy: other });
    }
  }
  return found;
}
