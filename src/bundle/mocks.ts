// mocks.json: per scenario and cluster, which answer the mock server has for which request.

import { effectiveProject } from '#project/effective.ts';
import { routedClusters } from '#project/routes.ts';
import type { CallBehaviour, Project, Scenario, ServerBehaviour } from '#project/schema.ts';
import { controlPort } from './envoy-config.ts';

interface Rule {
  method?: string | undefined;
  path?: string | undefined;
  server: CallBehaviour;
}

export function mocksText(project: Project): string {
  const mocks = {
    control: controlPort(project),
    servers: project.clusters.map(({ name, port, protocol }) => ({
      cluster: name,
      port,
      protocol,
    })),
    scenarios: project.scenarios.map((scenario) => ({
      name: scenario.name,
      rules: rulesOf(project, scenario),
      otherwise: otherwiseOf(project, scenario),
    })),
  };
  return `${JSON.stringify(mocks, null, 2)}\n`;
}

function rulesOf(project: Project, scenario: Scenario): Record<string, Rule[]> {
  const rules: Record<string, Rule[]> = {};
  for (const cluster of routedClusters(effectiveProject(project, scenario))) {
    rules[cluster] = scenario.exchanges.map(({ request, upstream }) => ({
      method: request.method,
      path: request.path,
      server: upstream,
    }));
  }
  for (const { cluster, match, server } of scenario.calls) {
    const own = rules[cluster] ?? [];
    rules[cluster] = own;
    own.push({ ...match, server });
  }
  return rules;
}

/** The filter may send the upstream another request than the client's: then the first answer is the one. */
function otherwiseOf(project: Project, scenario: Scenario): Record<string, ServerBehaviour> {
  const [first] = scenario.exchanges;
  if (first === undefined) return {};
  const clusters = routedClusters(effectiveProject(project, scenario));
  return Object.fromEntries(clusters.map((cluster) => [cluster, first.upstream]));
}
