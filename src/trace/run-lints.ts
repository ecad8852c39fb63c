// What a run shows to be a mistake though nothing failed: bodies read while they are compressed, lengths that are no longer true.

import type { ExchangeReport, HostcallEvent, MessageReport, ScenarioReport } from '#run/api.ts';
import { headerValue } from './header-value.ts';
import { isOwnFile } from './summary.ts';

export interface RunLint {
  rule: 'compressed-body' | 'untrue-content-length';
  /** What is wrong, what comes of it, and the cure. */
  message: string;
  plugin: number;
  file: string;
  line: number;
  column: number;
  /** Of the hostcall. */
  seq: number;
}

/** Each place in the person's files once per rule, in the order in which the run came by. */
export function runLints(scenario: ScenarioReport): RunLint[] {
  const found = new Map<string, RunLint>();
  const add = (rule: RunLint['rule'], call: HostcallEvent, message: string): void => {
    const { source, seq } = call;
    if (source === null || !isOwnFile(source)) return;
    const { plugin, file, line, column } = source;
    const key = `${rule} ${plugin} ${file}:${line}`;
    if (!found.has(key)) found.set(key, { rule, message, plugin, file, line, column, seq });
  };
  const calls = scenario.events.filter(
    (event): event is HostcallEvent => event.kind === 'hostcall' && event.result === 0,
  );
  for (const call of calls) {
    const message = compressedBody(call, scenario);
    if (message !== null) add('compressed-body', call, message);
  }
  for (const exchange of scenario.exchanges) {
    for (const direction of ['request', 'response'] as const) {
      const message = untrueLength(exchange, direction);
      const last = calls.findLast(
        (call) =>
          call.exchange === exchange.index &&
          call.name === 'proxy_set_buffer_bytes' &&
          call.args[0] === bufferType[direction],
      );
      if (message !== null && last !== undefined) add('untrue-content-length', last, message);
    }
  }
  return [...found.values()].toSorted((one, other) => one.seq - other.seq);
}

type Direction = 'request' | 'response';

/** As `proxy_get_buffer_bytes` and `proxy_set_buffer_bytes` have them. */
const bufferType: Record<Direction, number> = { request: 0, response: 1 };

function compressedBody(call: HostcallEvent, scenario: ScenarioReport): string | null {
  if (call.name !== 'proxy_get_buffer_bytes') return null;
  const direction = (['request', 'response'] as const).find(
    (one) => bufferType[one] === call.args[0],
  );
  const step = scenario.exchanges
    .find(({ index }) => index === call.exchange)
    ?.steps.find((one) => one.plugin === call.plugin && one.direction === direction);
  const encoding = headerValue(step?.before ?? [], 'content-encoding');
  if (direction === undefined || encoding === null || encoding === 'identity') return null;
  const cure =
    direction === 'response'
      ? 'Leave such bodies alone, or remove accept-encoding from the request so that the upstream sends a plain one.'
      : 'Leave such bodies alone: look at content-encoding in onRequestHeaders.';
  return `The ${direction} body is ${encoding}: these are compressed bytes, not the text. ${cure}`;
}

/** Of a message that came whole; whether it left whole cannot be said, because its receiver waits for what it was promised. */
function untrueLength(exchange: ExchangeReport, direction: Direction): string | null {
  const [came, left] =
    direction === 'request'
      ? [exchange.clientRequest, exchange.upstreamRequest]
      : [exchange.upstreamResponse, exchange.clientResponse];
  if (came?.complete !== true || left === null || hasNoBody(exchange, left)) return null;
  const told = headerValue(left.headers, 'content-length');
  if (told === null || Number(told) === left.body.sizeBytes) return null;
  const [receiver, handler] =
    direction === 'request' ? ['upstream', 'onRequestHeaders'] : ['client', 'onResponseHeaders'];
  return (
    `The ${receiver} is promised ${told} bytes by content-length and gets ${left.body.sizeBytes}; Envoy does not correct it. ` +
    `Remove content-length in ${handler}, before the body is known.`
  );
}

/** Messages whose content-length speaks of a body that is not sent. */
function hasNoBody({ clientRequest }: ExchangeReport, { headers }: MessageReport): boolean {
  const status = headerValue(headers, ':status');
  return (
    status === '204' ||
    status === '304' ||
    (status !== null && headerValue(clientRequest.headers, ':method') === 'HEAD')
  );
}
