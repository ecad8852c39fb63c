// A stream context as the guest sees it: which maps and bodies it may touch in which callback, and what it may ask of its stream.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { Status } from '#abi/status.ts';
import { BufferType, MapType, StreamType } from '#abi/types.ts';
import { Refusal } from '#host/refusal.ts';
import type {
  FieldMap,
  GrpcServices,
  HttpCallRequest,
  LocalResponse,
  MapAccess,
} from '#host/services.ts';
import type { AttributeView } from './attribute-values.ts';
import type { BodyBuffer } from './body-buffer.ts';
import { callbackOfMap } from './callback-of-map.ts';
import { BaseContext } from './context.ts';
import type { HeaderFields } from './header-fields.ts';
import type { HttpStream } from './http-stream.ts';
import type { RootContext } from './root-context.ts';

export type Side = 'request' | 'response';
export type Phase =
  | 'idle'
  | 'create'
  | `${Side} headers`
  | `${Side} body`
  | `${Side} trailers`
  | 'log'
  | 'done'
  | 'delete';

/** The callback of a phase; empty when none is running. */
export function callbackOf(phase: Phase): string {
  if (phase === 'idle') return '';
  return phase === 'create' ? 'proxy_on_context_create' : `proxy_on_${phase.replace(' ', '_')}`;
}

/** What a filter holds of one direction. */
interface SideState {
  headers: HeaderFields | null;
  trailers: HeaderFields | null;
  body: BodyBuffer | null;
  /** The last body callback asked to buffer. */
  buffering: boolean;
}

const newSide = (): SideState => ({ headers: null, trailers: null, body: null, buffering: false });

export class StreamContext extends BaseContext {
  readonly id: number;
  readonly root: RootContext;
  readonly stream: HttpStream;
  readonly sides: Record<Side, SideState> = { request: newSide(), response: newSide() };
  /** The callback that is running, and whether its message ends with it. */
  phase: Phase = 'idle';
  endOfStream = false;
  /** A local response was asked for in the running callback: whatever it returns, the iteration stops. */
  replied = false;
  replyDetails: string | null = null;
  /** What the running callback returned, while its effects are carried out. */
  returning = 0;

  /** The body that buffer 8 shows; null while it shows a configuration. */
  #shownBody: Side | null = null;

  constructor(root: RootContext, pluginIndex: number, stream: HttpStream) {
    super(root.plugin, pluginIndex, root.pluginVm);
    this.root = root;
    this.stream = stream;
    this.id = root.pluginVm.failed ? 0 : root.pluginVm.newContextId();
  }

  protected logPrefixParts(): readonly string[] {
    return [this.plugin.name, this.plugin.rootId, this.plugin.vm.id];
  }

  protected hasPluginConfiguration(): boolean {
    return false;
  }

  protected attributeView(): AttributeView {
    const { request, response } = this.sides;
    return {
      world: this.world,
      plugin: this.plugin,
      stream: this.stream.info,
      filter: {
        requestHeaders: request.headers,
        responseHeaders: response.headers,
        responseTrailers: response.trailers,
        logging: this.phase === 'log',
      },
    };
  }

  /** What can be read in `phase`, before its callback. */
  showAttributesIn(phase: Phase): void {
    if (this.pluginVm.thread.observer.showAttributes === null) return;
    const before = this.phase;
    this.phase = phase;
    this.showAttributes(callbackOf(phase), this.stream.exchange);
    this.phase = before;
  }

