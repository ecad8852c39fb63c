// One request from the client and its response: Envoy's connection manager and router around the two directions of filters.

import { textOf } from '#abi/byte-string.ts';
import type { Exchange, Route } from '#project/schema.ts';
import { type ClientRequest, playRequest, readClientRequest } from './client-request.ts';
import { ClientSide } from './client-side.ts';
import { FilterDirection } from './filter-direction.ts';
import { HeaderFields } from './header-fields.ts';
import { type LocalReply, replyText, traitsOf } from './local-reply.ts';
import {
  type MessageRecord,
  newMessage,
  type StepRecord,
  watchDirection,
} from './message-record.ts';
import { clusterOf, findRoute } from './route-table.ts';
import {
  closedAfterReply,
  continuedAfterReply,
  type Misuse,
  misuseOfResume,
  overtakingBody,
  overtakingTrailers,
  repliedAfterClose,
  resumedAfterEnd,
  resumedWithTrailers,
} from './misuse.ts';
import { UPGRADE_FAILED } from './request-refusal.ts';
import { Router } from './router.ts';
import { StreamReply } from './stream-reply.ts';
import type { NetWhat, Scope } from './observer.ts';
import type { StreamInfo } from './stream-info.ts';
import { callbackOf, type StreamContext } from './stream-context.ts';
import type { Thread } from './thread.ts';
import { FAIL_STREAM_DETAILS, type WasmFilter } from './wasm-filter.ts';
import type { World } from './world.ts';

type Side = 'request' | 'response';

/** How a stream ended. `crashed`: a real Envoy would not have survived. */
export type StreamEnd = 'response' | 'reset' | 'client-left' | 'crashed';

/** Of `response.flags`: the client has closed the connection, or has sent what is not HTTP. */
const FLAG_CLIENT_LEFT = 0x4000;
const FLAG_PROTOCOL_ERROR = 0x4_0000;

export class HttpStream {
  readonly world: World;
  readonly thread: Thread;
  /** Index of the exchange. */
  readonly exchange: number;
  readonly info: StreamInfo;
  readonly steps: StepRecord[] = [];
  readonly clientRequest: MessageRecord;
  ended: StreamEnd | null = null;
  readonly #filters: readonly WasmFilter[];
  readonly #incoming: ClientRequest;
  readonly #request: FilterDirection;
  readonly #response: FilterDirection;
  readonly #router: Router;
  readonly #client: ClientSide;
  readonly #reply: StreamReply;
  #routeHolds = false;
  /** Every route that was chosen, in order; null where none took the request. */
  readonly routes: (Route | null)[] = [];

