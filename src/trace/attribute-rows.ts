// Attributes side by side: one row each, with the value that the filter is given first and the callbacks in which it is there.

import type { AttributeReading, TraceEvent } from '#run/api.ts';

export const phases = [
  { callback: 'root', short: 'R', title: 'root context' },
  { callback: 'proxy_on_context_create', short: 'C', title: 'on_context_create' },
  { callback: 'proxy_on_request_headers', short: 'H', title: 'on_request_headers' },
  { callback: 'proxy_on_request_body', short: 'B', title: 'on_request_body' },
  { callback: 'proxy_on_request_trailers', short: 'T', title: 'on_request_trailers' },
  { callback: 'proxy_on_response_headers', short: 'H', title: 'on_response_headers' },
  { callback: 'proxy_on_response_body', short: 'B', title: 'on_response_body' },
  { callback: 'proxy_on_response_trailers', short: 'T', title: 'on_response_trailers' },
  { callback: 'proxy_on_log', short: 'L', title: 'on_log' },
  { callback: 'proxy_on_done', short: 'D', title: 'on_done' },
] as const;

export interface AttributeRow {
  path: string[];
  /** Dotted. */
  name: string;
  /** Of the first callback that has more than an empty value; all empty when none has a value. */
  type: string;
  text: string;
  hex: string;
  sizeBytes: number;
  /** Why there is no value where there is none; empty when it is there always. */
  why: string;
  /** By callback: a full dot for a value, an empty one for an empty value, a small one for none. */
  marks: Partial<Record<string, string>>;
  /** The marks in words. */
  told: string;
  /** The filter has asked for it, or for something below it. */
  read: boolean;
  overridden: boolean;
  canBeOverridden: boolean;
  isAddress: boolean;
}

export type RowFilter = 'all' | 'read' | 'overridden';

export function attributeRows(
  readings: readonly AttributeReading[],
  overridden: Readonly<Record<string, unknown>>,
  events: readonly TraceEvent[],
): AttributeRow[] {
  const byName = new Map<string, AttributeReading[]>();
  for (const reading of readings) {
    const name = reading.path.join('.');
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [reading]);
    else known.push(reading);
  }
  const asked = askedPaths(events);
  return [...byName].map(([name, all]) => rowOf(name, all, name in overridden, asked));
}

function rowOf(
  name: string,
  all: readonly AttributeReading[],
  overridden: boolean,
  asked: ReadonlySet<string>,
): AttributeRow {
  const withValue = all.filter((reading) => reading.status === 0);
  // An empty map and a zero are what there is before its time: the first callback with more says more.
  const best = withValue.find(({ text }) => text !== '' && text !== '0') ?? withValue[0];
  const path = all[0]?.path ?? [];
  const marks = Object.fromEntries(all.map((reading) => [reading.callback, markOf(reading)]));
  const there = phases.filter(({ callback }) => (marks[callback] ?? '·') !== '·');
  const isAddress = name === 'source.address' || name === 'destination.address';
  return {
    path,
    name,
    type: best?.type ?? '',
    text: best?.text ?? '',
    hex: best?.hex ?? '',
    sizeBytes: best?.sizeBytes ?? 0,
    why: all.find((reading) => reading.callback !== 'root' && reading.why !== '')?.why ?? '',
    marks,
    told: there.length === 0 ? 'nowhere' : `there in ${there.map(({ title }) => title).join(', ')}`,
    read: asked.has(name) || [...asked].some((one) => one.startsWith(`${name}.`)),
    overridden,
    canBeOverridden:
      isAddress ||
      (path.length === 2 &&
        ['request', 'response', 'connection', 'upstream'].includes(path[0] ?? '')),
    isAddress,
  };
}

function markOf(reading: AttributeReading): string {
  if (reading.status !== 0) return '·';
  return reading.text === '' ? '○' : '●';
}

/** What the filter asked for, dotted. */
function askedPaths(events: readonly TraceEvent[]): Set<string> {
  const asked = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'hostcall' || event.name !== 'proxy_get_property') continue;
    const text = event.inputs.find((input) => input.name === 'path')?.text ?? '';
    asked.add(unquoted(text).replace(/\0$/, '').replaceAll('\0', '.'));
  }
  return asked;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '').replaceAll(/\\(?:x00|0)/g, '\0');
  }
}

export function filterRows(
  rows: readonly AttributeRow[],
  wanted: string,
  filter: RowFilter,
): AttributeRow[] {
  const words = wanted.toLowerCase();
  return rows.filter(
    (row) =>
      (filter === 'all' || (filter === 'read' ? row.read : row.overridden)) &&
      (row.name.toLowerCase().includes(words) || row.text.toLowerCase().includes(words)),
  );
}
