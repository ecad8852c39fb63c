// Opens examples and earlier work. What was on the page is never lost: it goes to Recent, and one click brings it back.

import type { Project } from '#project/schema.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import { currentWork } from './persistence-controller.ts';
import type { RecentWork, SavedWork, WorkStorage } from './work-storage.ts';

export interface ProjectController {
  openExample(slug: string): Promise<void>;
  openRecent(id: string): Promise<void>;
  recent(): Promise<RecentWork[]>;
  removeRecent(id: string): Promise<void>;
}

export interface ProjectControllerDeps {
  store: PlaygroundStore;
  storage: WorkStorage;
  loadExample: (slug: string) => Promise<Project>;
  flushEditors: () => void;
  /** Tells the person what became of the work before, with a way back. */
  tellKept: (name: string, undo: () => void) => void;
}

export function createProjectController(deps: ProjectControllerDeps): ProjectController {
  const { store, storage } = deps;
  /** Recent work of this visit, when the browser keeps nothing. */
  const inMemory: RecentWork[] = [];

  async function keep(work: SavedWork): Promise<void> {
    try {
      await storage.addRecent(work);
    } catch {
      inMemory.unshift({ ...work, id: `visit-${inMemory.length + 1}`, savedAtMs: 0 });
    }
  }

  function show(work: SavedWork): void {
    store.getState().openProject({ ...work });
    store.getState().show({ plugin: 0, file: '', exchange: 0, selectedSeq: null });
    store.getState().showScenario(0);
    store.getState().showDialog(null);
  }

  /** Puts `next` on the page; work that was edited goes to Recent first. */
  async function replace(next: SavedWork): Promise<void> {
    deps.flushEditors();
    const before = currentWork(store);
    if (before.edited) await keep(before);
    show(next);
    if (before.edited) deps.tellKept(before.project.name, () => void replace(before));
  }

  async function recent(): Promise<RecentWork[]> {
    const stored = await storage.recent().catch(() => []);
    return [...inMemory, ...stored];
  }

  return {
    recent,
    async openExample(slug) {
      const project = await deps.loadExample(slug);
      await replace({ project, precompiled: slug, edited: false, drafts: {} });
    },
    async openRecent(id) {
      const work = (await recent()).find((entry) => entry.id === id);
      if (work === undefined) return;
      await replace(work);
    },
    async removeRecent(id) {
      const at = inMemory.findIndex((entry) => entry.id === id);
      if (at >= 0) inMemory.splice(at, 1);
      else await storage.removeRecent(id);
    },
  };
}
