// What the page begins with: the work of last time, or the first example.

import type { Project } from '#project/schema.ts';
import type { SavedWork, WorkStorage } from './work-storage.ts';

export interface StartUp {
  work: SavedWork;
  /** A sentence when the work of last time could not be had. */
  notice: string | null;
}

export async function startUp(
  storage: WorkStorage,
  loadDefault: () => Promise<Project>,
  slug: string,
): Promise<StartUp> {
  let notice: string | null = null;
  try {
    const loaded = await storage.load();
    if (loaded.status === 'found') return { work: loaded.work, notice: null };
    if (loaded.status === 'unreadable') {
      notice = `The work of last time cannot be read (${loaded.reason}). It is set aside, not deleted.`;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notice = `This browser gives no storage (${reason}). Everything works, but nothing is kept after this page closes.`;
  }
  const project = await loadDefault();
  return { work: { project, precompiled: slug, edited: false, drafts: {}, setAside: {} }, notice };
}
