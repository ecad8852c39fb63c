// Names that the run has shown and that an assertion may ask for: headers, clusters, hostcalls, metrics, keys.

import type { Expectation } from '#project/schema.ts';
import type { MessageReport, ScenarioReport } from '#run/api.ts';
import { useScenarioReport } from '../../../workbench.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

export function useKeySuggestions(subject: Expectation['subject']): string[] {
  const report = useScenarioReport();
  if (subject === 'log') return levels;
  return report === null ? [] : [...new Set(shownNames(subject, report))];
}

function shownNames(subject: Expectation['subject'], report: ScenarioReport): string[] {
  switch (subject) {
    case 'client.header':
      return report.exchanges.flatMap(({ clientResponse }) => headerNames(clientResponse));
    case 'upstream.header':
      return report.exchanges.flatMap(({ upstreamRequest }) => headerNames(upstreamRequest));
    case 'call.count':
    case 'call.body':
      return report.calls.map(({ cluster }) => cluster);
    case 'call.header':
      return report.calls.flatMap(({ cluster, request }) =>
        headerNames(request).map((name) => `${cluster} ${name}`),
      );
    case 'hostcall':
      return report.events.flatMap((event) => (event.kind === 'hostcall' ? [event.name] : []));
    case 'metric':
      return report.state.metrics.map(({ name }) => name);
    case 'shared-data':
      return report.state.sharedData.map(({ key }) => key);
    default:
      return [];
  }
}

function headerNames(message: MessageReport | null): string[] {
  return message === null ? [] : [...message.headers, ...message.trailers].map(([name]) => name);
}
