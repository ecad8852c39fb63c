// What a bundle target is: a place that runs Envoy, and how a Project with its modules becomes files for it.

import type { Project } from '#project/schema.ts';
import type { BundleFile } from './file.ts';
import type { ScenarioOutcome } from './outcome.ts';
import type { TargetOptions } from './target-options.ts';

/** A module as the files name it. */
export interface BundledModule {
  fileName: string;
  bytes: Uint8Array;
  sha256: string;
  /** Whether its sources are in the bundle. */
  rebuildable: boolean;
  /** The file that a module compiled elsewhere came from; null for one made from the Project's sources. */
  origin: string | null;
}

export interface TargetContext {
  project: Project;
  /** One per plugin, in the order of the chain. */
  modules: BundledModule[];
  /** What Sluice found, by scenario; what is missing was not played. */
  outcomes: (ScenarioOutcome | undefined)[];
  /** The same with everything played twice at another time and with other chance, see {@link rehearsalOf}. */
  rehearsals: (ScenarioOutcome | undefined)[];
  options: TargetOptions;
}

/** A file with what it is, in a few words for the README's table. */
export type TargetFile = BundleFile & { about: string };

export interface BundleTarget {
  /** As the command line names it. */
  name: string;
  title: string;
  /** A few words that stand under the title. */
  summary: string;
  /** Which options it reads. */
  options: readonly (keyof TargetOptions)[];
  /** Its own files; the modules, their sources and the README are in every bundle. */
  files(context: TargetContext): TargetFile[];
  /** Markdown of the README's part on how to run it. */
  steps(context: TargetContext): string[];
  /** A sentence for each thing in the Project that the target cannot say. */
  notes(context: TargetContext): string[];
}
