// What older versions of Envoy do not know of a Project.

import type { Project } from '#project/schema.ts';
import type { EnvoyVersion } from './target-options.ts';

/** The first version whose plugin configuration has allow_on_headers_stop_iteration. */
const stopIterationSince = 35;

const minorOf = (version: EnvoyVersion): number => Number(version.split('.')[1]);

/** The Project without what that version would refuse to load. */
export function fittedTo(project: Project, version: EnvoyVersion): Project {
  if (minorOf(version) >= stopIterationSince) return project;
  return {
    ...project,
    plugins: project.plugins.map((plugin) => ({ ...plugin, allowOnHeadersStopIteration: false })),
  };
}

/** A sentence for each thing that the version lacks or that nobody has checked there. */
export function versionNotes(project: Project, version: EnvoyVersion): string[] {
  const notes: string[] = [];
  if (minorOf(version) < stopIterationSince) {
    for (const { name, allowOnHeadersStopIteration } of project.plugins) {
      if (!allowOnHeadersStopIteration) continue;
      notes.push(
        `Envoy ${version} has no allow_on_headers_stop_iteration, which the plugin "${name}" asks for; it came with 1.35. ` +
          'Its StopIteration at headers then stops the body too, so the filter may behave otherwise.',
      );
    }
  }
  if (version !== '1.40') {
    notes.push(
      `Sluice shows what Envoy 1.40 does; run verify.sh to see whether ${version} agrees.`,
    );
  }
  return notes;
}
