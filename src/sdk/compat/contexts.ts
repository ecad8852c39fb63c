// The classes a filter extends, and the HTTP calls that a root context makes for itself and its streams.

import { proxy_continue_stream, proxy_get_buffer_bytes } from '../hostcalls';
import { note, OUT, OUT_SIZE, takeText } from '../memory';
import { sendHttpCall } from '../send-http-call';
import { Status } from '../types';
import {
  BufferTypeValues,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterMetadataStatusValues,
  FilterStatusValues,
  FilterTrailersStatusValues,
  LogLevelValues,
  PeerTypeValues,
  StreamTypeValues,
  WasmResultValues,
} from './enums';
import { Headers, serializeHeaders } from './header-pairs';
import { heed, log } from './logging';
import { done, proxy_set_effective_context } from './proxy-calls';
import { isAlive } from './registry';

/** What root contexts and stream contexts have in common. */
export abstract class BaseContext {
  constructor(
    /** The id that the proxy gave to this context. */
    public context_id: u32,
  ) {}

  /** Lets the held request of this context go on. */
  continueRequest(): void {
    heed(proxy_continue_stream(StreamTypeValues.Request), 'continueRequest');
  }

  /** The stream, or the plugin, is about to end. Envoy heeds the answer of a root context only. */
  onDone(): bool {
    return true;
  }

  /** The last callback of this context. */
  onDelete(): void {}
}

/** Whom an HTTP call was made for, and what handles its answer. */
export class HttpCallback {
  constructor(
    public origin_context: BaseContext,
    public cb: (origin_context: Context, headers: u32, body_size: usize, trailers: u32) => void,
  ) {}
}

/** One object per plugin configuration and VM. It holds the configuration and makes the contexts of streams. */
export class RootContext extends BaseContext {
  private configuration: string = '';
  private calls: Map<u32, HttpCallback> = new Map<u32, HttpCallback>();

  constructor(context_id: u32) {
    super(context_id);
  }

  /** The plugin's configuration, once `onConfigure` of this class has run. */
  getConfiguration(): string {
    return this.configuration;
  }

  /** Makes the context of a new stream. */
  createContext(context_id: u32): Context {
    return new Context(context_id, this);
  }

  /** Forgets the calls under way; their callbacks run with nothing to read. `onDone` does it. */
  cancelPendingRequests(): void {
    const pending = this.calls.values();
    this.calls.clear();
    for (let i = 0; i < pending.length; i++) this.answer(pending[i], 0, 0, 0);
  }

  /** Envoy never calls it. */
  validateConfiguration(configuration_size: usize): bool {
    return true;
  }

  /** Reads the configuration. Answering `false` makes Envoy refuse it. */
  onConfigure(configuration_size: u32): bool {
    const status = note(
      proxy_get_buffer_bytes(BufferTypeValues.PluginConfiguration, 0, configuration_size, OUT, OUT_SIZE),
    );
    this.configuration = status == Status.Ok ? takeText() : '';
    return true;
  }

  /** The VM has started. Answering `false` makes Envoy refuse the configuration. */
  onStart(vm_configuration_size: usize): bool {
    return true;
  }

  /** The time set by `set_tick_period_milliseconds` has passed. */
  onTick(): void {}

  /** A value was put into a shared queue that this plugin registered. */
  onQueueReady(token: u32): void {}

  onDone(): bool {
    this.cancelPendingRequests();
    return true;
  }

  /** Ends this context, whose `onDone` answered `false`. */
  done(): void {
    heed(done(), 'done');
  }

  /**
   * Sends an HTTP request to a cluster of the proxy.
   *
   * @param headers `:method`, `:path` and `:authority` are required.
   * @param timeout_milliseconds After that time the answer is a 504; 0 waits for ever.
   * @param origin_context The stream that waits for the answer, or this context. When it is over the answer is dropped.
   * @param cb Called with the numbers of headers, bytes and trailers of the answer; all 0 when the call failed.
   */
  httpCall(
    cluster: string,
    headers: Headers,
    body: ArrayBuffer,
    trailers: Headers,
    timeout_milliseconds: u32,
    origin_context: BaseContext,
    cb: (origin_context: Context, headers: u32, body_size: usize, trailers: u32) => void,
  ): WasmResultValues {
    const status = sendHttpCall(
      cluster,
      serializeHeaders(headers),
      body,
      serializeHeaders(trailers),
      timeout_milliseconds,
    );
    if (status == Status.Ok) this.calls.set(load<u32>(OUT), new HttpCallback(origin_context, cb));
    return status as i32;
  }

  /** The answer to a call that this context or one of its streams made. Hands it to the callback of the call. */
  onHttpCallResponse(token: u32, headers: u32, body_size: u32, trailers: u32): void {
    if (!this.calls.has(token)) {
      log(LogLevelValues.warn, 'onHttpCallResponse: httpCall made no call with token ' + token.toString());
      return;
    }
    const call = this.calls.get(token);
    this.calls.delete(token);
    this.answer(call, headers, body_size, trailers);
  }

  on_grpc_receive_initial_metadata(token: u32, headers: u32): void {}

  on_grpc_trailing_metadata(token: u32, trailers: u32): void {}

  on_grpc_receive(token: u32, response_size: u32): void {}

  on_grpc_close(token: u32, status_code: u32): void {}

  private answer(call: HttpCallback, headers: u32, body_size: usize, trailers: u32): void {
    const origin = call.origin_context;
    if (origin != this) {
      if (!isAlive(origin)) return;
      if (proxy_set_effective_context(origin.context_id) != WasmResultValues.Ok) return;
    }
    call.cb(changetype<Context>(origin), headers, body_size, trailers);
  }
}

/** One object per HTTP stream, or per connection of a network filter. Override the callbacks you need. */
export class Context extends BaseContext {
  constructor(
    context_id_: u32,
    /** The root context that made this one. */
    public root_context: RootContext,
  ) {
    super(context_id_);
  }

  /** Only a root context makes contexts. */
  createContext(): Context {
    throw new Error('createContext: only a root context makes contexts');
  }

  onNewConnection(): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  onUpstreamData(size: usize, end: bool): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  onDownstreamConnectionClose(t: PeerTypeValues): void {}

  onUpstreamConnectionClose(t: PeerTypeValues): void {}

  /** The request headers have come; `a` is their number. */
  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    return FilterHeadersStatusValues.Continue;
  }

  onRequestMetadata(a: u32): FilterMetadataStatusValues {
    return FilterMetadataStatusValues.Continue;
  }

  /** A piece of the request body has come; the buffer holds `body_buffer_length` bytes now. */
  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    return FilterDataStatusValues.Continue;
  }

  /** The request trailers have come; `a` is their number. */
  onRequestTrailers(a: u32): FilterTrailersStatusValues {
    return FilterTrailersStatusValues.Continue;
  }

  /** The response headers have come; `a` is their number. */
  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    return FilterHeadersStatusValues.Continue;
  }

  onResponseMetadata(a: u32): FilterMetadataStatusValues {
    return FilterMetadataStatusValues.Continue;
  }

  /** A piece of the response body has come; the buffer holds `body_buffer_length` bytes now. */
  onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    return FilterDataStatusValues.Continue;
  }

  /** The response trailers have come; `s` is their number. */
  onResponseTrailers(s: u32): FilterTrailersStatusValues {
    return FilterTrailersStatusValues.Continue;
  }

  /** The stream is complete: headers and trailers of both directions can be read. */
  onLog(): void {}

  /** Makes the calls that follow in this callback work on this context. */
  setEffectiveContext(): WasmResultValues {
    return proxy_set_effective_context(this.context_id);
  }
}
