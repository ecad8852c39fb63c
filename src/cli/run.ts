// Plays a Project with given modules, as every command does.

import { createPositionLookup } from '#compile/source-map.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule, RunProgress, RunReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { createReturnWatch } from './return-watch.ts';

/** The page waits two seconds; a build server may be slow, and nobody sits before it. */
const watch = createReturnWatch(20_000);

/** All scenarios, or those at the given indexes. */
export function run(project: Project, modules: PluginModule[], scenarios?: number[]): RunReport {
  const options = scenarios === undefined ? {} : { scenarios };
  return watch.during(
    (progress) => whatHangs(project, progress),
    (onProgress) =>
      runProject({ id: 0, project, modules, options }, onProgress, createPositionLookup),
  );
}

function whatHangs({ plugins, scenarios }: Project, at: RunProgress): string {
  const plugin = plugins[at.plugin]?.name ?? '';
  const scenario = scenarios[at.scenario]?.name ?? '';
  const callback = at.callback === '' ? 'its start' : at.callback;
  return `The plugin "${plugin}" does not return from ${callback} in the scenario "${scenario}"; the page shows the line of the loop`;
}
