// What of a scenario's answers is the same each time: whether there is anything to hold an Envoy against, and which values.

import { decodeBase64 } from '#abi/base64.ts';
import type { FoundBody, FoundExchange, ScenarioOutcome } from '../outcome.ts';

/** The exchanges of a scenario as they came in some other rounds. */
export type Rounds = FoundExchange[][];

export interface ExpectedHeader {
  name: string;
  /** Null for a header that must be there with whatever value. */
  value: string | null;
}

export interface ExpectedMessage {
  /** False for one that breaks off. */
  complete: boolean;
  headers: ExpectedHeader[];
  sizeBytes: number;
  /** Null when the report holds but the beginning of the body. */
  body: Uint8Array | null;
}

/** Headers whose values no two runs share. */
const momentary = new Set(['date', 'x-envoy-upstream-service-time', 'x-request-id']);

/** Headers of one connection, which say nothing of the message. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Whether every exchange came in all rounds as it came here, but for values of headers. */
export function isSteady(found: ScenarioOutcome, rounds: Rounds): boolean {
  return rounds.every((round) =>
    found.exchanges.every((exchange, index) => {
      const other = round[index];
      return other !== undefined && gist(other) === gist(exchange);
    }),
  );
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

/** The message as it is to come, given how it came in other rounds. */
export function expected(
  message: NonNullable<FoundExchange['clientResponse']>,
  others: FoundExchange['clientResponse'][],
): ExpectedMessage {
  const { body } = message;
  return {
    complete: message.complete,
    headers: message.headers.flatMap(([name, value], at) => {
      if (name.startsWith(':') || hopByHop.has(name)) return [];
      const differs = others.some((other) => other?.headers[at]?.[1] !== value);
      return [{ name, value: differs || momentary.has(name) ? null : value }];
    }),
    sizeBytes: body.sizeBytes,
    body: body.truncated ? null : foundBytes(body),
  };
}

/** What guests logged here and each other time, as Envoy's log has it. */
export function steadyLog(
  found: ScenarioOutcome,
  others: readonly (ScenarioOutcome | undefined)[],
): string[] {
  const sets = others.map((other) => new Set(other === undefined ? [] : logged(other)));
  return [...new Set(logged(found))].filter((line) => sets.every((set) => set.has(line)));
}

function logged({ events }: ScenarioOutcome): string[] {
  return events.flatMap(({ kind, fromGuest, text }) =>
    kind === 'log' && fromGuest === true && text !== undefined ? [text] : [],
  );
}

function foundBytes({ encoding, data }: FoundBody): Uint8Array {
  return (encoding === 'text' ? new TextEncoder().encode(data) : decodeBase64(data)) as Uint8Array;
}

export function valueOf(
  headers: [name: string, value: string][],
  wanted: string,
): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}
