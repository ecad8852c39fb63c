// What one hostcall changed: the value before it and after it.

import type { FilterStep, HostcallEvent, ScenarioReport } from '#run/api.ts';
import { argumentText } from './call-list.ts';
import { headersAt, isHeaderWrite, textInput } from './header-replay.ts';

export interface Change {
  name: string;
  /** Null when there was none, or none is left. */
  before: string | null;
  after: string | null;
  /** One more thing to know, such as the place in the map. */
  note: string;
}

/** Null for a call that changed nothing that the report can tell. */
export function changeOf(scenario: ScenarioReport, event: HostcallEvent): Change | null {
  if (!event.mutates || event.result !== 0) return null;
  if (event.name === 'proxy_set_shared_data') return valueChange(scenario, event);
  if (event.name === 'proxy_set_property') return valueChange(scenario, event);
  for (const direction of ['request', 'response'] as const) {
    if (isHeaderWrite(event, direction)) return headerChange(scenario, event, direction);
  }
  return null;
}

function headerChange(
  scenario: ScenarioReport,
  event: HostcallEvent,
  direction: FilterStep['direction'],
): Change | null {
  const exchange = scenario.exchanges[event.exchange ?? -1];
  const step = exchange?.steps.findLast(
    (one) => one.plugin === event.plugin && one.direction === direction && one.seq <= event.seq,
  );
  const written = textInput(event.inputs[1]?.text ?? '');
  if (exchange === undefined || step === undefined || written === null) return null;
  const name = written === 'host' && direction === 'request' ? ':authority' : written;
  const earlier = headersAt(scenario, exchange, step, event.seq - 1);
  const later = headersAt(scenario, exchange, step, event.seq);
  if (earlier.unknown !== '' || later.unknown !== '') return null;
  const valuesIn = (headers: [string, string][]): string | null => {
    const values = headers.filter((pair) => pair[0] === name).map((pair) => pair[1]);
    return values.length === 0 ? null : values.join(', ');
  };
  const place = later.headers.findLastIndex((pair) => pair[0] === name) + 1;
  const note = place === 0 ? '' : `now ${place} of ${later.headers.length}`;
  return { name, before: valuesIn(earlier.headers), after: valuesIn(later.headers), note };
}

/** The value that the same key had been given before. */
function valueChange({ events }: ScenarioReport, event: HostcallEvent): Change | null {
  const [key, value] = event.inputs;
  if (key === undefined || value === undefined) return null;
  let before: string | null = null;
  for (const one of events) {
    if (one.seq >= event.seq) break;
    if (one.kind !== 'hostcall' || one.name !== event.name || one.result !== 0) continue;
    if (event.name === 'proxy_set_property' && one.exchange !== event.exchange) continue;
    if (one.inputs[0]?.text === key.text) before = one.inputs[1]?.text ?? null;
  }
  return { name: argumentText(key), before, after: value.text, note: '' };
}
