// The headers of a message as they were at one moment: what the plugin was given, and then each of its writes until there, by the
// simulation's own rules for header maps.

import { HeaderFields } from '#sim/header-fields.ts';
import type {
  CallbackEvent,
  ExchangeReport,
  FilterStep,
  HeaderPair,
  HostcallEvent,
  ScenarioReport,
} from '#run/api.ts';
import { bytesOfText } from './argument-bytes.ts';

export interface HeadersAtMoment {
  headers: HeaderPair[];
  /** Why they are not known for certain; empty when they are. */
  unknown: string;
}

const mapOf = { request: 'HTTP_REQUEST_HEADERS', response: 'HTTP_RESPONSE_HEADERS' } as const;

/** A stream's context; ids count anew on each worker. */
export interface StreamContext {
  contextId: number;
  worker: number | null;
}

/** The stream context of a step's plugin; null when no callback of it is in the report. */
export function contextOf(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  step: FilterStep,
): StreamContext | null {
  for (let index = step.seq; index < scenario.events.length; index += 1) {
    const event = scenario.events[index];
    if (event?.kind !== 'callback' || event.exchange !== exchange.index) continue;
    if (event.plugin === step.plugin && event.name.startsWith(`proxy_on_${step.direction}`)) {
      return { contextId: event.contextId, worker: event.worker };
    }
  }
  return null;
}

export function isOf(context: StreamContext | null, event: CallbackEvent | HostcallEvent): boolean {
  return event.contextId === context?.contextId && event.worker === context.worker;
}

/** After everything up to `seq` has happened, that event included. */
export function headersAt(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  step: FilterStep,
  seq: number,
): HeadersAtMoment {
  const context = contextOf(scenario, exchange, step);
  const fields = new HeaderFields(step.direction, step.before);
  let unknown = '';
  let whole = false;
  const last = Math.min(seq, scenario.events.length - 1);
  for (let index = step.seq; index <= last; index += 1) {
    const event = scenario.events[index];
    if (event?.kind !== 'hostcall' || !isOf(context, event)) continue;
    if (event.plugin !== step.plugin || !isHeaderWrite(event, step.direction)) continue;
    if (event.name === 'proxy_set_header_map_pairs') {
      whole = true;
      unknown = '';
    } else if (!write(fields, event)) {
      unknown = 'a value is longer than what the report keeps of it';
    } else if (whole) unknown = 'the whole map was set before, and then changed again';
  }
  if (!whole) return { headers: pairsOf(fields), unknown };
  if (unknown === '' && step.after.length > 0) return { headers: step.after, unknown };
  return {
    headers: [],
    unknown: 'the whole map was set, and the report keeps such a list only as one text',
  };
}

/** A header write that Envoy took, to the map of this direction. */
export function isHeaderWrite(event: HostcallEvent, direction: FilterStep['direction']): boolean {
  return (
    event.mutates &&
    event.result === 0 &&
    event.name.includes('header_map') &&
    event.inputs[0]?.text === mapOf[direction]
  );
}

function write(fields: HeaderFields, { name, inputs }: HostcallEvent): boolean {
  const key = textInput(inputs[1]?.text ?? '');
  if (key === null) return false;
  if (name === 'proxy_remove_header_map_value') {
    fields.remove(key);
    return true;
  }
  const value = textInput(inputs[2]?.text ?? '');
  if (value === null) return false;
  if (name === 'proxy_add_header_map_value') fields.add(key, value);
  else fields.replace(key, value);
  return true;
}

/** A whole text out of its readable form; null when it was cut or is no text. */
export function textInput(shown: string): string | null {
  const known = bytesOfText(shown);
  if (known === null || !shown.startsWith('"') || known.bytes.length < known.sizeBytes) return null;
  return String(JSON.parse(shown));
}

function pairsOf(fields: HeaderFields): HeaderPair[] {
  return fields.pairs().map(([name, value]) => [name, value]);
}
