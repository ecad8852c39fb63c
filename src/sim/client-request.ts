// The client's request: what Envoy's connection manager makes of it before the first filter sees it, and how it arrives in time.

import { byteStringOf } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { Request } from '#project/schema.ts';
import type { EventQueue } from './event-queue.ts';
import { HeaderFields } from './header-fields.ts';
import { nominatedHeaders, type WireBody, wireBody, wirePairs } from './wire-body.ts';

const MS = 1_000_000;

/** Belong to one connection, or come from outside where only Envoy may say them: taken away. */
const stripped = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'expect',
  'x-envoy-internal',
  'x-envoy-expected-rq-timeout-ms',
]);

export interface ClientRequest {
  headers: HeaderFields;
  body: WireBody;
  trailers: HeaderFields | null;
  /** False when the headers are all there is. */
  hasMore: boolean;
  /** What Envoy answers at once, before any filter is asked; null when it takes the request. */
  refusal: { status: number; details: string } | null;
}

export function readClientRequest(request: Request, requestId: string): ClientRequest {
  const named = request.headers.some(([name]) => name.toLowerCase() === 'host');
  const host = named ? 0 : `host: ${request.authority}\r\n`.length;
  const startLine = `${request.method} ${request.path} HTTP/1.1\r\n`;
  const body = wireBody(
    request.body,
    request.headers,
    request.trailers.length > 0,
    startLine.length + host,
  );
  const given = wirePairs(request.headers);
  const headers = new HeaderFields('request', [
    [':authority', byteStringOf(request.authority)],
    [':path', byteStringOf(request.path)],
    [':method', byteStringOf(request.method)],
    [':scheme', schemeOf(given, request)],
  ]);
  const nominated = nominatedHeaders(given);
  for (const [name, value] of given) {
    if (!stripped.has(name) && !nominated.has(name) && name !== 'host') headers.add(name, value);
  }
  if (body.framing?.[0] === 'content-length') headers.add(...body.framing);
  const chunked =
    given.some(([name]) => name === 'transfer-encoding') ||
    body.framing?.[0] === 'transfer-encoding';
  if (!headers.has('x-forwarded-proto')) headers.add('x-forwarded-proto', request.scheme);
  if (!headers.has('x-request-id')) headers.add('x-request-id', requestId);
  const trailers =
    chunked && request.trailers.length > 0
      ? new HeaderFields('request-trailers', wirePairs(request.trailers))
      : null;
  const hasMore = body.sizeBytes > 0 || chunked;
  return { headers, body, trailers, hasMore, refusal: refusalOf(request.path, given) };
}

/** What stands before Envoy and ends TLS says so in `x-forwarded-proto`, and Envoy believes it. */
function schemeOf(given: readonly Pair[], { scheme }: Request): string {
  const forwarded = given.find(([name]) => name === 'x-forwarded-proto')?.[1];
  return forwarded === 'http' || forwarded === 'https' ? forwarded : scheme;
}

function refusalOf(path: string, given: readonly Pair[]): ClientRequest['refusal'] {
  if (path.includes('#')) return { status: 400, details: 'path_normalization_failed' };
  if (!given.some(([name]) => name === 'upgrade')) return null;
  const asked = given.some(
    ([name, value]) => name === 'connection' && value.toLowerCase().includes('upgrade'),
  );
  return asked ? { status: 403, details: 'upgrade_failed' } : null;
}

/** Where the pieces of a request arrive. */
export interface RequestSink {
  /** Nothing more is taken once the stream has ended. */
  isOver(): boolean;
  /** What follows comes in a read of its own, later than the headers. */
  laterRead(sizeBytes: number, isLast: boolean): void;
  headers(endOfStream: boolean): void;
  data(bytes: Uint8Array): void;
  /** The end of a body, with or without trailers. */
  end(): void;
}

/** Lets a request arrive in virtual time. Pieces without a delay come in the same read as what was before them. */
export function playRequest(queue: EventQueue, request: ClientRequest, sink: RequestSink): void {
  let delayNs = 0;
  let batch: (() => void)[] = [() => sink.headers(!request.hasMore)];
  let read = { sizeBytes: 0, isLast: false };
  const flush = (): void => {
    const steps = batch;
    queue.schedule(delayNs, () => {
      for (const step of steps) if (!sink.isOver()) step();
    });
  };
  if (request.hasMore) {
    for (const piece of request.body.pieces) {
      if (piece.delayMs > 0) {
        flush();
        const later = { sizeBytes: 0, isLast: false };
        read = later;
        batch = [() => sink.laterRead(later.sizeBytes, later.isLast)];
        delayNs += piece.delayMs * MS;
      }
      read.sizeBytes += piece.bytes.length;
      if (piece.bytes.length > 0) batch.push(() => sink.data(piece.bytes));
    }
    read.isLast = true;
    batch.push(() => sink.end());
  }
  flush();
}
