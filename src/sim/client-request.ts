// The client's request: what Envoy's connection manager makes of it before the first filter sees it, and how it arrives in time.

import { byteStringOf } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { Request } from '#project/schema.ts';
import type { EventQueue } from './event-queue.ts';
import { connectionOptions, valuesOf } from './head-lines.ts';
import { HeaderFields } from './header-fields.ts';
import {
  absoluteTarget,
  refusalByCodec,
  refusalByManager,
  refusalOfUpgrade,
  type RequestHead,
  type RequestRefusal,
} from './request-refusal.ts';
import { headSize, LINE_BREAK_BYTES, type WireBody, wireBody, wirePairs } from './wire-body.ts';

const MS = 1_000_000;

/** Belong to one connection, or come from outside where only Envoy may say them: taken away. */
const stripped = new Set(
  `connection host keep-alive proxy-connection transfer-encoding upgrade x-forwarded-client-cert x-envoy-expected-rq-timeout-ms
  x-envoy-force-trace x-envoy-hedge-on-per-try-timeout x-envoy-internal x-envoy-ip-tags x-envoy-max-retries x-envoy-original-url
  x-envoy-retriable-header-names x-envoy-retriable-status-codes x-envoy-retry-grpc-on x-envoy-retry-on x-envoy-upstream-alt-stat-name
  x-envoy-upstream-rq-per-try-timeout-ms x-envoy-upstream-rq-timeout-alt-response x-envoy-upstream-rq-timeout-ms
  x-envoy-upstream-stream-duration-ms`.split(/\s+/),
);

export interface ClientRequest {
  headers: HeaderFields;
  body: WireBody;
  trailers: HeaderFields | null;
  /** False when the headers are all there is. */
  hasMore: boolean;
  /** The client wants the connection closed behind the answer. */
  closes: boolean;
  /** What Envoy answers at once, before any filter is asked; null when it takes the request. */
  refusal: RequestRefusal | null;
}

export function readClientRequest(request: Request, requestId: string): ClientRequest {
  const given = wirePairs(request.headers);
  const hosts = valuesOf(given, 'host');
  const host = hosts.length === 0 ? byteStringOf(request.authority) : hosts.join(',');
  const target = byteStringOf(request.path);
  const hostLine: Pair[] = hosts.length === 0 ? [['host', host]] : [];
  const startLineBytes = `${request.method} ${target} HTTP/1.1\r\n`.length;
  const body = wireBody(
    request.body,
    request.headers,
    request.trailers.length > 0,
    headSize(startLineBytes, hostLine),
  );
  const lines = [...hostLine, ...given, ...(body.framing === null ? [] : [body.framing])];
  const head: RequestHead = {
    method: request.method,
    target,
    lines,
    sizeBytes: headSize(startLineBytes, lines) + LINE_BREAK_BYTES,
  };
  const absolute = absoluteTarget(target);
  const path = absolute?.path ?? target;
  const authority = absolute?.authority ?? host;
  const turnedAway = refusalByCodec(head, authority) ?? refusalByManager(head, path);
  const refusal = turnedAway ?? refusalOfUpgrade(head);
  const headers = new HeaderFields('request', [
    [':authority', authority],
    ...(absolute === null ? [] : [[':scheme', absolute.scheme] satisfies Pair]),
    [':path', path],
    [':method', byteStringOf(request.method)],
  ]);
  addGiven(headers, given, refusal !== null && refusal !== turnedAway);
  if (body.framing?.[0] === 'content-length') headers.add(...body.framing);
  if (turnedAway === null) addOwn(headers, request.scheme, requestId);
  const chunked = lines.some(([name]) => name === 'transfer-encoding');
  const trailers =
    chunked && request.trailers.length > 0
      ? new HeaderFields('request-trailers', wirePairs(request.trailers))
      : null;
  return {
    headers,
    body,
    trailers,
    hasMore: body.sizeBytes > 0 || chunked,
    closes: given.some(
      ([name, value]) =>
        (name === 'connection' || name === 'proxy-connection') &&
        /(^|,)\s*close\s*(,|$)/i.test(value),
    ),
    refusal,
  };
}

/** What of the person's headers reaches the filters. An upgrade that was asked for and refused can be read in on_log. */
function addGiven(headers: HeaderFields, given: readonly Pair[], asksForUpgrade: boolean): void {
  const nominated = new Set(connectionOptions(given));
  const isUpgrade = (name: string): boolean => name === 'connection' || name === 'upgrade';
  for (const [name, value] of given) {
    const isKept = asksForUpgrade && isUpgrade(name);
    const isExpected = name === 'expect' && value.toLowerCase() === '100-continue';
    if (!isKept && (stripped.has(name) || isExpected)) continue;
    if (isKept || name === 'te' || !nominated.has(name)) headers.add(name, value);
  }
  keepTrailersOfTe(headers, nominated.has('te'));
}

/** `te` may ask for trailers, and for nothing else. */
function keepTrailersOfTe(headers: HeaderFields, isNominated: boolean): void {
  const te = headers.get('te');
  if (te === null || (te === '' && !isNominated)) return;
  const values = te.split(',').map((value) => value.trim());
  const asks = values.some((value) => (isNominated ? value.toLowerCase() : value) === 'trailers');
  if (asks) headers.setInPlace('te', 'trailers');
  else headers.remove('te');
}

/** What stands before Envoy and ends TLS says so in `x-forwarded-proto`, and Envoy believes it. */
function addOwn(headers: HeaderFields, scheme: string, requestId: string): void {
  if (!headers.has(':scheme')) {
    const forwarded = headers.get('x-forwarded-proto')?.toLowerCase();
    headers.add(':scheme', forwarded === 'http' || forwarded === 'https' ? forwarded : scheme);
  }
  if (!headers.has('x-forwarded-proto')) headers.add('x-forwarded-proto', scheme);
  if (!headers.has('x-request-id')) headers.add('x-request-id', requestId);
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
