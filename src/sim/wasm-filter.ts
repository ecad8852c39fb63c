// One plugin on one stream: the callbacks of a stream context, what it may touch in which of them, and what its answers mean.

import { toByteString } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { Status } from '#abi/status.ts';
import {
  BufferType,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  MapType,
  StreamType,
} from '#abi/types.ts';
import type { CallbackName } from '#host/callback-table.ts';
import { Refusal } from '#host/refusal.ts';
import type { FieldMap, HttpCallRequest, LocalResponse } from '#host/services.ts';
import type { AttributeView } from './attributes.ts';
import type { BodyBuffer } from './body-buffer.ts';
import { BaseContext } from './context.ts';
import type { DirectionFilter } from './filter-direction.ts';
import { HeaderFields } from './header-fields.ts';
import type { HttpStream } from './http-stream.ts';
import type { RootContext } from './root-context.ts';

type Side = 'request' | 'response';
type Phase =
  | 'idle'
  | `${Side} headers`
  | `${Side} body`
  | `${Side} trailers`
  | 'log'
  | 'done'
  | 'delete';

/** What a filter holds of one direction. */
interface SideState {
  headers: HeaderFields | null;
  trailers: HeaderFields | null;
  body: BodyBuffer | null;
  /** The last body callback asked to buffer. */
  buffering: boolean;
}

const newSide = (): SideState => ({ headers: null, trailers: null, body: null, buffering: false });
export const FAIL_STREAM_DETAILS = 'wasm_fail_stream';

export class WasmFilter extends BaseContext {
  readonly id: number;
  readonly root: RootContext;
  readonly stream: HttpStream;
  readonly #sides: Record<Side, SideState> = { request: newSide(), response: newSide() };
  #created = false;
  #endOfStream = false;
  #phase: Phase = 'idle';
  /** A local response was asked for in the running callback: whatever it returns, the iteration stops. */
  #replied = false;
  #replyDetails: string | null = null;
  /** What the running callback returned, while its effects are carried out. */
  #returning = 0;
  #failed = false;

  constructor(root: RootContext, pluginIndex: number, stream: HttpStream) {
    super(root.plugin, pluginIndex, root.pluginVm);
    this.root = root;
    this.stream = stream;
    this.id = root.pluginVm.failed ? 0 : root.pluginVm.newContextId();
  }

  readonly request: DirectionFilter = this.#direction('request');
  readonly response: DirectionFilter = this.#direction('response');

