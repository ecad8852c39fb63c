// Makes the download: compiles for release, plays every scenario with that module, compares with the debug build, packs the files.

import type { PluginModule, RunReport } from '#run/api.ts';
import type { Project } from '#project/schema.ts';
import type * as bundleRoom from '#bundle/bundle.ts';
import { compareRuns, type Difference } from '#trace/compare-runs.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { AsideRunner } from './aside-runner.ts';
import type { CompileController } from './compile-controller.ts';
import { fileSafe } from './file-name.ts';

export type MadeBundle =
  | {
      status: 'made';
      /** File name of the zip. */
      name: string;
      files: bundleRoom.BundleFile[];
      /** What the target cannot say of the Project. */
      notes: string[];
    }
  | { status: 'refused'; reason: string };

export type TargetOptionTexts = Readonly<Record<keyof bundleRoom.TargetOptions, string>>;

export interface PreparedDownload {
  targets: readonly Pick<bundleRoom.BundleTarget, 'name' | 'title' | 'summary' | 'options'>[];
  /** Options that are one of a few, and those few. */
  optionChoices: Readonly<Partial<Record<keyof TargetOptionTexts, readonly string[]>>>;
  /** The files for one target; the same options give the same files. */
  make(target: string, options: Partial<TargetOptionTexts>): MadeBundle;
  optionDefaults: TargetOptionTexts;
  /** Release module of the first plugin, and its size against the debug build's. */
  module: { fileName: string; bytes: Uint8Array; sha256: string; debugSizeBytes: number };
  zip: (files: bundleRoom.BundleFile[]) => Uint8Array<ArrayBuffer>;
  scenarios: number;
  /** Empty when the release build does the same as the debug build. */
  differences: Difference[];
  /** Why the check could not be made, or null. */
  unchecked: string | null;
}

export type DownloadOutcome =
  | { status: 'ready'; download: PreparedDownload }
  | { status: 'refused'; reason: string };

export interface DownloadController {
  prepare(): Promise<DownloadOutcome>;
  save(name: string, content: Uint8Array | string, type: string): void;
}

export interface DownloadDeps {
  store: PlaygroundStore;
  compiler: CompileController;
  aside: AsideRunner;
  flushEditors: () => void;
  /** The files from which a plugin's module can be rebuilt; loaded when needed. */
  rebuildFiles: (project: Project, plugin: number) => Promise<{ path: string; text: string }[]>;
  loadBundle: () => Promise<typeof bundleRoom>;
  /** Who made the modules, and a link to the Project where one may be given away. */
  provenance: (project: Project) => Promise<bundleRoom.Provenance>;
  /** Hands a file to the browser. */
  saveFile: (name: string, content: BlobPart, type: string) => void;
}

export function createDownloadController(deps: DownloadDeps): DownloadController {
  const { store, compiler, aside } = deps;

  async function prepare(): Promise<DownloadOutcome> {
    deps.flushEditors();
    const debug = await compiler.compile();
    if (debug === null) {
      const state = store.getState().compile;
      return {
        status: 'refused',
        reason:
          state.status === 'missing'
            ? `The module ${state.name} is not in this browser: choose or drop it first.`
            : 'The filter does not compile; see the problems list.',
      };
    }
    const { project } = store.getState();
    const release = await compiler.release();
    if (typeof release === 'string') {
      return { status: 'refused', reason: `There is no release build: ${release}.` };
    }
    const ours = await aside.play(project, debug.modules);
    const theirs = await aside.play(project, release);
    const checked = typeof ours !== 'string' && typeof theirs !== 'string';
    const bundle = await deps.loadBundle();
    const rehearsal = bundle.rehearsalOf(project);
    const again = await aside.play(rehearsal, release);
    const input: bundleRoom.BundleInput = {
      project,
      modules: release.map((module) => module.bytes),
      sources: await Promise.all(
        project.plugins.map((_, index) => deps.rebuildFiles(project, index)),
      ),
      outcomes: typeof theirs === 'string' ? [] : outcomesOf(project, theirs),
      rehearsals: typeof again === 'string' ? [] : outcomesOf(rehearsal, again),
      provenance: await deps.provenance(project),
    };
    const first = release[0] as PluginModule;
    return {
      status: 'ready',
      download: {
        targets: bundle.targets,
        optionChoices: bundle.optionChoices,
        optionDefaults: bundle.defaultOptions,
        make: (target, options) => make(bundle, input, target, options),
        module: {
          fileName: project.plugins[0]?.moduleFileName ?? 'filter.wasm',
          bytes: first.bytes,
          sha256: bundle.moduleSha256(first.bytes),
          debugSizeBytes: debug.modules[0]?.bytes.length ?? 0,
        },
        zip: bundle.zipBundle,
        scenarios: project.scenarios.length,
        differences: checked ? compareRuns(ours, theirs, ['debug', 'release']) : [],
        unchecked: typeof ours === 'string' ? ours : typeof theirs === 'string' ? theirs : null,
      },
    };
  }

  return {
    prepare,
    save: (name, content, type) => deps.saveFile(name, content as BlobPart, type),
  };
}

function make(
  bundle: typeof bundleRoom,
  input: bundleRoom.BundleInput,
  target: string,
  options: Partial<TargetOptionTexts>,
): MadeBundle {
  try {
    const { files, notes } = bundle.makeBundle(
      input,
      bundle.targetNamed(target),
      bundle.readOptions(options),
    );
    return { status: 'made', name: `${fileSafe(input.project.name)}-${target}.zip`, files, notes };
  } catch (error) {
    if (error instanceof bundle.BundleProblem) return { status: 'refused', reason: error.message };
    throw error;
  }
}

function outcomesOf(
  project: Project,
  report: RunReport,
): (bundleRoom.ScenarioOutcome | undefined)[] {
  return project.scenarios.map((_, index) =>
    report.scenarios.find((scenario) => scenario.index === index),
  );
}
