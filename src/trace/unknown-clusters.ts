// Clusters that a filter called although the Project has none of that name.

import type { ScenarioReport } from '#run/api.ts';

export function unknownClusters(scenario: ScenarioReport): string[] {
  const names = new Set<string>();
  for (const event of scenario.events) {
    if (event.kind !== 'hostcall' || event.result === 0) continue;
    if (event.name !== 'proxy_http_call' && event.name !== 'proxy_grpc_call') continue;
    if (!/cluster/i.test(event.why)) continue;
    const quoted = event.inputs.find((input) => /cluster|upstream/i.test(input.name))?.text;
    if (quoted !== undefined) names.add(quoted.replace(/^"|"$/g, ''));
  }
  return [...names];
}
