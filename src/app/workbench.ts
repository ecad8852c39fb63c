// What the panels need besides the store: the things that can be done on this page. Made in main.tsx, handed down by context.

import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { CompilerInfo } from '#compile/api.ts';
import type { Explanations } from '#doctor/explain-message.ts';
import type { ModuleText } from '#doctor/module-text.ts';
import type { ExampleInfo } from '#examples/index.ts';
import type { ExampleDetail } from './controllers/example-detail.ts';
import type { ChainController } from './controllers/chain-controller.ts';
import type { CompareController } from './controllers/compare-controller.ts';
import type { EnvoyCheckController } from './controllers/envoy-check-controller.ts';
import type { AddressController } from './controllers/address-controller.ts';
import type { ProjectController } from './controllers/project-controller.ts';
import type { FileController } from './controllers/file-controller.ts';
import type { ProjectList } from './controllers/project-list.ts';
import type { TabController } from './controllers/keeping/tab-controller.ts';
import type { ModuleController } from './controllers/module-controller.ts';
import type { DownloadController } from './controllers/download-controller.ts';
import type { PlaygroundState, PlaygroundStore } from './store/playground-store.ts';
import { type ResultShelf, type RunResult, reportFor } from './store/results.ts';
import type { AttributeReading, ScenarioReport } from '#run/api.ts';

export interface AskedAttributes {
  scenario: number;
  plugin: number;
  exchange: number;
  paths: string[][];
}

export interface ModuleAsText {
  text: ModuleText;
  module: Uint8Array;
  sourceMap: string | null;
}

export interface EditorHandle {
  /** Writes the text into the store at once. */
  flush(): void;
  act(id: string): void;
}

export interface Workbench {
  store: PlaygroundStore;
  shelf: ResultShelf;
  examples: readonly ExampleInfo[];
  /** What the gallery tells of an example; rejects when its files cannot be had. */
  describeExample(slug: string): Promise<ExampleDetail>;
  projects: ProjectController;
  projectList: ProjectList;
  files: FileController;
  tabs: TabController;
  address: AddressController;
  chain: ChainController;
  download: DownloadController;
  modules: ModuleController;
  /** What the known lines of a log mean; rejects when the doctor's worker breaks. */
  explain(text: string): Promise<Explanations>;
  /** The newest module of a plugin as text; a string says why there is none, and rejects when the doctor's worker breaks. */
  moduleText(plugin: number): Promise<ModuleAsText | string>;
  /** What a plugin can read in each callback of a scenario, by a run of its own; a string says why there is none. */
  readAttributes(asked: AskedAttributes): Promise<AttributeReading[] | string>;
  /** Takes over what is still being typed, compiles what is new and plays the scenarios. */
  runNow(): void;
  /** Runs with or without what the browser's debugger needs. */
  debug(on: boolean): void;
  compare: CompareController;
  envoyCheck: EnvoyCheckController;
  /** Ends the run in flight. */
  cancelRun(): void;
  /** Loads the compiler when nobody has, for its declarations. */
  compilerInfo(): Promise<CompilerInfo>;
  registerEditor(editor: EditorHandle): () => void;
  /** Lets the editor do one of its actions; nothing happens while there is none. */
  editorAction(id: string): void;
  flushEditors(): void;
}

/** The part of the workbench that is there wherever a Project and its results are shown. */
export interface Playground {
  store: PlaygroundStore;
  shelf: ResultShelf;
  /** False where they can only be looked at: on a phone, and in another page's frame. */
  editable: boolean;
}

export const WorkbenchContext = createContext<Workbench | null>(null);
export const PlaygroundContext = createContext<Playground | null>(null);

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('no Workbench above this component');
  return workbench;
}

export function usePlaygroundContext(): Playground {
  const playground = useContext(PlaygroundContext);
  if (playground === null) throw new Error('no Playground above this component');
  return playground;
}

export function usePlayground<T>(selector: (state: PlaygroundState) => T): T {
  return useStore(usePlaygroundContext().store, selector);
}

/** The newest result, or null before the first. */
export function useResult(): RunResult | null {
  const { shelf } = usePlaygroundContext();
  return shelf.get(usePlayground((state) => state.resultKey));
}

/** The report of the scenario on screen. */
export function useScenarioReport(): ScenarioReport | null {
  const result = useResult();
  const index = usePlayground((state) => state.scenario);
  const scenario = usePlayground((state) => state.project.scenarios[state.scenario]);
  return reportFor(result, scenario, index);
}

/** Whether a media query holds; follows the window. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', notify);
      return () => media.removeEventListener('change', notify);
    },
    () => window.matchMedia(query).matches,
  );
}
