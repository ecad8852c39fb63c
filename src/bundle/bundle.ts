// The download: a Project and its release modules in, the files of the bundle for one target out.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Project } from '#project/schema.ts';
import { moduleFileNames } from './envoy-config.ts';
import type { BundleFile } from './file.ts';
import type { ScenarioOutcome } from './outcome.ts';
import { type Provenance, readmeText } from './readme.ts';
import { defaultOptions, type TargetOptions } from './target-options.ts';
import type { BundleTarget, TargetContext, TargetFile } from './target.ts';
import { targetNamed } from './targets.ts';

export { type BundleFile, fileBytes } from './file.ts';
export type { ScenarioOutcome } from './outcome.ts';
export { BundleProblem } from './problem.ts';
export type { Provenance } from './readme.ts';
export { rehearsalOf } from './rehearsal.ts';
export type { BundleTarget } from './target.ts';
export {
  defaultOptions,
  optionChoices,
  readOptions,
  type TargetOptions,
} from './target-options.ts';
export { targetNamed, targets } from './targets.ts';
export { zipBundle } from './zip.ts';

export interface BundleInput {
  project: Project;
  /** The release module of each plugin, at the plugin's index in the chain. */
  modules: Uint8Array[];
  /** The files that rebuild each plugin's module, by plugin; none for a module compiled elsewhere. */
  sources: { path: string; text: string }[][];
  /** What a run of the release modules found, by scenario; the README tells it. */
  outcomes: (ScenarioOutcome | undefined)[];
  /** What the run of {@link rehearsalOf} found; without it nothing is checked against a running Envoy. */
  rehearsals?: (ScenarioOutcome | undefined)[];
  provenance?: Provenance;
}

export interface Bundle {
  /** In the order in which they are shown. */
  files: BundleFile[];
  /** What the target cannot say of the Project, a sentence each. */
  notes: string[];
}

/** The bundle for a target. Throws a BundleProblem for bad input. */
export function makeBundle(
  input: BundleInput,
  target: BundleTarget,
  options: TargetOptions = defaultOptions,
): Bundle {
  const { project, outcomes, rehearsals = [], sources } = input;
  const context: TargetContext = {
    project,
    outcomes,
    rehearsals,
    options,
    modules: modulesOf(input),
  };
  const own = target.files(context);
  const notes = target.notes(context);
  const files: BundleFile[] = [
    { path: 'README.md', text: readmeText(target, context, own, notes, input.provenance) },
    ...own.map(fileAlone),
    ...context.modules.map(({ fileName, bytes }) => ({ path: fileName, bytes })),
    { path: 'project.json', text: `${JSON.stringify(project, null, 2)}\n` },
    {
      path: 'sha256sums.txt',
      text: context.modules.map((one) => `${one.sha256}  ${one.fileName}\n`).join(''),
    },
    ...sources.flatMap((texts, index) =>
      texts.map(({ path, text }) => ({
        path: sources.length > 1 ? `plugins/${index + 1}/${path}` : path,
        text,
      })),
    ),
  ];
  return { files, notes };
}

function fileAlone(file: TargetFile): BundleFile {
  return 'bytes' in file
    ? { path: file.path, bytes: file.bytes }
    : { path: file.path, text: file.text };
}

/** The files of the bundle for a target. */
export function bundleFiles(input: BundleInput, target = 'envoy'): BundleFile[] {
  return makeBundle(input, targetNamed(target)).files;
}

function modulesOf({ project, modules, sources }: BundleInput): TargetContext['modules'] {
  const names = moduleFileNames(project);
  return modules.map((bytes, index) => ({
    fileName: names[index] as string,
    bytes,
    sha256: moduleSha256(bytes),
    rebuildable: (sources[index] ?? []).length > 0,
    origin: originOf(project, index),
  }));
}

/** The file of a module that was compiled elsewhere; null for sources. */
function originOf({ plugins }: Project, index: number): string | null {
  const source = plugins[index]?.source;
  return source?.kind === 'module' ? source.name : null;
}

export function moduleSha256(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