  override headerMap(type: MapType, access: MapAccess): FieldMap | Refusal {
    // By far the most frequent case first.
    if (type === MapType.HTTP_REQUEST_HEADERS && this.sides.request.headers !== null) {
      // For modules of every ABI there is today, Envoy forgets the route whenever the request's headers change.
      if (access === 'write') this.stream.clearRouteCache();
      return this.sides.request.headers;
    }
    const side: Side = type <= MapType.HTTP_REQUEST_TRAILERS ? 'request' : 'response';
    const isTrailers =
      type === MapType.HTTP_REQUEST_TRAILERS || type === MapType.HTTP_RESPONSE_TRAILERS;
    const isOfStream = type <= MapType.HTTP_RESPONSE_TRAILERS;
    if (this.phase === 'log' && access === 'read') {
      const kept = isOfStream ? this.stream.keptMap(side, isTrailers) : null;
      return kept ?? new Refusal(Status.NOT_FOUND, `on_log is shown no ${nameOf(MapType, type)}`);
    }
    const ofCall = this.root.callMap(type, access);
    if (ofCall !== null) return ofCall;
    if (isOfStream) {
      const state = this.sides[side];
      const held = isTrailers ? state.trailers : state.headers;
      if (held !== null) return held;
      // Also later, when that callback did not let the body go on.
      if (isTrailers && access !== 'read' && this.endOfStream && state.body !== null) {
        state.trailers = this.stream.addTrailers(side);
        return state.trailers;
      }
    }
    return new Refusal(Status.BAD_ARGUMENT, this.#whyNoMap(type, side, isTrailers));
  }

  #whyNoMap(type: MapType, side: Side, isTrailers: boolean): string {
    if (type > MapType.HTTP_RESPONSE_TRAILERS)
      return `${nameOf(MapType, type)} is there in ${callbackOfMap[type]}, and not here`;
    const what = `${side} ${isTrailers ? 'trailers' : 'headers'}`;
    if (this.phase === 'log') return `the ${what} can be read in on_log, not changed`;
    if (this.stream.hasMap(side, isTrailers)) {
      return `the ${what} are sealed: they were passed on when on_${what.replace(' ', '_')} returned Continue`;
    }
    return `there are no ${what} yet: they come in ${callbackOfMap[type]}`;
  }

