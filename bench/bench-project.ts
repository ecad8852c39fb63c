// The Project that Sluice and Envoy are measured with: one filter in front of a direct response, and a plain request.

import type { Project } from '#project/schema.ts';
import { projectOf } from '../src/run/testing/project.ts';

export const benchPath = '/some/path?x=1';

/** With that many requests of the same kind. */
export function benchProject(pluginName: string, requests: number): Project {
  const request = {
    path: benchPath,
    headers: [
      ['user-agent', 'bench/1.0'],
      ['accept', '*/*'],
    ] as [string, string][],
  };
  return projectOf(
    { name: pluginName },
    { exchanges: Array.from({ length: requests }, () => ({ request })) },
    { clusters: [], route: { target: { kind: 'direct-response' } }, logLevel: 'error' },
  );
}
