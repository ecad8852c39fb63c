// The state at one moment of a run, computed from its events: the messages as they were, shared data, queues, properties.
// What the report does not tell is said instead of guessed.

import type {
  FilterStep,
  HeaderPair,
  HostcallEvent,
  ScenarioReport,
  TraceEvent,
} from '#run/api.ts';
import { bytesOfText } from './argument-bytes.ts';
import { contextOf, headersAt, isOf, type StreamContext } from './header-replay.ts';
import { formatBytes } from './units.ts';

export interface MessageMoment {
  direction: FilterStep['direction'];
  /** The last plugin that the message has reached; null before the first. */
  plugin: number | null;
  headers: HeaderPair[];
  /** One line on the body at that plugin. */
  body: string;
  /** What of this cannot be known, in sentences. */
  unknown: string[];
}

export interface ValueMoment {
  name: string;
  value: string;
  /** Of the call that last changed it. */
  seq: number;
}

export interface Moment {
  exchange: number | null;
  messages: MessageMoment[];
  sharedData: ValueMoment[];
  queues: ValueMoment[];
  /** What filters wrote with proxy_set_property. */
  properties: ValueMoment[];
  unknown: string[];
}

/** After everything up to `seq` has happened, that event included. Linear in the events before it. */
export function stateAt(scenario: ScenarioReport, seq: number): Moment {
  const exchange = exchangeAt(scenario, seq);
  const unknown: string[] = [];
  if (scenario.droppedEvents > 0 && seq >= scenario.events.length - 1) {
    unknown.push('Later events were not kept, so that the state after them is unknown.');
  }
  const stores = new Set(scenario.state.sharedData.map(({ vmId }) => vmId));
  if (stores.size > 1) {
    unknown.push(
      'There are several VM ids, and shared data of the same key is not told apart here.',
    );
  }
  const messages =
    exchange === null
      ? []
      : (['request', 'response'] as const).flatMap((direction) => {
          const found = messageAt(scenario, exchange, direction, seq);
          return found === null ? [] : [found];
        });
  return { exchange, messages, unknown, ...valuesAt(scenario.events, seq) };
}

/** The exchange of the event, or the one that went on around it. */
function exchangeAt({ events }: ScenarioReport, seq: number): number | null {
  for (let index = Math.min(seq, events.length - 1); index >= 0; index -= 1) {
    const exchange = events[index]?.exchange ?? null;
    if (exchange !== null) return exchange;
  }
  return null;
}

function messageAt(
  scenario: ScenarioReport,
  index: number,
  direction: FilterStep['direction'],
  seq: number,
): MessageMoment | null {
  const exchange = scenario.exchanges[index];
  if (exchange === undefined) return null;
  const step = exchange.steps.findLast((one) => one.direction === direction && one.seq <= seq);
  if (step === undefined) {
    if (direction === 'response') return null;
    const { headers } = exchange.clientRequest;
    return { direction, plugin: null, headers, body: 'not at a filter yet', unknown: [] };
  }
  const { headers, unknown } = headersAt(scenario, exchange, step, seq);
  const body = bodyAt(scenario, contextOf(scenario, exchange, step), step, seq);
  const said = unknown === '' ? [] : [`The headers are not known: ${unknown}.`];
  if (body === null && step.bodyBefore.sizeBytes > 0) {
    said.push('What Envoy holds of the body before its first callback is not in the report.');
  }
  return {
    direction,
    plugin: step.plugin,
    headers,
    body: body ?? 'no callback yet',
    unknown: said,
  };
}

/** The buffer that the plugin sees or holds back; null before its first body callback. */
function bodyAt(
  { events }: ScenarioReport,
  context: StreamContext | null,
  { plugin, direction, seq: from }: FilterStep,
  seq: number,
): string | null {
  let sizeBytes: number | null = null;
  let phase = '';
  const callback = `proxy_on_${direction}_body`;
  const buffer = `HTTP_${direction.toUpperCase()}_BODY`;
  for (let index = from; index <= Math.min(seq, events.length - 1); index += 1) {
    const event = events[index];
    if (event === undefined || event.plugin !== plugin) continue;
    if (event.kind === 'callback' && isOf(context, event) && event.name === callback) {
      sizeBytes = event.args[1] ?? 0;
      const over = event.lastSeq < seq || (event.lastSeq === seq && seq !== event.seq);
      if (!over) phase = 'in sight of the callback';
      else if (event.result === 0) phase = 'sent on';
      else phase = event.result === 3 ? 'dropped' : 'held back';
    } else if (event.kind === 'hostcall' && isOf(context, event) && sizeBytes !== null) {
      if (event.name !== 'proxy_set_buffer_bytes' || event.inputs[0]?.text !== buffer) continue;
      sizeBytes = sizeAfterWrite(event, sizeBytes);
    } else if (event.kind === 'net' && event.what === 'resumed' && phase === 'held back') {
      if (event.text.startsWith(direction)) phase = 'sent on';
    }
  }
  return sizeBytes === null ? null : `${formatBytes(sizeBytes)} ${phase}`;
}

/** At the start, the first `size` bytes give way to the new ones; behind the end, they are appended. */
export function sizeAfterWrite(event: HostcallEvent, sizeBytes: number): number {
  if (event.result !== 0) return sizeBytes;
  const [, start, size, bytes] = event.inputs.map(({ text }) => text);
  const added = bytesOfText(bytes ?? '')?.sizeBytes ?? 0;
  return Number(start) === 0 ? added + Math.max(0, sizeBytes - Number(size)) : sizeBytes + added;
}

function valuesAt(
  events: readonly TraceEvent[],
  seq: number,
): Pick<Moment, 'sharedData' | 'queues' | 'properties'> {
  const sharedData = new Map<string, ValueMoment>();
  const properties = new Map<string, ValueMoment>();
  const queues = new Map<string, { name: string; items: number; seq: number }>();
  for (const event of events) {
    if (event.seq > seq) break;
    if (event.kind !== 'hostcall' || event.result !== 0) continue;
    const [first = '', second = ''] = event.inputs.map(({ text }) => text);
    switch (event.name) {
      case 'proxy_set_shared_data':
        sharedData.set(first, { name: first, value: second, seq: event.seq });
        break;
      case 'proxy_set_property': {
        const name = first.replaceAll('\\u0000', '.');
        properties.set(`${event.exchange} ${name}`, { name, value: second, seq: event.seq });
        break;
      }
      case 'proxy_register_shared_queue': {
        const id = event.outputs[0]?.text ?? '';
        if (!queues.has(id)) queues.set(id, { name: first, items: 0, seq: event.seq });
        break;
      }
      case 'proxy_enqueue_shared_queue':
      case 'proxy_dequeue_shared_queue': {
        const queue = queues.get(first) ?? { name: `queue ${first}`, items: 0, seq: event.seq };
        queue.items += event.name === 'proxy_enqueue_shared_queue' ? 1 : -1;
        queue.seq = event.seq;
        queues.set(first, queue);
        break;
      }
    }
  }
  return {
    sharedData: [...sharedData.values()],
    properties: [...properties.values()],
    queues: [...queues.values()].map(({ name, items, seq: changed }) => ({
      name,
      value: String(items),
      seq: changed,
    })),
  };
}
