// Takes modules that were compiled elsewhere in place of a plugin's sources, and gives the sources back. What the person wrote is never lost.

import type { DoctorApi } from '#doctor/api.ts';
import type { Plugin, Project } from '#project/schema.ts';
import { editPlugin } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { ModuleStorage } from './module-storage.ts';

/** Larger than any filter that Envoy is known to run, and small enough for a page. */
export const largestModuleBytes = 64 * 1024 * 1024;

/** A file as the browser gives it. */
export interface GivenFile {
  name: string;
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface ModuleController {
  /** Makes the file the source of the plugin, or asks first when the Project names another one that is missing. */
  take(file: GivenFile, plugin: number): Promise<void>;
  /** Takes the file that was offered although it is not the one that the Project names. */
  takeOffered(): void;
  /** Plugins whose module this browser has not got. */
  missing(): Promise<number[]>;
  /** Gives the plugin its sources again: those that gave way to the module, or a filter to begin with. */
  backToEditor(plugin: number): Promise<void>;
}

export interface ModuleDeps {
  store: PlaygroundStore;
  storage: ModuleStorage;
  doctor: DoctorApi;
  flushEditors: () => void;
  /** For a plugin whose sources nobody has. */
  firstSource: () => Promise<Plugin['source']>;
  runNow: () => void;
  tell: (message: string) => void;
  tellUndo: (message: string, undo: () => void) => void;
}

export function createModuleController(deps: ModuleDeps): ModuleController {
  const { store, storage } = deps;

  function replaceSource(index: number, source: Plugin['source'], message: string): void {
    deps.flushEditors();
    const before = store.getState();
    const old = before.project.plugins[index]?.source;
    if (old === undefined) return;
    const indexes = pluginsAskingFor(old, index, before.project);
    const setAside = { ...before.setAside };
    if (old.kind === 'assemblyscript') setAside[index] = old;
    if (source.kind === 'assemblyscript') delete setAside[index];
    const put = (next: Plugin['source'], aside: typeof setAside): void => {
      store.getState().setAsideSources(aside);
      store.getState().editProject((project) => withSource(project, indexes, next));
      store.getState().show({ plugin: index, file: '' });
      store.getState().offerModule(null);
    };
    put(source, setAside);
    deps.tellUndo(message, () => put(old, before.setAside));
  }

  function putModule(index: number, name: string, sha256: string): void {
    const kept = store.getState().project.plugins[index]?.source.kind === 'assemblyscript';
    const source = kept ? ' What you wrote is kept: Back to the editor brings it back.' : '';
    replaceSource(index, { kind: 'module', name, sha256 }, `${name} is the filter now.${source}`);
  }

  async function isMissing(sha256: string): Promise<boolean> {
    return (await storage.find(sha256)) === null;
  }

  async function take(file: GivenFile, index: number): Promise<void> {
    if (file.size > largestModuleBytes) {
      const size = Math.round(file.size / 1024 / 1024);
      return deps.tell(`${file.name} has ${size} MiB; a module may have at most 64 MiB here.`);
    }
    let read: Awaited<ReturnType<DoctorApi['read']>>;
    try {
      read = await deps.doctor.read(file.name, new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return deps.tell(`${file.name} cannot be read: ${reason}.`);
    }
    if (read.status === 'no-module') return deps.tell(read.problem);
    const { sha256 } = read.examination;
    const wanted = store.getState().project.plugins[index]?.source;
    const asked =
      wanted?.kind === 'module' && wanted.sha256 !== '' && (await isMissing(wanted.sha256))
        ? wanted
        : null;
    const unkept = await storage.keep(sha256, { name: file.name, bytes: read.bytes });
    if (asked?.sha256 === sha256) {
      store.getState().offerModule(null);
      deps.runNow();
    } else if (asked !== null) {
      store.getState().offerModule({ plugin: index, name: file.name, sha256 });
    } else putModule(index, file.name, sha256);
    if (unkept !== null)
      deps.tell(
        `The browser does not keep ${file.name} (${unkept}). It works until this page closes; after that the file is asked for again.`,
      );
  }

  return {
    take,
    takeOffered() {
      const { offered } = store.getState();
      if (offered !== null) putModule(offered.plugin, offered.name, offered.sha256);
    },
    async missing() {
      const { plugins } = store.getState().project;
      const missing = await Promise.all(
        plugins.map(async ({ source }) => source.kind === 'module' && isMissing(source.sha256)),
      );
      return missing.flatMap((isGone, index) => (isGone ? [index] : []));
    },
    async backToEditor(index) {
      const kept = store.getState().setAside[index];
      const source = kept ?? (await deps.firstSource());
      const message =
        kept === undefined ? 'A filter to begin with is in the editor.' : 'Your source is back.';
      replaceSource(index, source, message);
    },
  };
}

/** A file of a configuration of Envoy is asked for once, for all plugins that are made of it. */
function pluginsAskingFor(old: Plugin['source'], index: number, { plugins }: Project): number[] {
  if (old.kind !== 'module' || old.sha256 !== '') return [index];
  return plugins.flatMap(({ source }, at) =>
    source.kind === 'module' && source.sha256 === '' && source.name === old.name ? [at] : [],
  );
}

function withSource(project: Project, indexes: number[], source: Plugin['source']): Project {
  return indexes.reduce(
    (all, index) => editPlugin(all, index, (plugin) => ({ ...plugin, source })),
    project,
  );
}
