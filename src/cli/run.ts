// Plays a Project with given modules, as every command does.

import { createPositionLookup } from '#compile/source-map.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule, RunReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';

/** All scenarios, or those at the given indexes. */
export function run(project: Project, modules: PluginModule[], scenarios?: number[]): RunReport {
  const options = scenarios === undefined ? {} : { scenarios };
  return runProject({ id: 0, project, modules, options }, () => {}, createPositionLookup);
}
