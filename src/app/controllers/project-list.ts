// What can be done with the person's projects as a list: make, name, copy, delete and have back, go back to an earlier version.

import { freeName } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { ProjectEntry, SavedWork, VersionEntry } from './keeping/project-storage.ts';
import { emptyProject } from './empty-project.ts';
import type { VisitStorage } from './keeping/with-memory.ts';
import { nameOfCopy, type ProjectController } from './project-controller.ts';

export interface ProjectList {
  /** The one saved last comes first. */
  entries(): Promise<ProjectEntry[]>;
  /** Opens a new project with an empty filter. */
  create(): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  duplicate(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** The newest first. */
  versions(id: string): Promise<VersionEntry[]>;
  restore(version: VersionEntry): Promise<void>;
  /** Says when what is kept was changed here; gives the way to stop listening. */
  onChange(listener: () => void): () => void;
}

export interface ProjectListDeps {
  store: PlaygroundStore;
  storage: VisitStorage;
  projects: ProjectController;
  newId: () => string;
  flushEditors: () => void;
  flushWork: () => Promise<void>;
  /** Another tab may have it open. */
  announceChange: (id: string) => void;
  /** Called when the person makes something of their own, which the browser should not throw away. */
  askToPersist: () => void;
  tellUndo: (message: string, undo: () => void) => void;
  /** For an undo that fails. */
  tell: (message: string) => void;
}

export function createProjectList(deps: ProjectListDeps): ProjectList {
  const { store, storage, projects } = deps;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const isOpen = (id: string): boolean => store.getState().projectId === id;

  async function saved(): Promise<void> {
    deps.flushEditors();
    await deps.flushWork();
  }

  async function read(id: string): Promise<{ work: SavedWork; revision: number }> {
    const found = await storage.read(id);
    if (found.status === 'found') return found;
    throw new Error(found.status === 'none' ? 'it is no longer here' : found.reason);
  }

  /** What is there already becomes an earlier version, so nothing is lost whoever wrote it. */
  async function put(id: string, work: SavedWork): Promise<void> {
    const revision = await storage.keepVersion(id);
    const outcome = await storage.write(id, work, revision);
    if (outcome.status === 'overtaken')
      throw new Error('another tab has changed it in this moment');
    if (isOpen(id)) await projects.reopen();
    deps.announceChange(id);
    changed();
  }

  function tellUndo(message: string, undo: () => Promise<void>): void {
    deps.tellUndo(message, () => {
      undo().catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        deps.tell(`It could not be taken back: ${reason}.`);
      });
    });
  }

  async function names(): Promise<string[]> {
    const entries = await storage.list().catch(() => []);
    return entries.map(({ name }) => name);
  }

  return {
    async entries() {
      await saved();
      return storage.list();
    },
    async create() {
      await projects.openNew({
        project: emptyProject(freeName('New filter', await names())),
        precompiled: null,
        edited: true,
        drafts: {},
        setAside: {},
      });
      deps.askToPersist();
    },
    async rename(id, name) {
      if (isOpen(id)) {
        store.getState().editProject((project) => ({ ...project, name }));
        await saved();
      } else {
        const { work, revision } = await read(id);
        await storage.write(id, { ...work, project: { ...work.project, name } }, revision);
        deps.announceChange(id);
      }
      changed();
      deps.askToPersist();
    },
    async duplicate(id) {
      await saved();
      const { work } = await read(id);
      const name = freeName(nameOfCopy(work.project.name), await names());
      await storage.write(deps.newId(), { ...work, project: { ...work.project, name } }, 0);
      changed();
      deps.askToPersist();
    },
    async remove(id) {
      await saved();
      const { work } = await read(id);
      const wasOpen = isOpen(id);
      const removed = await storage.remove(id);
      if (wasOpen) await projects.openFirst();
      changed();
      tellUndo(`${work.project.name} and its earlier versions are deleted.`, async () => {
        if (removed.length === 0) storage.hold(id, work);
        else await storage.putBack(removed);
        if (wasOpen) await projects.openKept(id);
        changed();
      });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    versions: (id) => storage.versions(id),
    async restore({ id, key, name, savedAtMs }) {
      await saved();
      const before = await read(id);
      const version = await storage.readVersion(key);
      if (version.status !== 'found')
        throw new Error(version.status === 'none' ? 'it is no longer here' : version.reason);
      await put(id, version.work);
      tellUndo(
        `${name} is as it was ${new Date(savedAtMs).toLocaleString()}. What it was before is among the earlier versions.`,
        () => put(id, before.work),
      );
    },
  };
}