  #direction(side: Side): DirectionFilter {
    return {
      onHeaders: (headers, end) => this.#onHeaders(side, headers, end),
      onData: (data, end) => this.#onData(side, data, end),
      onTrailers: (trailers) => this.#onTrailers(side, trailers),
    };
  }

  /** Calls the guest with this context. Returns the converted status, or what the failure policy makes of a failed VM. */
  #run(
    callback: CallbackName,
    args: readonly number[],
    phase: Phase,
    stop: number,
    convert: (value: number) => number,
  ): number {
    // The reply that the failure policy has sent passes this filter on its way to the client.
    if (this.#failed) return 0;
    if (this.pluginVm.failed) return this.#failStream(stop);
    if (!this.pluginVm.has(callback)) return 0;
    let status = stop;
    this.#phase = phase;
    this.#replied = false;
    this.#replyDetails = null;
    const scope = { plugin: this.pluginIndex, exchange: this.stream.exchange };
    this.pluginVm.invoke(callback, this.id, [this.id, ...args], scope, (result) => {
      if (!result.ok) status = this.#failStream(stop);
      else status = this.#replied ? stop : convert(result.value ?? 0);
      this.#returning = status;
    });
    this.#phase = 'idle';
    return status;
  }

  /** Envoy's answer for a stream whose VM has failed. */
  #failStream(stop: number): number {
    // Only the deprecated spelling lets the stream that met the failure go on.
    if (this.plugin.failurePolicy === 'legacy-fail-open') return 0;
    if (!this.#failed) {
      this.#failed = true;
      this.stream.sendLocalReply({
        status: 503,
        details: this.#replyDetails ?? FAIL_STREAM_DETAILS,
        body: new Uint8Array(),
        headers: [],
        grpcStatus: 14,
        by: this.pluginIndex,
      });
    }
    return stop;
  }

  #create(): void {
    if (this.#created || this.pluginVm.failed) return;
    this.pluginVm.vm?.addContext(this.id, this);
    this.#created = true;
    if (!this.pluginVm.has('proxy_on_context_create')) return;
    const scope = { plugin: this.pluginIndex, exchange: this.stream.exchange };
    this.pluginVm.invoke('proxy_on_context_create', this.id, [this.id, this.root.id], scope);
  }

  #onHeaders(side: Side, headers: HeaderFields, endOfStream: boolean): number {
    if (side === 'request') this.#create();
    else if (!this.#created) return FilterHeadersStatus.Continue;
    const state = this.#sides[side];
    state.headers = headers;
    this.#endOfStream = endOfStream;
    const count = headers.pairs().length;
    const args = this.pluginVm.vm?.abiVersion === '0.1.0' ? [count] : [count, endOfStream ? 1 : 0];
    const callback = side === 'request' ? 'proxy_on_request_headers' : 'proxy_on_response_headers';
    const { StopIteration, StopAllIterationAndBuffer, StopAllIterationAndWatermark } =
      FilterHeadersStatus;
    const status = this.#run(
      callback,
      args,
      `${side} headers`,
      StopAllIterationAndWatermark,
      (value) => {
        if (
          value === FilterHeadersStatus.Continue ||
          value === FilterHeadersStatus.ContinueAndEndStream
        )
          return 0;
        if (value === StopIteration && this.plugin.allowOnHeadersStopIteration)
          return StopIteration;
        return value === StopAllIterationAndBuffer ? value : StopAllIterationAndWatermark;
      },
    );
    if (status === FilterHeadersStatus.Continue) state.headers = null;
    return status;
  }

  #onData(side: Side, data: BodyBuffer, endOfStream: boolean): number {
    if (!this.#created) return FilterDataStatus.Continue;
    const state = this.#sides[side];
    this.#endOfStream = endOfStream;
    const direction = this.stream.direction(side);
    // While it buffers, a filter is shown everything that is held back, the new bytes included.
    state.body = state.buffering ? direction.addData(data) : data;
    // Too much was held back, and nothing could be answered any more.
    if (this.stream.ended !== null) return FilterDataStatus.StopIterationNoBuffer;
    const callback = side === 'request' ? 'proxy_on_request_body' : 'proxy_on_response_body';
    const { StopIterationAndBuffer, StopIterationAndWatermark, StopIterationNoBuffer } =
      FilterDataStatus;
    const args = [state.body.length, endOfStream ? 1 : 0];
    const status = this.#run(callback, args, `${side} body`, StopIterationNoBuffer, (value) =>
      value <= StopIterationAndWatermark ? value : StopIterationNoBuffer,
    );
    state.buffering = status === StopIterationAndBuffer;
    if (status === FilterDataStatus.Continue) state.body = null;
    return status;
  }

  #onTrailers(side: Side, trailers: HeaderFields): number {
    if (!this.#created) return FilterTrailersStatus.Continue;
    const state = this.#sides[side];
    state.trailers = trailers;
    const callback =
      side === 'request' ? 'proxy_on_request_trailers' : 'proxy_on_response_trailers';
    const { Continue, StopIteration } = FilterTrailersStatus;
    const status = this.#run(
      callback,
      [trailers.pairs().length],
      `${side} trailers`,
      StopIteration,
      (value) => (value === 0 ? Continue : StopIteration),
    );
    if (status === Continue) state.trailers = null;
    return status;
  }

  /** The end of the stream. A context that was never reached by the request is created for it. */
  logStream(): void {
    this.#create();
    this.#last('proxy_on_log', 'log');
  }

  destroy(): void {
    this.#last('proxy_on_done', 'done');
    this.#last('proxy_on_delete', 'delete');
    this.pluginVm.vm?.removeContext(this.id);
  }

  #last(callback: CallbackName, phase: Phase): void {
    if (!this.#created || this.pluginVm.failed || !this.pluginVm.has(callback)) return;
    this.#phase = phase;
    this.pluginVm.invoke(callback, this.id, [this.id], {
      plugin: this.pluginIndex,
      exchange: this.stream.exchange,
    });
    this.#phase = 'idle';
  }

  protected logPrefixParts(): readonly string[] {
    return [this.plugin.name, this.plugin.rootId, this.plugin.vm.id];
  }

  protected hasPluginConfiguration(): boolean {
    return false;
  }

  protected attributeView(): AttributeView {
    const { request, response } = this.#sides;
    return {
      world: this.world,
      plugin: this.plugin,
      stream: this.stream.info,
      filter: {
        requestHeaders: request.headers,
        responseHeaders: response.headers,
        responseTrailers: response.trailers,
        logging: this.#phase === 'log',
      },
    };
  }

  override headerMap(type: MapType, access: 'read' | 'write'): FieldMap | Refusal {
    const ofCall = this.root.callMap(type, access);
    if (ofCall !== null) return ofCall;
    const side: Side = type <= MapType.HTTP_REQUEST_TRAILERS ? 'request' : 'response';
    const state = this.#sides[side];
    const isTrailers =
      type === MapType.HTTP_REQUEST_TRAILERS || type === MapType.HTTP_RESPONSE_TRAILERS;
    if (type <= MapType.HTTP_RESPONSE_TRAILERS) {
      const held = isTrailers ? state.trailers : state.headers;
      if (held !== null) return held;
      if (isTrailers && access === 'write' && this.#endOfStream && this.#phase === `${side} body`) {
        state.trailers = this.stream.addTrailers(side);
        return state.trailers;
      }
    }
    if (this.#phase === 'log' && access === 'read') {
      const kept =
        type <= MapType.HTTP_RESPONSE_TRAILERS ? this.stream.keptMap(side, isTrailers) : null;
      return kept ?? new Refusal(Status.NOT_FOUND, `the stream has no ${nameOf(MapType, type)}`);
    }
    return new Refusal(Status.BAD_ARGUMENT, this.#whyNoMap(type, side, isTrailers));
  }

  #whyNoMap(type: MapType, side: Side, isTrailers: boolean): string {
    if (type > MapType.HTTP_RESPONSE_TRAILERS)
      return `${nameOf(MapType, type)}: no answer of a call is being delivered`;
    const what = `${side} ${isTrailers ? 'trailers' : 'headers'}`;
    if (this.#phase === 'log') return `the ${what} can be read in on_log, not changed`;
    if (this.stream.hasMap(side, isTrailers)) {
      return `the ${what} are sealed: they were passed on when on_${what.replace(' ', '_')} returned Continue`;
    }
    return `there are no ${what} yet`;
  }

  override headersChanged(type: MapType): void {
    if (type === MapType.HTTP_REQUEST_HEADERS) this.clearRouteCache();
  }

  override readBuffer(type: BufferType): Uint8Array | Refusal {
    const body = this.#body(type);
    if (body !== undefined) return body?.bytes ?? new Uint8Array();
    return this.root.callBody(type) ?? super.readBuffer(type);
  }

  override writeBuffer(
    type: BufferType,
    start: number,
    size: number,
    bytes: Uint8Array,
  ): Refusal | null {
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
    const state = this.#sides[side];
    return state.buffering ? this.stream.direction(side).buffered : state.body;
  }

  override setProperty(path: Uint8Array, value: Uint8Array): Refusal | null {
    this.stream.info.filterState.set(`wasm.${toByteString(path)}`, value);
    return null;
  }

  override sendLocalResponse(response: LocalResponse): void {
    if (this.#phase === 'log' || this.#phase === 'done') {
      this.stream.crashEnvoy(this, `a local response in on_${this.#phase}`);
      return;
    }
    this.#replied = true;
    // The reason given first is the one a trap later in this callback is reported with.
    this.#replyDetails ??= response.details.replaceAll(/\s/g, '_');
    const details = response.details.replaceAll(/\s/g, '_');
    this.pluginVm.afterCallback(() =>
      this.stream.sendLocalReply({
        status: response.statusCode,
        details,
        body: response.body,
        headers: response.headers,
        grpcStatus: response.grpcStatus,
        by: this.pluginIndex,
      }),
    );
  }

  override continueStream(type: StreamType): Refusal | null {
    if (type !== StreamType.HTTP_REQUEST && type !== StreamType.HTTP_RESPONSE)
      return super.continueStream(type);
    if (this.#phase === 'log') {
      this.stream.crashEnvoy(this, 'continuing a stream in on_log');
      return null;
    }
    // Whichever side is continued, it is the request's maps that are given up at once.
    const { request } = this.#sides;
    request.headers = null;
    request.trailers = null;
    request.body = null;
    const side: Side = type === StreamType.HTTP_REQUEST ? 'request' : 'response';
    this.pluginVm.afterCallback(() => this.stream.resume(this, side, this.#returning));
    return null;
  }

  override closeStream(type: StreamType): Refusal | null {
    if (type !== StreamType.HTTP_REQUEST && type !== StreamType.HTTP_RESPONSE) return null;
    if (this.#phase === 'log') {
      this.stream.crashEnvoy(this, 'closing a stream in on_log');
      return null;
    }
    this.pluginVm.afterCallback(() => this.stream.close());
    return null;
  }

  httpCall(request: HttpCallRequest): number | Refusal {
    return this.root.callFrom(request, this.stream.exchange);
  }

  setTickPeriod(periodMs: number): void {
    this.root.setTickPeriod(periodMs);
  }

  callStatus(): { code: number; message: string } {
    return this.root.callStatus();
  }

  done(): Refusal | null {
    return this.root.done();
  }
}
