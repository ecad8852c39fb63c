// Keeps the work in the browser's own database: the current one, and those that gave way to another ("Recent").

import { createStore, get, set, update } from 'idb-keyval';
import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import { safeStorage } from './safe-storage.ts';
import type { Draft, SetAside } from '../store/document-slice.ts';

export interface SavedWork {
  project: Project;
  drafts: Record<string, Draft>;
  precompiled: string | null;
  edited: boolean;
  setAside: SetAside;
}

interface SavedRecord extends SavedWork {
  /** The tab that wrote it; another tab's work is moved to Recent rather than overwritten. */
  session: string;
  savedAtMs: number;
}

export interface RecentWork extends SavedWork {
  id: string;
  savedAtMs: number;
}

export type LoadedWork =
  | { status: 'none' }
  | { status: 'found'; work: SavedWork }
  /** There is something, but it is no Project; it was set aside. */
  | { status: 'unreadable'; reason: string };

export interface WorkStorage {
  load(): Promise<LoadedWork>;
  save(work: SavedWork): Promise<void>;
  /** For the moment when the page goes away and nothing can be waited for. */
  saveAtOnce(work: SavedWork): void;
  recent(): Promise<RecentWork[]>;
  addRecent(work: SavedWork): Promise<string>;
  removeRecent(id: string): Promise<void>;
}

const mostRecent = 20;
const lastMomentKey = 'sluice-last-moment';

function lastMoment(): Partial<SavedRecord> | undefined {
  const text = safeStorage.getItem(lastMomentKey);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Partial<SavedRecord>;
  } catch {
    return undefined;
  }
}

function newest(
  one: Partial<SavedRecord> | undefined,
  other: Partial<SavedRecord> | undefined,
): Partial<SavedRecord> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (other.savedAtMs ?? 0) > (one.savedAtMs ?? 0) ? other : one;
}

export function createWorkStorage(
  session: string,
  now: () => number,
  newId: () => string,
): WorkStorage {
  const database = createStore('sluice', 'work');
  /** The record that this tab began with: its own to overwrite, as long as no other tab has written since. */
  let adopted = '';
  const stamp = (record: Partial<SavedRecord>): string => `${record.session} ${record.savedAtMs}`;
  const asRecent = (work: SavedWork): RecentWork => ({
    project: work.project,
    drafts: work.drafts,
    precompiled: work.precompiled,
    edited: work.edited,
    setAside: work.setAside,
    id: newId(),
    savedAtMs: now(),
  });

  return {
    async load() {
      const saved = newest(await get<Partial<SavedRecord>>('current', database), lastMoment());
      if (saved === undefined) return { status: 'none' };
      adopted = stamp(saved);
      const parsed = parseProject(saved.project);
      if (!parsed.ok) {
        await set(`unreadable-${now()}`, saved, database);
        const first = parsed.problems[0];
        return {
          status: 'unreadable',
          reason: first === undefined ? 'unknown format' : `${first.path} ${first.message}`.trim(),
        };
      }
      return {
        status: 'found',
        work: {
          project: parsed.project,
          drafts: saved.drafts ?? {},
          precompiled: saved.precompiled ?? null,
          edited: saved.edited ?? true,
          setAside: saved.setAside ?? {},
        },
      };
    },
    async save(work) {
      const current = await get<Partial<SavedRecord>>('current', database);
      const foreign =
        current?.project !== undefined &&
        current.edited === true &&
        current.session !== session &&
        stamp(current) !== adopted &&
        JSON.stringify(current.project) !== JSON.stringify(work.project);
      if (foreign) {
        const theirs = { ...work, ...current, drafts: current.drafts ?? {} };
        await pushRecent(asRecent(theirs));
      }
      const record: SavedRecord = { ...work, session, savedAtMs: now() };
      await set('current', record, database);
      safeStorage.removeItem(lastMomentKey);
    },
    saveAtOnce(work) {
      const record: SavedRecord = { ...work, session, savedAtMs: now() };
      safeStorage.setItem(lastMomentKey, JSON.stringify(record));
    },
    async recent() {
      return (await get<RecentWork[]>('recent', database)) ?? [];
    },
    async addRecent(work) {
      const entry = asRecent(work);
      await pushRecent(entry);
      return entry.id;
    },
    async removeRecent(id) {
      await update<RecentWork[]>(
        'recent',
        (entries) => (entries ?? []).filter((entry) => entry.id !== id),
        database,
      );
    },
  };

  async function pushRecent(entry: RecentWork): Promise<void> {
    const text = JSON.stringify(entry.project);
    await update<RecentWork[]>(
      'recent',
      (entries) =>
        [entry, ...(entries ?? []).filter((old) => JSON.stringify(old.project) !== text)].slice(
          0,
          mostRecent,
        ),
      database,
    );
  }
}
