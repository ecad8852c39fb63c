// Keeps projects and their earlier versions in the browser's database. A write says which revision it follows, so no tab writes over what
// it has not seen.

import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import type { Draft, EnvoyOrigin, SetAside } from '../../store/document-slice.ts';
import type { Records, RecordStore } from './records.ts';
import { isWorthAVersion, versionsToDrop, type Written } from './versions.ts';

export interface SavedWork {
  project: Project;
  drafts: Record<string, Draft>;
  precompiled: string | null;
  edited: boolean;
  setAside: SetAside;
  /** Absent for all that began otherwise. */
  envoyOrigin?: EnvoyOrigin;
}

export interface ProjectEntry {
  id: string;
  name: string;
  /** Their names. */
  scenarios: string[];
  savedAtMs: number;
  bytes: number;
}

export interface VersionEntry extends ProjectEntry {
  /** `id` is the project's. */
  key: string;
}

export type ReadWork =
  | { status: 'none' }
  | { status: 'found'; work: SavedWork; revision: number }
  /** There is something, but it is no Project; it stays where it is. */
  | { status: 'unreadable'; reason: string };

export interface WriteOutcome {
  /** `overtaken`: somebody else has written since `base`, and something else. Nothing was written. */
  status: 'written' | 'overtaken';
  revision: number;
}

/** Everything of a project that was deleted. */
export type RemovedProject = readonly [key: string, value: unknown][];

export interface ProjectStorage {
  /** The one saved last comes first. */
  list(): Promise<ProjectEntry[]>;
  read(id: string): Promise<ReadWork>;
  /** `base` is the revision that the work follows; 0 for a new project. */
  write(id: string, work: SavedWork, base: number): Promise<WriteOutcome>;
  remove(id: string): Promise<RemovedProject>;
  putBack(removed: RemovedProject): Promise<void>;
  /** The newest first. */
  versions(id: string): Promise<VersionEntry[]>;
  readVersion(key: string): Promise<ReadWork>;
  /** Makes a version of what is kept now, whatever its age; gives its revision, 0 when nothing is kept. */
  keepVersion(id: string): Promise<number>;
  /** Removes all earlier versions, and says how many there were. */
  dropVersions(): Promise<number>;
}

interface StoredProject extends Written {
  id: string;
  revision: number;
  savedAtMs: number;
  work: SavedWork;
}

interface StoredVersion {
  savedAtMs: number;
  bytes: number;
  work: SavedWork;
}

const projectKey = (id: string): string => `project/${id}`;
const versionsOf = (id: string): string => `version/${id}/`;

export function createProjectStorage(
  store: RecordStore,
  visit: string,
  now: () => number,
): ProjectStorage {
  async function addVersion(records: Records, held: StoredProject): Promise<void> {
    const number = String(held.revision).padStart(9, '0');
    const version: StoredVersion = {
      savedAtMs: held.savedAtMs,
      bytes: bytesOf(held.work),
      work: held.work,
    };
    await records.put(`${versionsOf(held.id)}${number}`, version);
    const all = (await records.all(versionsOf(held.id))) as [string, StoredVersion][];
    for (const key of versionsToDrop(all.map(([key, { bytes }]) => ({ key, bytes }))))
      await records.remove(key);
  }

  async function held(records: Records, id: string): Promise<StoredProject | undefined> {
    return (await records.get(projectKey(id))) as StoredProject | undefined;
  }

  return {
    async list() {
      const all = await store.transact((records) => records.all('project/'));
      return (all as [string, StoredProject][])
        .map(([, { id, work, savedAtMs }]) => entryOf(id, work, savedAtMs))
        .toSorted((one, other) => other.savedAtMs - one.savedAtMs);
    },
    async read(id) {
      const found = await store.transact((records) => held(records, id));
      return found === undefined ? { status: 'none' } : readWork(found.work, found.revision);
    },
    write: (id, work, base) =>
      store.transact(async (records) => {
        const before = await held(records, id);
        const revision = Math.max(before?.revision ?? 0, base) + 1;
        const fresh: StoredProject = {
          id,
          work,
          revision,
          visit,
          savedAtMs: now(),
          versionedAtMs: now(),
          writes: 0,
        };
        if (before === undefined) {
          await records.put(projectKey(id), fresh);
          return { status: 'written', revision };
        }
        if (before.revision !== base) {
          const same = JSON.stringify(before.work) === JSON.stringify(work);
          return { status: same ? 'written' : 'overtaken', revision: before.revision };
        }
        const versioned = isWorthAVersion(before, { visit, nowMs: now() });
        if (versioned) await addVersion(records, before);
        const { versionedAtMs, writes } = versioned
          ? fresh
          : { versionedAtMs: before.versionedAtMs, writes: before.writes + 1 };
        await records.put(projectKey(id), { ...fresh, versionedAtMs, writes });
        return { status: 'written', revision };
      }),
    remove: (id) =>
      store.transact(async (records) => {
        const project = await held(records, id);
        const versions = await records.all(versionsOf(id));
        const all: RemovedProject =
          project === undefined ? versions : [[projectKey(id), project], ...versions];
        for (const [key] of all) await records.remove(key);
        return all;
      }),
    putBack: (removed) =>
      store.transact(async (records) => {
        for (const [key, value] of removed) await records.put(key, value);
      }),
    async versions(id) {
      const all = await store.transact((records) => records.all(versionsOf(id)));
      return (all as [string, StoredVersion][])
        .toReversed()
        .map(([key, { work, savedAtMs }]) => ({ key, ...entryOf(id, work, savedAtMs) }));
    },
    async readVersion(key) {
      const found = (await store.transact((records) => records.get(key))) as
        | StoredVersion
        | undefined;
      return found === undefined ? { status: 'none' } : readWork(found.work, 0);
    },
    keepVersion: (id) =>
      store.transact(async (records) => {
        const found = await held(records, id);
        if (found === undefined) return 0;
        await addVersion(records, found);
        return found.revision;
      }),
    dropVersions: () =>
      store.transact(async (records) => {
        const all = await records.all('version/');
        for (const [key] of all) await records.remove(key);
        return all.length;
      }),
  };
}

function entryOf(id: string, work: SavedWork, savedAtMs: number): ProjectEntry {
  const { name, scenarios } = work.project;
  return {
    id,
    name,
    scenarios: Array.isArray(scenarios) ? scenarios.map((scenario) => scenario.name) : [],
    savedAtMs,
    bytes: bytesOf(work),
  };
}

const bytesOf = (work: SavedWork): number => JSON.stringify(work).length;

/** An earlier Sluice may have written it. */
export function readWork(saved: Partial<SavedWork>, revision: number): ReadWork {
  const parsed = parseProject(saved.project);
  if (!parsed.ok) {
    const first = parsed.problems[0];
    const reason = first === undefined ? 'unknown format' : `${first.path} ${first.message}`.trim();
    return { status: 'unreadable', reason };
  }
  return {
    status: 'found',
    revision,
    work: {
      project: parsed.project,
      drafts: saved.drafts ?? {},
      precompiled: saved.precompiled ?? null,
      edited: saved.edited ?? true,
      setAside: saved.setAside ?? {},
      ...(saved.envoyOrigin === undefined ? {} : { envoyOrigin: saved.envoyOrigin }),
    },
  };
}
