// What became of a list of header pairs on its way through several hands: per pair, how it changed and who did it last.

import type { HeaderPair } from '#run/api.ts';

/** Index of the filter step that did it, or null for Envoy itself. */
export type Doer = number | null;

export interface Stage {
  headers: HeaderPair[];
  by: Doer;
}

export interface DiffRow {
  change: 'same' | 'added' | 'changed' | 'removed';
  name: string;
  /** Null when the pair was not there at the start. */
  before: string | null;
  /** Null when it is gone at the end. */
  after: string | null;
  /** Who changed it last; null also for a pair that is the same. */
  by: Doer;
}

interface Entry {
  name: string;
  before: string | null;
  after: string | null;
  by: Doer;
}

/** Follows the pairs of `start` through the stages. Rows are in the order of the last stage; removed ones stay where they were. */
export function diffThrough(start: HeaderPair[], stages: Stage[]): DiffRow[] {
  let entries: Entry[] = start.map(([name, value]) => ({
    name,
    before: value,
    after: value,
    by: null,
  }));
  for (const stage of stages) entries = applyStage(entries, stage);
  return entries
    .filter((entry) => entry.before !== null || entry.after !== null)
    .map((entry) => ({ ...entry, change: changeOf(entry) }));
}

function changeOf(entry: Entry): DiffRow['change'] {
  if (entry.before === null) return 'added';
  if (entry.after === null) return 'removed';
  return entry.before === entry.after ? 'same' : 'changed';
}

function applyStage(entries: Entry[], stage: Stage): Entry[] {
  const open = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.after === null) continue;
    const same = open.get(entry.name);
    if (same === undefined) open.set(entry.name, [entry]);
    else same.push(entry);
  }

  const matched: (Entry | null)[] = stage.headers.map(([name, value]) => {
    const candidates = open.get(name) ?? [];
    const at = candidates.findIndex((entry) => entry.after === value);
    return at < 0 ? null : (candidates.splice(at, 1)[0] ?? null);
  });

  const kept = new Map<Entry, Entry>();
  const result = stage.headers.map(([name, value], index) => {
    const old = matched[index] ?? open.get(name)?.shift();
    if (old === undefined) return { name, before: null, after: value, by: stage.by };
    const entry = old.after === value ? { ...old } : { ...old, after: value, by: stage.by };
    if (entry.after === entry.before) entry.by = null;
    kept.set(old, entry);
    return entry;
  });

  let anchor: Entry | null = null;
  for (const old of entries) {
    const survivor = kept.get(old);
    if (survivor !== undefined) {
      anchor = survivor;
      continue;
    }
    const gone: Entry = old.after === null ? old : { ...old, after: null, by: stage.by };
    result.splice(anchor === null ? 0 : result.indexOf(anchor) + 1, 0, gone);
    anchor = gone;
  }
  return result;
}
