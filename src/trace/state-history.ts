// How what the VMs share came to be: who set a key when, what a request did to a metric, what filters told each other, what is still open.

import type { HostcallEvent, MetricReport, ScenarioReport, StateReport } from '#run/api.ts';

export interface SetStep {
  event: HostcallEvent;
  /** As shown: text in quotes, or bytes. */
  value: string;
  /** What the filter believed to be the version; 0 when it did not care. */
  cas: string;
}

/** How many things the VMs share at the end. */
export function stateEntries({ sharedData, queues, metrics }: StateReport): number {
  return sharedData.length + queues.length + metrics.length;
}

/** Every attempt to set a key of shared data, in order, with those that were refused. */
export function sharedDataHistory(report: Pick<ScenarioReport, 'events'>): Map<string, SetStep[]> {
  const history = new Map<string, SetStep[]>();
  for (const event of hostcallsNamed(report, 'proxy_set_shared_data')) {
    const key = unquoted(input(event, 'key'));
    const steps = history.get(key) ?? [];
    steps.push({ event, value: input(event, 'value'), cas: input(event, 'cas') });
    history.set(key, steps);
  }
  return history;
}

/** Properties that filters have set: filter state, which later filters and the access log can read. */
export function propertyWrites(report: Pick<ScenarioReport, 'events'>): HostcallEvent[] {
  return hostcallsNamed(report, 'proxy_set_property');
}

function hostcallsNamed({ events }: Pick<ScenarioReport, 'events'>, name: string): HostcallEvent[] {
  return events.filter(
    (event): event is HostcallEvent => event.kind === 'hostcall' && event.name === name,
  );
}

export function input({ inputs }: HostcallEvent, name: string): string {
  return inputs.find((one) => one.name === name)?.text ?? '';
}

function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text;
}

/** As `/stats/prometheus` shows it: without Envoy's prefixes, and with `_` for what such names may not have. */
export function prometheusName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_:]/g, '_');
}

/** What each request did to a metric: `+1`, `0`, or how many samples it gave; the start comes first. */
export function metricChanges({ steps, type }: MetricReport): { where: string; change: string }[] {
  let before = 0n;
  return steps.map(({ exchange, value }) => {
    const delta = BigInt(value) - before;
    before = BigInt(value);
    const sign = delta < 0n ? '' : '+';
    return {
      where: exchange === null ? 'start' : `request ${exchange + 1}`,
      change: `${sign}${delta}${type === 'histogram' ? (delta === 1n ? ' sample' : ' samples') : ''}`,
    };
  });
}
