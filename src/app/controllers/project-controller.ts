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

  /** Gives the id of the entry. */
  async function keep(work: SavedWork): Promise<string> {
    try {
      return await storage.addRecent(work);
    } catch {
      const id = `visit-${inMemory.length + 1}`;
      inMemory.unshift({ ...work, id, savedAtMs: 0 });
      return id;
    }
  }

  async function removeRecent(id: string): Promise<void> {
    const at = inMemory.findIndex((entry) => entry.id === id);
    if (at >= 0) inMemory.splice(at, 1);
    else await storage.removeRecent(id);
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
    const kept = before.edited ? await keep(before) : null;
    show(next);
    if (kept === null) return;
    // What is on the page again need not stand in Recent as well.
    deps.tellKept(before.project.name, () => void replace(before).then(() => removeRecent(kept)));
  }

  async function recent(): Promise<RecentWork[]> {
    const stored = await storage.recent().catch(() => []);
    return [...inMemory, ...stored];
  }

  return {
    recent,
    async openExample(slug) {
      const project = await deps.loadExample(slug);
      await replace({ project, precompiled: slug, edited: false, drafts: {}, setAside: {} });
    },
    async openRecent(id) {
      const work = (await recent()).find((entry) => entry.id === id);
      if (work === undefined) return;
      await replace(work);
      await removeRecent(id);
    },
    removeRecent,
  };
}
