// What can be asked of a running Envoy and what it should answer: the scenarios with what Sluice found, and why some are left out.

import { decodeBase64 } from '#abi/base64.ts';
import type { Exchange, Request, Scenario } from '#project/schema.ts';
import type { FoundBody, FoundExchange, ScenarioOutcome } from '../outcome.ts';
import { overrideNames } from '../overrides.ts';
import { rehearsedRounds } from '../rehearsal.ts';
import type { TargetContext } from '../target.ts';

export interface ExpectedHeader {
  name: string;
  /** Null for a header that must be there with whatever value. */
  value: string | null;
}

export interface ExpectedMessage {
  headers: ExpectedHeader[];
  sizeBytes: number;
  /** Null when the report holds but the beginning of the body. */
  body: Uint8Array | null;
}

export interface PlannedExchange {
  request: Request;
  requestBody: Uint8Array;
  afterMs: number;
  status: string;
  answer: ExpectedMessage;
  /** `none` when no server must have been asked; null when that is not checked. */
  upstream: ({ cluster: string; method: string; path: string } & ExpectedMessage) | 'none' | null;
}

export interface PlannedScenario {
  number: number;
  name: string;
  /** Why it is not played, as a half sentence; null when it is. */
  leftOut: string | null;
  exchanges: PlannedExchange[];
}

/** The exchanges of a scenario as they came in each round of the rehearsal. */
type Rounds = FoundExchange[][];

const mostBodyBytes = 1_000_000;
const longestPauseMs = 5000;

/** Headers whose values no two runs share. */
const momentary = new Set(['date', 'x-envoy-upstream-service-time', 'x-request-id']);

/** Headers of one connection, which say nothing of the message. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

export function verificationPlan(context: TargetContext): PlannedScenario[] {
  return context.project.scenarios.map((scenario, index) => {
    const found = context.outcomes[index];
    const rounds = rehearsedRounds(context.rehearsals, index, scenario.exchanges.length);
    const leftOut = whyLeftOut(scenario, context, found, rounds);
    return {
      number: index + 1,
      name: scenario.name,
      leftOut,
      exchanges:
        leftOut === null && found !== undefined && rounds !== null
          ? scenario.exchanges.map((exchange, at) => planned(exchange, at, found, rounds))
          : [],
    };
  });
}

function whyLeftOut(
  scenario: Scenario,
  { project }: TargetContext,
  found: ScenarioOutcome | undefined,
  rounds: Rounds | null,
): string | null {
  const own = overrideNames(scenario).filter((name) => !name.startsWith('log level'));
  if (own.length > 0) return `it has its own ${own.join(' and ')}, which this Envoy does not have`;
  if (Object.keys(project.attributes).length > 0)
    return 'the project sets addresses that no client here has';
  if (scenario.repeat > 1) return `Sluice plays it ${scenario.repeat} times in a row`;
  if (found === undefined || rounds === null) return 'Sluice has not played it';
  if (found.calls.some((call) => call.exchange === null))
    return 'the filter asks its servers at the start or by the clock, before the scenario begins';
  for (const [index, exchange] of scenario.exchanges.entries()) {
    const reason =
      whyNotSent(exchange) ??
      whyNotSteady(
        found.exchanges[index],
        rounds.map((round) => round[index]),
      );
    if (reason !== null) return reason;
  }
  return null;
}

function whyNotSent({ request, afterMs }: Exchange): string | null {
  if (request.scheme === 'https') return 'its client speaks TLS, which this listener does not';
  if (request.trailers.length > 0) return 'its request has trailers, which curl does not send';
  if (request.body.chunks.length > 1) return 'its body comes in pieces, which curl does not send';
  if (request.method === 'HEAD' && request.body.chunks.length > 0)
    return 'it sends a body with HEAD, and curl then waits for one';
  if (request.authority === '' || /[^\x20-\x7e]/.test(request.path))
    return 'its request has an authority or a path that curl does not send';
  if (bodySize(request) > mostBodyBytes) return 'its body is too large to be in a bundle';
  if (afterMs > longestPauseMs) return `it waits ${Math.round(afterMs / 1000)} s on the way`;
  return null;
}

function whyNotSteady(
  found: FoundExchange | undefined,
  others: (FoundExchange | undefined)[],
): string | null {
  if (found === undefined) return 'Sluice has not played it to the end';
  if (found.clientResponse === null) return 'its client gets no answer';
  const isSteady = others.every((other) => other !== undefined && gist(other) === gist(found));
  return isSteady
    ? null
    : 'its answers depend on the time, on chance or on what was sent before; start Envoy anew for it';
}

/** What must be equal each time; values of headers may differ and are then not checked. */
function gist({ clientResponse, upstreamCluster, upstreamRequest }: FoundExchange): string {
  const of = (message: FoundExchange['clientResponse']): unknown =>
    message === null
      ? null
      : [
          valueOf(message.headers, ':status'),
          message.headers.map(([name]) => name),
          message.body.sizeBytes,
          message.body.data,
        ];
  return JSON.stringify([of(clientResponse), upstreamCluster, of(upstreamRequest)]);
}

