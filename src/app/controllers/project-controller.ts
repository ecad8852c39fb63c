// Opens examples, earlier work and what comes by links. What was on the page is never lost: it goes to Recent, and one click brings it back.
// Behind a link it stays what this browser keeps, until somebody touches what the link brought.

import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { isUntouchedLink } from '../store/document-slice.ts';
import { sameSources } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import { currentWork } from './persistence-controller.ts';
import type { RecentWork, SavedWork, WorkStorage } from './work-storage.ts';

export interface ProjectController {
  openExample(slug: string): Promise<void>;
  openRecent(id: string): Promise<void>;
  recent(): Promise<RecentWork[]>;
  removeRecent(id: string): Promise<void>;
  /** Shows what came by a link. `like` is the example that it began as, if it did. */
  openShared(project: Project, like: string | null): Promise<void>;
  /** From an untouched link back to the person's own work. */
  uncover(): void;
}

export interface ProjectControllerDeps {
  store: PlaygroundStore;
  storage: WorkStorage;
  loadExample: (slug: string) => Promise<Project>;
  flushEditors: () => void;
  /** Saves what is not saved yet. */
  flushWork: () => Promise<void>;
  /** Tells the person what became of the work before, with a way back. */
  tellKept: (name: string, undo: () => void) => void;
}

export function createProjectController(deps: ProjectControllerDeps): ProjectController {
  const { store, storage } = deps;
  /** Recent work of this visit, when the browser keeps nothing. */
  const inMemory: RecentWork[] = [];
  /** The person's own work while an untouched link stands before it; null when none is worth keeping. */
  let covered: SavedWork | null = null;

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

  function show(work: SavedWork, fromLink?: { covers: string | null }): void {
    store.getState().openProject({ ...work, ...(fromLink === undefined ? {} : { fromLink }) });
    store.getState().show({ plugin: 0, file: '', exchange: 0, selectedSeq: null });
    store.getState().showScenario(0);
    store.getState().showDialog(null);
  }

  /** Puts `next` on the page; work that was edited goes to Recent first. */
  async function replace(next: SavedWork): Promise<void> {
    deps.flushEditors();
    const before = own();
    const kept = before === null ? null : await keep(before);
    covered = null;
    show(next);
    if (before !== null && kept !== null) tellKept(before, kept);
  }

  /** What is on the page again need not stand in Recent as well. */
  function tellKept(work: SavedWork, id: string): void {
    deps.tellKept(work.project.name, () => void replace(work).then(() => removeRecent(id)));
  }

  /** What would be lost if another project took its place. */
  function own(): SavedWork | null {
    if (isUntouchedLink(store.getState())) return covered;
    const work = currentWork(store);
    return work.edited ? work : null;
  }

  // What came by a link becomes the person's with the first touch, and takes the place of their earlier work.
  store.subscribe((state, before) => {
    const work = covered;
    if (work === null || state.fromLink === null || isUntouchedLink(state)) return;
    if (!isUntouchedLink(before)) return;
    covered = null;
    void keep(work).then((id) => tellKept(work, id));
  });

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
    async openShared(project, like) {
      deps.flushEditors();
      await deps.flushWork();
      const { project: shown, edited } = store.getState();
      // Who reloads the page with the link to their own work in the address goes on with it.
      if (edited && isSame(shown, project)) return;
      covered = own();
      const precompiled = await precompiledFor(project, like, deps.loadExample);
      show(
        { project, precompiled, edited: false, drafts: {}, setAside: {} },
        { covers: covered?.project.name ?? null },
      );
    },
    uncover() {
      if (covered === null) return;
      const work = covered;
      covered = null;
      show(work);
    },
  };
}

/** Whatever the order of their members, which edits do not keep. */
function isSame(one: Project, other: Project): boolean {
  return JSON.stringify(compactProject(one)) === JSON.stringify(compactProject(other));
}

/** The example whose modules are those of the project too; `like` is the one to look at, null when there is none. */
export async function precompiledFor(
  project: Project,
  like: string | null,
  loadExample: (slug: string) => Promise<Project>,
): Promise<string | null> {
  const example = like === null ? null : await loadExample(like).catch(() => null);
  return example !== null && sameSources(example, project) ? like : null;
}
