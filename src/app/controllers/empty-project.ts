// What a new project begins with: one filter that lets everything pass, one request.

import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import { emptyPlugin } from './chain-controller.ts';

export function emptyProject(name: string): Project {
  const parsed = parseProject({
    format: 1,
    name,
    plugins: [emptyPlugin()],
    clusters: [{ name: 'upstream' }],
    route: { target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios: [{ name: 'a request', exchanges: [{ request: {} }] }],
  });
  if (!parsed.ok) throw new Error(`a new project does not hold: ${parsed.problems[0]?.message}`);
  return parsed.project;
}
