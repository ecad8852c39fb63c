// Storage that the browser may refuse, with a memory for this visit: what could not be kept can at least be opened again.

import type { ProjectStorage, SavedWork } from './project-storage.ts';

export interface VisitStorage extends ProjectStorage {
  /** Remembers work that the browser did not keep, until it does. */
  hold(id: string, work: SavedWork): void;
}

export function withMemory(storage: ProjectStorage): VisitStorage {
  const held = new Map<string, SavedWork>();
  return {
    ...storage,
    hold: (id, work) => {
      held.set(id, work);
    },
    async list() {
      const kept = await storage.list().catch((error: unknown) => {
        if (held.size === 0) throw error;
        return [];
      });
      const here = [...held].map(([id, work]) => ({
        id,
        name: work.project.name,
        scenarios: work.project.scenarios.map(({ name }) => name),
        savedAtMs: 0,
        bytes: JSON.stringify(work).length,
      }));
      return [...here, ...kept.filter(({ id }) => !held.has(id))];
    },
    async read(id) {
      const work = held.get(id);
      if (work === undefined) return storage.read(id);
      const kept = await storage.read(id).catch(() => null);
      return { status: 'found', work, revision: kept?.status === 'found' ? kept.revision : 0 };
    },
    async write(id, work, base) {
      const outcome = await storage.write(id, work, base);
      if (outcome.status === 'written') held.delete(id);
      return outcome;
    },
    async remove(id) {
      const removed = await storage.remove(id).catch((error: unknown) => {
        if (held.has(id)) return [];
        throw error;
      });
      held.delete(id);
      return removed;
    },
  };
}
