// A Project for the tests of this room: one plugin, a route to a cluster and a callout.

import { parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import type { ScenarioOutcome } from '../outcome.ts';

export function sampleProject(changes: Partial<ProjectInput> = {}): Project {
  const parsed = parseProject({
    format: 1,
    name: 'Sample',
    plugins: [samplePlugin()],
    route: { target: { kind: 'cluster', cluster: 'web' } },
    clusters: [
      { name: 'web', port: 8080 },
      { name: 'outbound|8000||auth', address: 'auth.svc', port: 8000 },
    ],
    scenarios: [{ name: 'first', exchanges: [{ request: {} }] }],
    ...changes,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

export function samplePlugin(
  changes: Partial<ProjectInput['plugins'][number]> = {},
): ProjectInput['plugins'][number] {
  return {
    name: 'gate',
    rootId: 'gate_root',
    source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: '' }] },
    ...changes,
  };
}

/** An outcome of a scenario in which nothing happens. */
export const nothingFound: ScenarioOutcome = {
  loaded: true,
  exchanges: [],
  calls: [],
  events: [],
  endNs: 0,
  faults: [],
};
