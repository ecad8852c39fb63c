// The end of the request's way: Envoy's router, which answers itself or takes the request to a cluster and brings the answer back.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import type { ServerBehaviour } from '#project/schema.ts';
import type { Scheduled } from './event-queue.ts';
import type { DirectionEnd } from './filter-direction.ts';
import { HeaderFields } from './header-fields.ts';
import type { HttpStream } from './http-stream.ts';
import { type MessageRecord, newMessage } from './message-record.ts';
import { playAnswer, type ResetReason, UPSTREAM_TIMEOUT, upstreamFailure } from './servers.ts';
import type { World } from './world.ts';

const MS = 1_000_000;
/** Bits of Envoy's response flags. */
const FLAG_UPSTREAM_TIMEOUT = 0x4;
const FLAG_UPSTREAM_FAILURE = 0x20;
const FLAG_UPSTREAM_TERMINATION = 0x40;
const FLAG_NO_ROUTE = 0x100;
const FLAG_UPSTREAM_PROTOCOL_ERROR = 0x80_0000;

const bodilessMethods = new Set(['GET', 'HEAD', 'CONNECT', 'DELETE', 'TRACE']);

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const isName = (name: string): boolean => name === '' || name.startsWith(':') || token.test(name);

const escapes: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\r': 'r' };
const escaped = (name: ByteString): ByteString =>
  name.replaceAll(/[\t\n\r"\\]/g, (character) => `\\${escapes[character] ?? character}`);

/** Why Envoy does not write a request that a filter has changed; null when it does. */
function spoiltRequest(headers: HeaderFields): ByteString | null {
  if (!headers.has(':method')) return 'missing required header: :method';
  if (headers.get(':method') === 'CONNECT' && !headers.has(':protocol'))
    return 'missing required header: :protocol';
  for (const [name, value] of headers.pairs()) {
    if (!isName(name)) return `invalid header name: ${escaped(name)}`;
    if (/[\r\n\0]/.test(value)) return `invalid header value for: ${name}`;
  }
  return null;
}

const isScheme = (text: string | null): text is string => text !== null && /^https?$/i.test(text);

/** A scheme that is not HTTP's gives way to what the client's proxy has said, or to that of the connection. */
function mendScheme(headers: HeaderFields): void {
  if (isScheme(headers.get(':scheme'))) return;
  const forwarded = headers.get('x-forwarded-proto');
  headers.setInPlace(':scheme', isScheme(forwarded) ? forwarded : 'http');
}

export class Router implements DirectionEnd {
  readonly #world: World;
  readonly #stream: HttpStream;
  readonly #server: ServerBehaviour;
  /** What reached the upstream, and what it answered. */
  sent: MessageRecord | null = null;
  received: MessageRecord | null = null;
  /** On its way; becomes {@link sent} when there is a connection. */
  #sending: MessageRecord | null = null;
  #ended = false;
  #timeoutMs = 0;
  #timer: Scheduled | null = null;
  /** When the request was complete; null before. */
  #completeNs: number | null = null;
  #asked = false;
  #pending: Scheduled[] = [];
  #abandoned = false;
  #answeredItself = false;

  constructor(world: World, stream: HttpStream, server: ServerBehaviour) {
    this.#world = world;
    this.#stream = stream;
    this.#server = server;
  }

  /** The request goes no further: a reply took its place, or the stream has ended. */
  abandon(): void {
    if (!this.#abandoned && this.#isConnecting) this.#leaveConnection();
    this.#abandoned = true;
    for (const event of this.#pending) event.cancel();
    this.#pending = [];
  }

  headers(headers: HeaderFields, endOfStream: boolean): void {
    const { info } = this.#stream;
    const route = this.#stream.chooseRoute();
    if (route === null) return this.#answer(404, '', 'route_not_found', FLAG_NO_ROUTE);
    const { target } = route;
    if (target.kind === 'direct-response')
      return this.#answer(target.status, target.body, 'direct_response', 0);
    if (target.timeoutMs > 0)
      headers.setInPlace('x-envoy-expected-rq-timeout-ms', String(target.timeoutMs));
    mendScheme(headers);
    const spoilt = spoiltRequest(headers);
    if (spoilt !== null) {
      const details = `filter_removed_required_request_headers{${textOf(spoilt).replaceAll(' ', '_')}}`;
      return this.#answer(503, spoilt, details, 0);
    }
    info.upstreamHost = info.cluster;
    info.upstreamStartNs = this.#world.queue.nowNs;
    this.#timeoutMs = target.timeoutMs;
    if (this.#server.kind === 'refused') {
      this.#stream.thread.idleConnections.delete(target.cluster);
      this.#later(0, () => {
        const text = upstreamFailure('remote connection failure');
        const details =
          'upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}';
        info.upstreamFailure = 'delayed connect error: Connection refused';
        this.#answer(503, text, details, FLAG_UPSTREAM_FAILURE);
      });
      return;
    }
    const sending = newMessage(this.#onWire(headers, endOfStream));
    sending.body.declare(headers.get('content-length'));
    this.#sending = sending;
    this.#ended = endOfStream;
    // A connection that is there is used at once. A new one is made before anything else happens, but after what came in the same
    // read: a reply to the first bytes of a body finds a request that has not left yet.
    if (this.#takeConnection(target.cluster)) this.#connected(sending);
    else this.#later(0, () => this.#connected(sending));
  }

  #connected(sending: MessageRecord): void {
    this.sent = sending;
    this.#stream.info.upstreamConnected = true;
    if (this.#ended) this.#complete();
  }

  #takeConnection(cluster: string): boolean {
    const { idleConnections } = this.#stream.thread;
    const idle = idleConnections.get(cluster) ?? 0;
    if (idle > 0) idleConnections.set(cluster, idle - 1);
    return idle > 0;
  }

  /** A connection that is being made stays, also when its request is given up. */
  get #isConnecting(): boolean {
    return this.#sending !== null && this.sent === null;
  }

  #leaveConnection(): void {
    const cluster = this.#stream.info.upstreamHost?.name;
    if (cluster === undefined) return;
    const { idleConnections } = this.#stream.thread;
    idleConnections.set(cluster, (idleConnections.get(cluster) ?? 0) + 1);
  }

  /** The answer has come in whole: the connection waits for the next request, unless the upstream closes it. */
  #keepConnection(): void {
    const closes = this.received?.headers.some(
      ([name, value]) => name === 'connection' && value.toLowerCase() === 'close',
    );
    if (closes !== true) this.#leaveConnection();
  }

  #onWire(headers: HeaderFields, endOfStream: boolean) {
    const pairs = headers.snapshot();
    if (headers.has('content-length')) return pairs;
    if (!endOfStream) pairs.push(['transfer-encoding', 'chunked']);
    else if (!bodilessMethods.has(headers.get(':method') ?? ''))
      pairs.push(['content-length', '0']);
    return pairs;
  }

  data(bytes: Uint8Array, endOfStream: boolean): void {
    const sending = this.#sending;
    sending?.body.add(bytes);
    if (endOfStream) this.#end();
    else if (sending?.body.reachedDeclared === true) this.#reachedLength();
  }

  trailers(trailers: HeaderFields): void {
    if (this.#sending === null) return;
    const chunked = this.#sending.headers.some(([name]) => name === 'transfer-encoding');
    this.#sending.trailers = chunked ? trailers.snapshot() : [];
    this.#end();
  }

  #end(): void {
    this.#ended = true;
    if (this.sent !== null) this.#complete();
  }

  /** To the upstream a body ends with its declared length, also while a filter still holds the end of the request back. */
  #reachedLength(): void {
    this.#later(0, () => {
      if (!this.#ended) this.#askServer();
    });
  }

  #later(delayNs: number, run: () => void): void {
    this.#pending.push(
      this.#world.queue.schedule(delayNs, () => {
        if (!this.#abandoned && this.#stream.ended === null) run();
      }),
    );
  }

  /** Envoy answers in the upstream's place, through the filters. */
  #answer(status: number, body: string, details: string, flag: number): void {
    if (this.#answeredItself) return;
    this.#answeredItself = true;
    this.#stream.info.responseFlags |= flag;
    this.#stream.answerItself(status, body, details);
  }

  #tell(what: 'upstream-request' | 'upstream-response' | 'upstream-reset', text: string): void {
    const leave = this.#world.observer.enter(this.#stream.scope(null));
    this.#world.observer.net(what, text, null);
    leave();
  }

  /** The whole request has been handed on: the route's timeout counts from here. */
  #complete(): void {
    const { queue } = this.#world;
    this.#completeNs = queue.nowNs;
    const timeoutMs = this.#timeoutMs;
    this.#timer = timeoutMs === 0 ? null : queue.schedule(timeoutMs * MS, () => this.#timeOut());
    if (this.#timer !== null) this.#pending.push(this.#timer);
    this.#askServer();
  }

  /** The upstream has all that it waits for, and answers. */
  #askServer(): void {
    const { queue } = this.#world;
    const { sent } = this;
    if (sent === null || this.#asked) return;
    this.#asked = true;
    // The upstream waits for the rest of a body that is shorter than declared; only Envoy's timeout counts then.
    sent.complete = sent.body.whole;
    const { info } = this.#stream;
    const method = sent.headers.find(([name]) => name === ':method')?.[1] ?? '';
    const path = sent.headers.find(([name]) => name === ':path')?.[1] ?? '';
    this.#tell('upstream-request', `${textOf(method)} ${textOf(path)}`);
    const done = (): void => {
      this.#timer?.cancel();
      info.upstreamEndNs = queue.nowNs;
      if (this.#server.kind === 'answer') this.#keepConnection();
    };
    const alive = (): boolean => !this.#abandoned && this.#stream.ended === null;
    const server: ServerBehaviour = sent.complete ? this.#server : { kind: 'timeout' };
    const answer = playAnswer(queue, server, method, {
      headers: (pairs, end) => {
        if (!alive()) return;
        this.received = newMessage([...pairs]);
        this.#tell('upstream-response', pairs[0]?.[1] ?? '');
        const fields = new HeaderFields('response', pairs);
        if (this.#completeNs !== null) {
          const tookMs = Math.round((queue.nowNs - this.#completeNs) / MS);
          fields.setInPlace('x-envoy-upstream-service-time', String(tookMs));
        }
        info.details = 'via_upstream';
        if (end) done();
        this.received.complete = end;
        this.#stream.receiveResponse(fields, end);
      },
      data: (bytes, end) => {
        if (!alive()) return;
        this.received?.body.add(bytes);
        if (this.received !== null) this.received.complete = end;
        if (end) done();
        this.#stream.receiveResponseData(bytes, end);
      },
      trailers: (pairs) => {
        if (!alive()) return;
        if (this.received !== null) {
          this.received.trailers = [...pairs];
          this.received.complete = true;
        }
        done();
        this.#stream.receiveResponseTrailers(new HeaderFields('response-trailers', pairs));
      },
      reset: (reason) => {
        if (!alive()) return;
        done();
        const isUnreadable = reason === 'protocol error';
        const what = isUnreadable ? 'answered with what is not HTTP' : 'closed the connection';
        this.#tell('upstream-reset', `the upstream ${what}`);
        this.#upstreamGone(reason);
      },
    });
    this.#pending.push(answer);
  }

  #upstreamGone(reason: ResetReason): void {
    const hasBegun = this.received !== null;
    const when = hasBegun ? 'after' : 'before';
    const isUnreadable = hasBegun || reason === 'protocol error';
    const why: ResetReason = isUnreadable ? 'protocol error' : reason;
    const details = `upstream_reset_${when}_response_started{${why.replace(' ', '_')}}`;
    const flag = isUnreadable ? FLAG_UPSTREAM_PROTOCOL_ERROR : FLAG_UPSTREAM_TERMINATION;
    this.#answer(isUnreadable ? 502 : 503, upstreamFailure(why), details, flag);
  }

  /** Too late for an answer once the response has begun; as long as a filter holds its headers, it has not. */
  #timeOut(): void {
    if (this.#abandoned || this.#stream.ended !== null) return;
    this.#answer(504, UPSTREAM_TIMEOUT, 'response_timeout', FLAG_UPSTREAM_TIMEOUT);
  }
}
