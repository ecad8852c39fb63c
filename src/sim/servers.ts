// A server behind Envoy that does what the Project says: the upstream, and the mocks that answer callouts.

import type { Pair } from '#abi/pairs.ts';
import type { CallBehaviour, ServerBehaviour } from '#project/schema.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import {
  hasOneLength,
  holdsControlCharacters,
  isChunkedAlone,
  MOST_HEAD_LINES,
  valuesOf,
} from './head-lines.ts';
import { wireBody, wirePairs } from './wire-body.ts';

const MS = 1_000_000;
/** Of `HTTP/1.1 200 OK`. */
const STATUS_LINE_BYTES = 17;

/** A gRPC server closes a connection on which it is spoken to in HTTP/1.1. */
export function overHttp1(behaviour: CallBehaviour): ServerBehaviour {
  return behaviour.kind === 'grpc'
    ? { kind: 'reset', after: 'request', delayMs: behaviour.delayMs }
    : behaviour;
}

/** What comes over the wire. `pairs` start with `:status`. */
export interface AnswerSink {
  headers(pairs: readonly Pair[], endOfStream: boolean): void;
  data(bytes: Uint8Array, endOfStream: boolean): void;
  trailers(pairs: readonly Pair[]): void;
  /** The connection was closed before the answer was whole, or Envoy could not read what came. */
  reset(reason: ResetReason): void;
}

export type ResetReason = 'connection termination' | 'protocol error';

/** True for an answer whose head Envoy takes for no HTTP. */
function isUnreadable(lines: readonly Pair[]): boolean {
  if (!hasOneLength(lines) || lines.length > MOST_HEAD_LINES || holdsControlCharacters(lines))
    return true;
  if (valuesOf(lines, 'transfer-encoding').length === 0) return false;
  return valuesOf(lines, 'content-length').length > 0 || !isChunkedAlone(lines);
}

/**
 * Plays an answer to a request that has come in whole. Over HTTP/1.1 the end of a body is told apart from its last bytes,
 * so a body that is not empty ends with an extra empty piece.
 */
export function playAnswer(
  queue: EventQueue,
  server: ServerBehaviour,
  method: string,
  sink: AnswerSink,
): Scheduled {
  const pending: Scheduled[] = [];
  const at = (delayNs: number, run: () => void): void =>
    void pending.push(queue.schedule(delayNs, run));
  if (server.kind === 'reset') {
    at(server.delayMs * MS, () => {
      if (server.after === 'headers') {
        sink.headers(
          [
            [':status', '200'],
            ['content-length', '1'],
          ],
          // To HEAD that is the whole answer, and what closes then is an idle connection.
          method === 'HEAD',
        );
        if (method === 'HEAD') return;
        // The end of the connection is read by itself, after what the answer has set off.
        at(0, () => sink.reset('connection termination'));
        return;
      }
      sink.reset('connection termination');
    });
  } else if (server.kind === 'answer') {
    // Envoy reads over an interim answer, and waits for the one that follows.
    const isInterim = server.status < 200 && server.status !== 101;
    if (isInterim) return { cancel: () => {} };
    // What follows belongs to the other protocol, of which neither side says anything.
    const switches = server.status === 101;
    const bodiless = method === 'HEAD' || server.status === 204 || server.status === 304;
    const body = wireBody(
      server.body,
      server.headers,
      server.trailers.length > 0,
      STATUS_LINE_BYTES,
    );
    const given = wirePairs(server.headers);
    const pairs: Pair[] = [
      [':status', String(server.status)],
      ...given.filter(([name]) => name !== 'keep-alive'),
    ];
    const framed = server.headers.some(([name]) =>
      /^(content-length|transfer-encoding)$/i.test(name),
    );
    if (!bodiless && !framed && !switches) pairs.push(body.framing ?? ['content-length', '0']);
    if (isUnreadable(pairs.slice(1))) {
      at(server.delayMs * MS, () => sink.reset('protocol error'));
      return { cancel: () => pending.forEach((event) => event.cancel()) };
    }
    const chunked = pairs.some(
      ([name, value]) => name === 'transfer-encoding' && value.toLowerCase() === 'chunked',
    );
    const ends = bodiless || (body.sizeBytes === 0 && !chunked && !switches);
    let delayNs = server.delayMs * MS;
    const pieces = ends || switches ? [] : body.pieces;
    const finish = (): void => {
      if (ends || switches) return;
      if (server.trailers.length > 0) sink.trailers(wirePairs(server.trailers));
      else sink.data(new Uint8Array(), true);
    };
    // Pieces without a delay come in the same read as what was before them.
    let batch: (() => void)[] = [() => sink.headers(pairs, ends)];
    const flush = (steps: (() => void)[], after: number): void =>
      at(after, () => steps.forEach((step) => step()));
    for (const piece of pieces) {
      if (piece.delayMs > 0) {
        flush(batch, delayNs);
        batch = [];
        delayNs += piece.delayMs * MS;
      }
      if (piece.bytes.length > 0) batch.push(() => sink.data(piece.bytes, false));
    }
    batch.push(finish);
    flush(batch, delayNs);
  }
  return { cancel: () => pending.forEach((event) => event.cancel()) };
}

/** The `:status`, length and type that Envoy gives an answer of its own. */
export function ownAnswerPairs(status: number, body: string): Pair[] {
  return [
    [':status', String(status)],
    ['content-length', String(body.length)],
    ['content-type', 'text/plain'],
  ];
}

export const UPSTREAM_TIMEOUT = 'upstream request timeout';
export const upstreamFailure = (reason: 'remote connection failure' | ResetReason): string =>
  `upstream connect error or disconnect/reset before headers. reset reason: ${reason}`;
