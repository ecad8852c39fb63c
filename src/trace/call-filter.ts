// Which rows of the call list a person asks for: a kind, words, and `status:BadArgument`, `context:2`, `worker:1`.

import type { CallRow } from './call-list.ts';

export type CallKind = 'all' | 'callbacks' | 'hostcalls' | 'network';

const kinds: Record<CallKind, ReadonlySet<CallRow['kind']> | null> = {
  all: null,
  callbacks: new Set(['callback', 'fault']),
  hostcalls: new Set(['hostcall', 'fault']),
  network: new Set(['net', 'fault']),
};

const fields: Record<string, (row: CallRow) => string> = {
  status: (row) => row.status,
  context: (row) => (row.contextId === null ? '' : String(row.contextId)),
  worker: (row) => (row.onWorker === null ? '' : String(row.onWorker)),
};

/** A test for rows, or null when it lets all through. Every word must be found; numbers after a colon must be equal. */
export function callFilter(kind: CallKind, typed: string): ((row: CallRow) => boolean) | null {
  const wanted = kinds[kind];
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).map(wordTest);
  if (wanted === null && words.length === 0) return null;
  return (row) => (wanted === null || wanted.has(row.kind)) && words.every((test) => test(row));
}

function wordTest(word: string): (row: CallRow) => boolean {
  const [, name = '', value = ''] = /^(\w+):(.+)$/.exec(word) ?? [];
  const field = fields[name];
  if (field === undefined) {
    return (row) => `${row.name} ${row.text} ${row.result}`.toLowerCase().includes(word);
  }
  if (/^\d+$/.test(value)) return (row) => field(row) === value;
  return (row) => field(row).toLowerCase().startsWith(value);
}
