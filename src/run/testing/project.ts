// Small Projects around one guest, and a run of them: what the tests of the run have in common.

import { parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import type { RunOptions, ScenarioReport } from '../api.ts';
import { runProject } from '../run-project.ts';

type PluginInput = ProjectInput['plugins'][number];
type ScenarioInput = ProjectInput['scenarios'][number];

export function projectOf(
  plugin: Partial<PluginInput>,
  scenario: Partial<ScenarioInput> = {},
  rest: Partial<ProjectInput> = {},
): Project {
  const parsed = parseProject({
    format: 1,
    name: 'test',
    plugins: [
      {
        name: 'guest',
        source: { kind: 'module', name: 'guest.wasm', sha256: '0'.repeat(64) },
        ...plugin,
      },
    ],
    clusters: [{ name: 'upstream' }],
    route: { target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], ...scenario }],
    ...rest,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

/** Runs the first scenario with the same module for every plugin. */
export function runModule(
  bytes: Uint8Array,
  project: Project = projectOf({}),
  options: RunOptions = {},
): ScenarioReport {
  const modules = project.plugins.map(() => ({ bytes, sourceMap: null }));
  const report = runProject({ id: 1, project, modules, options }, () => undefined, null);
  const [scenario] = report.scenarios;
  if (scenario === undefined) throw new Error('nothing was run');
  return scenario;
}