  constructor(world: World, exchange: Exchange, index: number) {
    this.world = world;
    this.thread = world.workerOf(index);
    this.exchange = index;
    this.#incoming = readClientRequest(exchange.request, world.random.uuid());
    const { headers, refusal } = this.#incoming;
    const seen = refusal?.byCodec === true ? new HeaderFields('request') : headers;
    this.info = {
      startNs: world.queue.nowNs,
      endNs: null,
      connectionId: index,
      requestHeaders: seen,
      requestTraits: traitsOf(seen),
      requestTrailers: null,
      responseHeaders: null,
      responseTrailers: null,
      requestBytes: 0,
      responseBytes: 0,
      responseCode: null,
      details: '',
      responseFlags: refusal?.byCodec === true ? FLAG_PROTOCOL_ERROR : 0,
      route: null,
      cluster: null,
      upstreamHost: null,
      upstreamConnected: false,
      upstreamFailure: '',
      upstreamStartNs: null,
      upstreamEndNs: null,
      filterState: new Map(),
      readOnlyState: new Set(),
    };
    if (refusal === null || refusal.details === UPGRADE_FAILED) this.chooseRoute();
    this.clientRequest = newMessage(this.#incoming.headers.snapshot());
    this.clientRequest.complete = !this.#incoming.hasMore;
    this.#filters = this.thread.chain.newFilters(this);
    this.#router = new Router(world, this, exchange.upstream);
    this.#client = new ClientSide(world, this);
    this.#request = this.#direction('request', this.#filters);
    this.#response = this.#direction('response', this.#filters.toReversed());
    this.#reply = new StreamReply(this, this.#router, this.#client);
  }

  get upstreamRequest(): MessageRecord | null {
    return this.#router.sent;
  }

  get upstreamResponse(): MessageRecord | null {
    return this.#router.received;
  }

  get clientResponse(): MessageRecord | null {
    return this.#client.sent;
  }

  /** To whom an event of this stream belongs. */
  scope(plugin: number | null): Scope {
    return { worker: this.thread.worker, plugin, exchange: this.exchange };
  }

  #direction(side: Side, filters: readonly WasmFilter[]): FilterDirection {
    const plugins = filters.map((filter) => filter.pluginIndex);
    const { observer, queue } = this.world;
    return new FilterDirection(
      filters.map((filter) => filter[side]),
      {
        end: side === 'request' ? this.#router : this.#client,
        watcher: watchDirection(
          side,
          plugins,
          this.steps,
          observer,
          (plugin) => this.scope(plugin),
          () => queue.nowNs,
        ),
        overflow: () => this.#overflow(side),
        abortedInCallback: () => this.#reply.sendPrepared(),
        addedTrailersOvertake: side === 'request' ? (index) => this.#trailersOvertake(index) : null,
        acceptHeaders: (headers) => side === 'request' || this.#acceptResponse(headers),
      },
    );
  }

  direction(side: Side): FilterDirection {
    return side === 'request' ? this.#request : this.#response;
  }

