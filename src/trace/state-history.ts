// How what the VMs share came to be: who set a key when, what a request did to a metric, what filters told each other, what is still open.

import { decodeFields, textField } from '#abi/protobuf-reader.ts';
import type { HostcallEvent, MetricReport, ScenarioReport, StateReport } from '#run/api.ts';
import { bytesOfText } from './argument-bytes.ts';

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

export interface StateWrite {
  event: HostcallEvent;
  /** Under which name it can be asked for: as the filter wrote the path, or the key of Envoy's own filter state. */
  path: string;
  value: string;
  /** Whether Envoy's own filters read it, as they do what `set_envoy_filter_state` sets. */
  isEnvoys: boolean;
}

/** Filter state that filters have set, in order, as properties or as Envoy's own; with what was refused. */
export function filterStateWrites(report: Pick<ScenarioReport, 'events'>): StateWrite[] {
  return report.events.flatMap((event): StateWrite[] => {
    if (event.kind !== 'hostcall') return [];
    if (event.name === 'proxy_set_property') {
      const [path, value] = [input(event, 'path'), input(event, 'value')];
      return [{ event, path, value, isEnvoys: false }];
    }
    if (event.name !== 'proxy_call_foreign_function') return [];
    return input(event, 'name') === '"set_envoy_filter_state"' ? [envoyWrite(event)] : [];
  });
}

/** The key and value of a `SetEnvoyFilterStateArguments`, as far as the report keeps its bytes. */
function envoyWrite(event: HostcallEvent): StateWrite {
  const argument = bytesOfText(input(event, 'argument'));
  const whole = argument !== null && argument.bytes.length === argument.sizeBytes;
  const fields = whole ? decodeFields(argument.bytes) : null;
  const part = (number: number): string => {
    const text = fields === null ? null : textField(fields, number);
    return text === null ? 'cannot be read' : JSON.stringify(text);
  };
  return { event, path: part(1), value: part(2), isEnvoys: true };
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
