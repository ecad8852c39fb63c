// Takes the files that people give the page, whatever they are, and hands projects out as files. What cannot be taken is told, and nothing
// that is on the page is lost by it.

import type { FoundProject, ReadProjectFile } from '#bundle/read-configuration.ts';
import type * as projectReader from '#bundle/read-project-file.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { VisitStorage } from './keeping/with-memory.ts';
import type { GivenFile, ModuleController } from './module-controller.ts';
import type { ModuleStorage } from './module-storage.ts';
import type { ProjectController } from './project-controller.ts';
import { projectFile } from './project-file.ts';

export interface FileController {
  /** One file, or a configuration of Envoy together with its modules. */
  take(files: readonly GivenFile[]): Promise<void>;
  /** A configuration of Envoy or a project, as text. Why it cannot be opened, or null when it is open. */
  takeText(text: string): Promise<string | null>;
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

const isModule = ({ name }: GivenFile): boolean => /\.(wasm|wat|wast)$/i.test(name);

type Reading = (reader: typeof projectReader, contents: readonly Uint8Array[]) => ReadProjectFile;

export function createFileController(deps: FileDeps): FileController {
  const { store } = deps;

  async function take(files: readonly GivenFile[]): Promise<void> {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1) return takeTogether(files);
    if (isModule(file)) return deps.modules.take(file, store.getState().plugin);
    if (!/\.(json|ya?ml|zip|har)$/i.test(file.name))
      return deps.tell(
        `${file.name} is neither a module (.wasm, .wat) nor a project (.sluice.json, project.json, an envoy.yaml or a download’s .zip). What is on the page stays as it is.`,
      );
    await takeProject([file], file.name, (reader, [bytes]) =>
      reader.readProjectFile(file.name, bytes ?? new Uint8Array()),
    );
  }

  /** A configuration of Envoy with its modules; of anything else nobody could say what is for what. */
  async function takeTogether(files: readonly GivenFile[]): Promise<void> {
    const [project, ...others] = files.filter((file) => !isModule(file));
    if (project === undefined || others.length > 0)
      return deps.tell(
        'Give one file at a time: a module, a project, a zip with both, or an envoy.yaml together with its modules.',
      );
    const names = files.map(({ name }) => name);
    await takeProject(files, project.name, (reader, contents) =>
      reader.readFolder(
        'What was given',
        Object.fromEntries(names.map((name, index) => [name, contents[index] ?? new Uint8Array()])),
      ),
    );
  }

  async function takeProject(
    files: readonly GivenFile[],
    name: string,
    read: Reading,
  ): Promise<void> {
    if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes)
      return deps.tell(`${name} is larger than any project can be: at most 128 MiB.`);
    const problem = await opened(name, async (reader) => {
      const contents = await Promise.all(files.map((file) => file.arrayBuffer()));
      return read(
        reader,
        contents.map((content) => new Uint8Array(content)),
      );
    });
    if (problem !== null) deps.tell(`${problem} What is on the page stays as it is.`);
  }

  /** Why it cannot be opened, or null when it is open. */
  async function opened(
    name: string,
    read: (reader: typeof projectReader) => Promise<ReadProjectFile>,
  ): Promise<string | null> {
    try {
      const found = await read(await deps.loadReader());
      if (!found.ok) return found.problem;
      await open(name, found);
      return null;
    } catch (error) {
      return `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    }
  }

  async function open(name: string, { project, modules, fromEnvoy }: FoundProject): Promise<void> {
    for (const { sha256, bytes } of modules) await deps.moduleStorage.keep(sha256, { name, bytes });
    await deps.projects.openNew({
      project,
      precompiled: null,
      edited: true,
      drafts: {},
      setAside: {},
      ...(fromEnvoy === null
        ? {}
        : { envoyOrigin: { file: name, unmodelled: fromEnvoy.unmodelled } }),
    });
    deps.askToPersist();
    if (fromEnvoy === null)
      deps.tell(`${project.name} from ${name} is open, as a project of its own.`);
    else store.getState().showDialog('envoy-origin');
  }

  return {
    take,
    takeText: (text) =>
      opened('the pasted text', (reader) => Promise.resolve(reader.readPastedProject(text))),
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