  /** The client sends: headers, then the body as it is cut in time. */
  start(): void {
    const { queue, observer } = this.world;
    const { headers, trailers } = this.#incoming;
    const tell = (what: NetWhat, text: string): void => {
      const leave = observer.enter(this.scope(null));
      observer.net(what, text, null);
      leave();
    };
    const [method, path] = [headers.get(':method') ?? '', headers.get(':path') ?? ''];
    tell('client-request', `${textOf(method)} ${textOf(path)}`);
    playRequest(queue, this.#incoming, {
      isOver: () => this.ended !== null,
      laterRead: (sizeBytes, isLast) =>
        tell('client-body', `${sizeBytes} B${isLast ? ', end' : ''}`),
      headers: (endOfStream) => {
        const { refusal } = this.#incoming;
        if (refusal === null) this.#request.receiveHeaders(headers, endOfStream);
        else this.answerItself(refusal.status, refusal.body, refusal.details);
      },
      data: (bytes) => this.#receiveBody(bytes),
      end: () => this.#receiveEnd(trailers),
    });
  }

  #receiveBody(bytes: Uint8Array): void {
    this.info.requestBytes += bytes.length;
    this.clientRequest.body.add(bytes);
    this.#request.receiveData(bytes, false);
  }

  #receiveEnd(trailers: HeaderFields | null): void {
    this.clientRequest.complete = true;
    if (trailers === null) {
      this.#request.receiveData(new Uint8Array(), true);
      return;
    }
    this.clientRequest.trailers = trailers.snapshot();
    this.info.requestTrailers = trailers;
    this.#request.receiveTrailers(trailers);
  }

  /** Chooses the route that takes the request as it is now, unless the one chosen before still holds. */
  chooseRoute(): Route | null {
    const { info, world } = this;
    if (!this.#routeHolds) {
      info.route = findRoute(world.project, info.requestHeaders);
      info.cluster = clusterOf(world.project, info.route);
      this.#routeHolds = true;
      if (this.routes.length === 0 || this.routes.at(-1) !== info.route)
        this.routes.push(info.route);
    }
    return info.route;
  }

  /** The router chooses anew. Until then attributes tell of the old route. */
  clearRouteCache(): void {
    this.#routeHolds = false;
  }

  /** The reply that answered the client, when Envoy or a filter made it. */
  get localReply(): LocalReply | null {
    return this.#reply.sent;
  }

  /**
   * True when Envoy ends the connection behind the answer: the client asked for it, or is still sending, or the two ends may no longer
   * agree on where messages begin, as after a reply of 400, whatever became of its status.
   */
  get closesConnection(): boolean {
    const { closes, refusal } = this.#incoming;
    const isLost = refusal?.byCodec === true || refusal?.details === UPGRADE_FAILED;
    return closes || isLost || !this.clientRequest.complete || this.localReply?.status === 400;
  }

  /** From the upstream or from a reply that goes through the filters. */
  receiveResponse(headers: HeaderFields, endOfStream: boolean): void {
    this.info.responseHeaders = headers;
    this.info.responseCode = Number(headers.get(':status') ?? 0);
    this.#response.receiveHeaders(headers, endOfStream);
  }

  receiveResponseData(bytes: Uint8Array, endOfStream: boolean): void {
    this.#response.receiveData(bytes, endOfStream);
  }

  receiveResponseTrailers(trailers: HeaderFields): void {
    this.info.responseTrailers = trailers;
    this.#response.receiveTrailers(trailers);
  }

  sendLocalReply(reply: LocalReply): void {
    this.#reply.send(reply);
  }

  /** An answer of Envoy's own, with a text body. */
  answerItself(status: number, body: string, details: string): void {
    this.sendLocalReply({
      status,
      details,
      body: replyText(body),
      headers: [],
      grpcStatus: -1,
      by: null,
    });
  }

  #overflow(side: Side): void {
    if (side === 'request')
      this.answerItself(413, 'Payload Too Large', 'request_payload_too_large');
    else if (this.#client.sent === null)
      this.answerItself(500, 'Internal Server Error', 'response_payload_too_large');
    else this.reset('response_payload_too_large');
  }

  /** A filter that takes the status away, or spoils it, makes the response a 502. */
  #acceptResponse(headers: HeaderFields): boolean {
    const status = headers.get(':status');
    if (status !== null && /^\d+$/.test(status)) {
      this.info.responseCode = Number(status);
      return true;
    }
    const message = 'missing required header: :status';
    const details = `filter_removed_required_response_headers{${message.replaceAll(' ', '_')}}`;
    this.answerItself(502, message, details);
    return false;
  }

  /** `proxy_continue_stream`, after the callback. */
  resume(context: StreamContext, side: Side): void {
    const direction = this.direction(side);
    if (this.ended !== null) {
      if (side === 'response' && direction.holder() !== null) this.#tell(context, resumedAfterEnd);
      return;
    }
    const order = side === 'request' ? this.#filters : this.#filters.toReversed();
    const index = order.findIndex((filter) => filter.context === context);
    const isInHeaders = direction.isCallingHeadersOf(index);
    const misuse = misuseOfResume(context, side, this.info.responseHeaders !== null, isInHeaders);
    if (misuse !== null) return this.#tell(context, misuse);
    const pausesTrailers = direction.isCallingTrailersOf(index) && context.returning !== 0;
    if (side === 'request' && this.#reply.requestStaysOpen && direction.isStopped(index))
      return this.#tell(context, continuedAfterReply);
    const isHeld = direction.isStopped(index) || isInHeaders || pausesTrailers;
    if (!isHeld && direction.trailers !== null && !direction.aborted)
      this.#tell(context, resumedWithTrailers(side));
    else if (direction.bodyWouldOvertake && !isInHeaders) this.#tell(context, overtakingBody(side));
    else direction.resume(index);
  }

  /** `proxy_send_local_response`, after the callback. */
  replyFrom(context: StreamContext, reply: LocalReply): void {
    if (this.ended === 'reset') this.#tell(context, repliedAfterClose);
    else this.sendLocalReply(reply);
  }

  /** `proxy_close_stream`, after the callback. */
  close(context: StreamContext): void {
    if (this.ended !== null) return;
    if (this.#reply.isPrepared) this.#tell(context, closedAfterReply);
    if (this.info.details === '') this.info.details = 'wasm_close_stream';
    this.reset(this.info.details);
  }

  #trailersOvertake(index: number): void {
    const context = this.#filters[index]?.context;
    if (context !== undefined) this.#tell(context, overtakingTrailers);
  }

  /** Something after which a real Envoy would not go on. Nothing of it is imitated; the run ends here. */
  crashEnvoy(context: StreamContext, what: string): void {
    this.#tell(context, { kind: 'envoy-crash', what });
  }

  /** A fault for the report. When Envoy would crash, the run ends here. */
  #tell(context: StreamContext, { kind, what }: Misuse): void {
    this.world.observer.fault({
      kind,
      plugin: context.pluginIndex,
      callback: callbackOf(context.phase),
      contextId: context.id,
      message: kind === 'envoy-crash' ? `Envoy crashes: ${what}` : what,
      envoyText: [],
      frames: [],
    });
    if (kind !== 'envoy-crash') return;
    this.world.crashed = true;
    this.#end('crashed');
  }

  addTrailers(side: Side): HeaderFields {
    const trailers = new HeaderFields(
      side === 'request' ? 'request-trailers' : 'response-trailers',
    );
    this.direction(side).trailers = trailers;
    if (side === 'request') this.info.requestTrailers = trailers;
    else this.info.responseTrailers = trailers;
    return trailers;
  }

  /** The map as it was at the end, for on_log. */
  keptMap(side: Side, isTrailers: boolean): HeaderFields | null {
    const { info } = this;
    // Envoy's access log knows no request trailers.
    if (side === 'request') return isTrailers ? null : info.requestHeaders;
    return isTrailers ? info.responseTrailers : info.responseHeaders;
  }

  hasMap(side: Side, isTrailers: boolean): boolean {
    const { info } = this;
    if (side === 'request' && isTrailers) return info.requestTrailers !== null;
    return this.keptMap(side, isTrailers) !== null;
  }

  /** Where the stream is held back, and by which plugin. */
  holder(): { plugin: number; side: Side; phase: 'headers' | 'body' | 'trailers' } | null {
    for (const side of ['response', 'request'] as const) {
      const held = this.direction(side).holder();
      const order = side === 'request' ? this.#filters : this.#filters.toReversed();
      const filter = held === null ? undefined : order[held.index];
      if (held !== null && filter !== undefined)
        return { plugin: filter.pluginIndex, side, phase: held.phase };
    }
    return null;
  }

  /** The response has gone out whole. */
  responseSent(): void {
    this.#end('response');
  }

  reset(details: string): void {
    if (this.ended !== null) return;
    this.info.details = details;
    const leave = this.world.observer.enter(this.scope(null));
    this.world.observer.net('client-reset', details, null);
    leave();
    this.#end('reset');
  }

  /** The client has waited long enough. */
  clientLeaves(): void {
    if (this.ended !== null) return;
    this.info.details = 'downstream_remote_disconnect';
    this.info.responseFlags |= FLAG_CLIENT_LEFT;
    this.#end('client-left');
  }

  #end(how: StreamEnd): void {
    if (this.ended !== null) return;
    this.ended = how;
    this.info.endNs = this.world.queue.nowNs;
    this.#request.aborted = true;
    this.#response.aborted = true;
    this.#router.abandon();
    if (how !== 'crashed') {
      for (const filter of this.#filters) if (!this.world.crashed) filter.logStream();
      for (const filter of this.#filters) if (!this.world.crashed) filter.destroy();
    }
  }

  /** True when the failure policy of a plugin answered. */
  get failedClosed(): boolean {
    return this.info.details === FAIL_STREAM_DETAILS;
  }
}