  /** Ends the run when a call is made in one of the callbacks in which Envoy does not survive it. */
  #crashes(what: string, phases: readonly Phase[]): boolean {
    if (!phases.includes(this.phase)) return false;
    this.stream.crashEnvoy(this, `${what} in ${callbackOf(this.phase)}`);
    return true;
  }

  /** A body callback puts its body where Envoy keeps the configuration that was read last. */
  showBody(side: Side): void {
    this.#shownBody = side;
  }

  /** The type that buffer 8 stands for now, which the last body callback or the last reading of a configuration has left there. */
  #meant(type: BufferType): BufferType {
    if (type === BufferType.VM_CONFIGURATION || type === BufferType.PLUGIN_CONFIGURATION)
      this.#shownBody = null;
    const side = this.#shownBody;
    if (type !== BufferType.FOREIGN_FUNCTION_ARGUMENTS || side === null) return type;
    if (this.phase !== `${side} body`) {
      const what = `reading or changing the call data after on_${side}_body, whose body is gone by then,`;
      this.stream.crashEnvoy(this, what);
      return type;
    }
    return side === 'request' ? BufferType.HTTP_REQUEST_BODY : BufferType.HTTP_RESPONSE_BODY;
  }

  override readBuffer(asked: BufferType): Uint8Array | Refusal {
    const type = this.#meant(asked);
    const body = this.#body(type);
    if (body !== undefined) return body?.bytes ?? new Uint8Array();
    return this.root.callBody(type) ?? super.readBuffer(type);
  }

  override writeBuffer(
    asked: BufferType,
    start: number,
    size: number,
    bytes: Uint8Array,
  ): Refusal | null {
    const type = this.#meant(asked);
    const body = this.#body(type);
    if (body === undefined) {
      if (this.root.callBody(type) === null) return super.writeBuffer(type, start, size, bytes);
      return new Refusal(Status.BAD_ARGUMENT, 'the answer of a call can be read, not changed');
    }
    const side = type === BufferType.HTTP_REQUEST_BODY ? 'request' : 'response';
    if (body === null) {
      return new Refusal(
        Status.BAD_ARGUMENT,
        `the ${side} body can be changed in on_${side}_body and while it is held back`,
      );
    }
    if (body.splice(start, size, bytes)) return null;
    return new Refusal(
      Status.BAD_ARGUMENT,
      `Envoy replaces at the start or appends at the end; ${start} lies inside of the ${body.length} bytes`,
    );
  }

  /** The body that the guest may touch; null when there is none now, undefined when `type` is no body. */
  #body(type: BufferType): BodyBuffer | null | undefined {
    if (type !== BufferType.HTTP_REQUEST_BODY && type !== BufferType.HTTP_RESPONSE_BODY)
      return undefined;
    const side: Side = type === BufferType.HTTP_REQUEST_BODY ? 'request' : 'response';
    const state = this.sides[side];
    return state.buffering ? this.stream.direction(side).buffered : state.body;
  }

  override setProperty(path: ByteString, value: Uint8Array): Refusal | null {
    const { filterState, readOnlyState } = this.stream.info;
    const key = `wasm.${path}`;
    if (readOnlyState.has(key)) {
      return new Refusal(
        Status.BAD_ARGUMENT,
        `the property "${textOf(path)}" is declared as read-only and has been set`,
      );
    }
    // What was declared counts when the property is made; a later declaration changes nothing.
    const isReadOnly = this.root.declaredProperties.get(path)?.readOnly ?? false;
    if (isReadOnly && !filterState.has(key)) readOnlyState.add(key);
    filterState.set(key, value);
    return null;
  }

  override sendLocalResponse(response: LocalResponse): string {
    if (this.#crashes('a local response', ['log', 'done', 'delete'])) return '';
    const details = response.details.replaceAll(/\s/g, '_');
    this.replied = true;
    // The reason given first is the one a trap later in this callback is reported with.
    this.replyDetails ??= details;
    this.pluginVm.afterCallback(() =>
      this.stream.replyFrom(this, {
        status: response.statusCode,
        details,
        body: response.body,
        headers: response.headers,
        grpcStatus: response.grpcStatus,
        by: this.pluginIndex,
      }),
    );
    return '';
  }

  override continueStream(type: StreamType): Refusal | null {
    if (type !== StreamType.HTTP_REQUEST && type !== StreamType.HTTP_RESPONSE)
      return super.continueStream(type);
    if (this.#crashes('continuing a stream', ['log'])) return null;
    // Whichever side is continued, it is the request's maps that are given up at once.
    const { request } = this.sides;
    request.headers = null;
    request.trailers = null;
    request.body = null;
    const side: Side = type === StreamType.HTTP_REQUEST ? 'request' : 'response';
    this.pluginVm.afterCallback(() => this.stream.resume(this, side));
    return null;
  }

  override closeStream(type: StreamType): Refusal | null {
    if (type !== StreamType.HTTP_REQUEST && type !== StreamType.HTTP_RESPONSE) return null;
    const deadly: Phase[] = ['create', 'response trailers', 'log', 'done', 'delete'];
    if (this.#crashes('closing a stream', deadly)) return null;
    this.pluginVm.afterCallback(() => this.stream.close(this));
    return null;
  }

  override setFilterState(key: ByteString, value: Uint8Array): Refusal | null {
    this.stream.info.filterState.set(key, value);
    return null;
  }

  override clearRouteCache(): void {
    this.stream.clearRouteCache();
  }

  get grpc(): GrpcServices {
    return this.root.grpcOf(this.stream.exchange);
  }

  httpCall(request: HttpCallRequest): number | Refusal {
    return this.root.callFrom(request, this.stream.exchange);
  }

  setTickPeriod(periodMs: number): void {
    this.root.setTickPeriod(periodMs);
  }

  registerSharedQueue(name: ByteString): number {
    return this.root.registerSharedQueue(name);
  }

  callStatus(): { code: number; message: string } {
    return this.root.callStatus();
  }

  done(): Refusal | null {
    return this.root.done();
  }
}