function planned(
  exchange: Exchange,
  index: number,
  found: ScenarioOutcome,
  rounds: Rounds,
): PlannedExchange {
  const own = found.exchanges[index] as FoundExchange;
  const others = rounds.map((round) => round[index] as FoundExchange);
  const answer = own.clientResponse as NonNullable<FoundExchange['clientResponse']>;
  const { request } = exchange;
  return {
    request,
    requestBody: bytesOf(request),
    afterMs: exchange.afterMs,
    status: valueOf(answer.headers, ':status') ?? '',
    answer: expected(
      answer,
      others.map((one) => one.clientResponse),
    ),
    upstream: upstreamOf(own, others, found, index),
  };
}

function upstreamOf(
  own: FoundExchange,
  others: FoundExchange[],
  found: ScenarioOutcome,
  index: number,
): PlannedExchange['upstream'] {
  const { upstreamRequest, upstreamCluster } = own;
  if (upstreamRequest === null || upstreamCluster === null)
    return found.calls.some((call) => call.exchange === index) ? null : 'none';
  return {
    cluster: upstreamCluster,
    method: valueOf(upstreamRequest.headers, ':method') ?? '',
    path: valueOf(upstreamRequest.headers, ':path') ?? '',
    ...expected(
      upstreamRequest,
      others.map((one) => one.upstreamRequest),
    ),
  };
}

function expected(
  message: NonNullable<FoundExchange['clientResponse']>,
  others: FoundExchange['clientResponse'][],
): ExpectedMessage {
  const { body } = message;
  return {
    headers: message.headers.flatMap(([name, value], at) => {
      if (name.startsWith(':') || hopByHop.has(name)) return [];
      const differs = others.some((other) => other?.headers[at]?.[1] !== value);
      return [{ name, value: differs || momentary.has(name) ? null : value }];
    }),
    sizeBytes: body.sizeBytes,
    body: body.truncated ? null : foundBytes(body),
  };
}

function foundBytes({ encoding, data }: FoundBody): Uint8Array {
  return (encoding === 'text' ? new TextEncoder().encode(data) : decodeBase64(data)) as Uint8Array;
}

function bodySize({ body }: Request): number {
  return body.chunks.reduce((sum, { data, repeat }) => sum + data.length * repeat, 0);
}

function bytesOf({ body }: Request): Uint8Array {
  const [only] = body.chunks;
  if (only === undefined) return new Uint8Array();
  const text = only.data.repeat(only.repeat);
  if (body.encoding === 'text') return new TextEncoder().encode(text);
  const bytes = decodeBase64(only.data) ?? new Uint8Array();
  const all = new Uint8Array(bytes.length * only.repeat);
  for (let at = 0; at < only.repeat; at += 1) all.set(bytes, at * bytes.length);
  return all;
}

function valueOf(headers: [name: string, value: string][], wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}
