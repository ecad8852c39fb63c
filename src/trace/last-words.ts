// What a filter said itself before Envoy gave it up: its own reason, where Envoy's lines only tell that it would not start.

import type { Fault, ScenarioReport } from '#run/api.ts';

/** The last error that the filter logged before it was refused; null when it logged none, or when the fault has its own message. */
export function lastWords(scenario: ScenarioReport, fault: Fault): string | null {
  if (fault.kind !== 'load-failed') return null;
  const end = scenario.events.findIndex((event) => event.kind === 'fault' && event.fault === fault);
  const said = scenario.events
    .slice(0, end < 0 ? undefined : end)
    .findLast(
      (event) =>
        event.kind === 'log' &&
        event.fromGuest &&
        event.plugin === fault.plugin &&
        (event.level === 'error' || event.level === 'critical'),
    );
  return said?.kind === 'log' ? said.message : null;
}
