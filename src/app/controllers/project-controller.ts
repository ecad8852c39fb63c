// Opens projects, examples and what comes by links. What was on the page stays among the person's projects, and one click brings it back.
// Behind a link it stays what this browser opens next time, until somebody touches what the link brought.

import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { isUntouchedLink } from '../store/document-slice.ts';
import { sameSources } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { SavedWork } from './keeping/project-storage.ts';
import type { VisitStorage } from './keeping/with-memory.ts';
import { currentWork } from './persistence-controller.ts';

export interface ProjectController {
  openExample(slug: string): Promise<void>;
  openKept(id: string): Promise<void>;
  /** Keeps a new project and opens it. */
  openNew(work: SavedWork): Promise<void>;
  /** Reads the project on the page again. */
  reopen(): Promise<void>;
  /** Shows what the page begins with when the project on it is deleted; that one is not kept. */
  openFirst(): Promise<void>;
  /** Shows what came by a link. `like` is the example that it began as, if it did. */
  openShared(project: Project, like: string | null): Promise<void>;
  /** From an untouched link back to the person's own work. */
  uncover(): void;
}

export interface ProjectControllerDeps {
  store: PlaygroundStore;
  storage: VisitStorage;
  loadExample: (slug: string) => Promise<Project>;
  defaultExample: string;
  newId: () => string;
  flushEditors: () => void;
  /** Saves what is not saved yet. */
  flushWork: () => Promise<void>;
  /** Says which revision is on the page. */
  follow: (id: string, revision: number) => void;
  /** Tells the person what became of the work before, with a way back. */
  tellKept: (name: string, undo: () => void) => void;
}

interface Kept {
  id: string;
  work: SavedWork;
}

export function createProjectController(deps: ProjectControllerDeps): ProjectController {
  const { store, storage } = deps;
  /** The person's own work while an untouched link stands before it; null when none is worth keeping. */
  let covered: Kept | null = null;

  function show(
    work: SavedWork,
    projectId: string | null,
    fromLink?: { covers: string | null },
  ): void {
    const from = fromLink === undefined ? {} : { fromLink };
    store.getState().openProject({ ...work, projectId, ...from });
    store.getState().show({ plugin: 0, file: '', exchange: 0, selectedSeq: null });
    store.getState().showScenario(0);
    store.getState().showDialog(null);
  }

  /** Puts `next` on the page; what was there is kept first. */
  async function replace(next: SavedWork, id: string | null): Promise<void> {
    const before = await putAway();
    covered = null;
    show(next, id);
    if (before !== null && before.id !== id) tellKept(before);
  }

  function tellKept({ id, work }: Kept): void {
    deps.tellKept(work.project.name, () => void openKept(id));
  }

  /** What would be lost if another project took its place, now that it is kept. */
  async function putAway(): Promise<Kept | null> {
    deps.flushEditors();
    await deps.flushWork();
    const state = store.getState();
    if (isUntouchedLink(state)) return covered;
    const { projectId, saving, elsewhere } = state;
    if (projectId === null) return null;
    const work = currentWork(store);
    if (saving.status === 'kept') return { id: projectId, work };
    // Not kept: since another tab has the project, or since the browser keeps nothing.
    const own = elsewhere === null ? { id: projectId, work } : copyOf(work, deps.newId());
    await storage.write(own.id, own.work, 0).then(
      (outcome) => {
        if (outcome.status === 'overtaken') storage.hold(own.id, own.work);
      },
      () => storage.hold(own.id, own.work),
    );
    return own;
  }

  async function openKept(id: string): Promise<void> {
    if (store.getState().projectId === id) {
      store.getState().showDialog(null);
      return;
    }
    const found = await storage.read(id);
    if (found.status === 'none') throw new Error('it is no longer in this browser');
    if (found.status === 'unreadable') throw new Error(found.reason);
    await replace(found.work, id);
    deps.follow(id, found.revision);
  }

  // What came by a link becomes the person's with the first touch, and their earlier work stays among their projects.
  store.subscribe((state, before) => {
    const work = covered;
    if (work === null || state.fromLink === null || isUntouchedLink(state)) return;
    if (!isUntouchedLink(before)) return;
    covered = null;
    tellKept(work);
  });

  const example = async (slug: string): Promise<SavedWork> => ({
    project: await deps.loadExample(slug),
    precompiled: slug,
    edited: false,
    drafts: {},
    setAside: {},
  });

  return {
    openKept,
    openExample: async (slug) => replace(await example(slug), null),
    async openNew(work) {
      // First, so that the new one is the newest.
      deps.flushEditors();
      await deps.flushWork();
      const id = deps.newId();
      const outcome = await storage.write(id, work, 0).catch(() => null);
      if (outcome === null) storage.hold(id, work);
      await replace(work, id);
      deps.follow(id, outcome?.revision ?? 0);
    },
    async reopen() {
      const { projectId } = store.getState();
      if (projectId === null) return;
      const found = await storage.read(projectId);
      if (found.status !== 'found') return;
      deps.follow(projectId, found.revision);
      show(found.work, projectId);
    },
    async openFirst() {
      show(await example(deps.defaultExample), null);
    },
    async openShared(project, like) {
      deps.flushEditors();
      await deps.flushWork();
      const { project: shown, edited } = store.getState();
      // Who reloads the page with the link to their own work in the address goes on with it.
      if (edited && isSame(shown, project)) return;
      const precompiled = await precompiledFor(project, like, deps.loadExample);
      covered = await putAway();
      show({ project, precompiled, edited: false, drafts: {}, setAside: {} }, null, {
        covers: covered?.work.project.name ?? null,
      });
    },
    uncover() {
      if (covered === null) return;
      const { id, work } = covered;
      covered = null;
      show(work, id);
    },
  };
}

function copyOf(work: SavedWork, id: string): Kept {
  const name = nameOfCopy(work.project.name);
  return { id, work: { ...work, project: { ...work.project, name } } };
}

/** A name has at most 100 characters. */
export function nameOfCopy(name: string): string {
  return `${name.slice(0, 80)} (copy)`;
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
