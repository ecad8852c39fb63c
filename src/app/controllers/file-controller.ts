// Takes the files that people give the page, whatever they are, and hands projects out as files. What cannot be taken is told, and nothing
// that is on the page is lost by it.

import type * as projectReader from '#bundle/read-project-file.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { VisitStorage } from './keeping/with-memory.ts';
import type { GivenFile, ModuleController } from './module-controller.ts';
import type { ModuleStorage } from './module-storage.ts';
import type { ProjectController } from './project-controller.ts';
import { projectFile } from './project-file.ts';

export interface FileController {
  /** Several at once are not taken, since nobody could say which is for what. */
  take(files: readonly GivenFile[]): Promise<void>;
  /** The project on the page, or the one that is kept under `id`. */
  save(id: string | null): Promise<void>;
}

export interface FileDeps {
  store: PlaygroundStore;
  storage: Pick<VisitStorage, 'read'>;
  modules: ModuleController;
  moduleStorage: ModuleStorage;
  projects: ProjectController;
  flushEditors: () => void;
  loadReader: () => Promise<typeof projectReader>;
  saveFile: (name: string, content: string, type: string) => void;
  askToPersist: () => void;
  tell: (message: string) => void;
}

/** More than any file that is taken; it is not even read. */
const mostBytes = 128 * 1024 * 1024;

export function createFileController(deps: FileDeps): FileController {
  const { store } = deps;

  async function take(files: readonly GivenFile[]): Promise<void> {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1)
      return deps.tell('Give one file at a time: a module, a project, or a zip with both.');
    if (/\.(wasm|wat|wast)$/i.test(file.name))
      return deps.modules.take(file, store.getState().plugin);
    if (!/\.(json|zip|har)$/i.test(file.name))
      return deps.tell(
        `${file.name} is neither a module (.wasm, .wat) nor a project (.sluice.json, project.json or a download’s .zip). What is on the page stays as it is.`,
      );
    await takeProject(file);
  }

  async function takeProject(file: GivenFile): Promise<void> {
    if (file.size > mostBytes)
      return deps.tell(`${file.name} is larger than any project can be: at most 128 MiB.`);
    try {
      const reader = await deps.loadReader();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = reader.readProjectFile(file.name, bytes);
      if (!read.ok) return deps.tell(`${read.problem} What is on the page stays as it is.`);
      for (const { sha256, bytes: module } of read.modules)
        await deps.moduleStorage.keep(sha256, { name: file.name, bytes: module });
      await deps.projects.openNew({
        project: read.project,
        precompiled: null,
        edited: true,
        drafts: {},
        setAside: {},
      });
      deps.askToPersist();
      deps.tell(`${read.project.name} from ${file.name} is open, as a project of its own.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      deps.tell(`${file.name} cannot be read: ${reason}. What is on the page stays as it is.`);
    }
  }

  return {
    take,
    async save(id) {
      deps.flushEditors();
      const { project, projectId } = store.getState();
      const wanted = id === null || id === projectId ? project : await readProject(id);
      const { name, text } = projectFile(wanted);
      deps.saveFile(name, text, 'application/json');
    },
  };

  async function readProject(id: string) {
    const found = await deps.storage.read(id);
    if (found.status === 'found') return found.work.project;
    throw new Error(found.status === 'none' ? 'it is no longer here' : found.reason);
  }
}
