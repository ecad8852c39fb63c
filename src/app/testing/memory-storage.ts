// Storage for work that forgets, for the tests of the controllers.

import type { RecentWork, SavedWork, WorkStorage } from '../controllers/work-storage.ts';

/** `saved` has everything that was ever saved, the newest last. */
export function memoryStorage(): WorkStorage & { saved: SavedWork[] } {
  const saved: SavedWork[] = [];
  let recent: RecentWork[] = [];
  return {
    saved,
    load: () => Promise.resolve({ status: 'none' }),
    save: (work) => {
      saved.push(work);
      return Promise.resolve();
    },
    saveAtOnce: (work) => {
      saved.push(work);
    },
    recent: () => Promise.resolve(recent),
    addRecent: (work) => {
      const id = `id ${recent.length}`;
      recent = [{ ...work, id, savedAtMs: 1 }, ...recent];
      return Promise.resolve(id);
    },
    removeRecent: (id) => {
      recent = recent.filter((entry) => entry.id !== id);
      return Promise.resolve();
    },
  };
}
