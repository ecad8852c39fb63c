// The two classes a filter extends: one object per plugin configuration, and one per HTTP stream.

import { dispatch, HttpCallResponse } from './http-calls';
import { DnsResponse } from './dns-calls';
import { GrpcCallResponse, GrpcStream } from './grpc-calls';
import { proxy_done, proxy_set_effective_context } from './hostcalls';
import { encode, note } from './memory';
import { SharedQueue } from './shared-queue';
import { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus, Status } from './types';

/** What root contexts and HTTP contexts have in common. */
export abstract class Context {
  constructor(
    /** The id that the proxy gave to this context; 1 for the first root context, 2 for the first stream. */
    readonly contextId: u32,
  ) {}

  /**
   * Sends an HTTP request to a cluster of the proxy; the answer comes to `onHttpCallResponse` of this context. Works in every callback.
   * Returns the id of the call, or 0 when it could not be sent: then `lastStatus()` tells why (`BadArgument`: no such cluster,
   * or `:method`, `:path` or `:authority` is missing; `InternalFailure`: the cluster has no healthy host).
   *
   * @param cluster Name of the cluster.
   * @param headers `[name, value]` pairs; `:method`, `:path` and `:authority` are required.
   * @param body Text to send; Envoy sets `content-length`.
   * @param timeoutMs After that time the answer is a 504; 0 waits for ever.
   * @param trailers `[name, value]` pairs.
   */
  dispatchHttpCall(
    cluster: string,
    headers: string[][],
    body: string = '',
    timeoutMs: u32 = 5000,
    trailers: string[][] = [],
  ): u32 {
    return dispatch(this, cluster, headers, encode(body), timeoutMs, trailers);
  }

  /** As `dispatchHttpCall`, with any bytes as body. */
  dispatchHttpCallBytes(
    cluster: string,
    headers: string[][],
    body: ArrayBuffer,
    timeoutMs: u32 = 5000,
    trailers: string[][] = [],
  ): u32 {
    return dispatch(this, cluster, headers, body, timeoutMs, trailers);
  }

  /**
   * The answer to a call that this context dispatched. In an HTTP context the request and response can be used as usual,
   * for example `continueRequest()`. An answer for a stream that is over is dropped.
   */
  onHttpCallResponse(response: HttpCallResponse): void {}

  /** The answer to a `GrpcCall` that this context dispatched. An answer for a stream that is over is dropped. */
  onGrpcCallResponse(response: GrpcCallResponse): void {}

  /** The headers of a gRPC stream's answer have come: `stream.initialMetadata`. */
  onGrpcStreamInitialMetadata(stream: GrpcStream, count: i32): void {}

  /** A message has come on a gRPC stream: `stream.message`. */
  onGrpcStreamMessage(stream: GrpcStream, size: i32): void {}

  /** The trailers of a gRPC stream's answer have come: `stream.trailingMetadata`. Do not cancel the stream here. */
  onGrpcStreamTrailingMetadata(stream: GrpcStream, count: i32): void {}

  /** A gRPC stream has ended with that gRPC status: `stream.closeMessage`. */
  onGrpcStreamClose(stream: GrpcStream, status: u32): void {}

  /** The answer to `resolveDns` of this context. An answer for a stream that is over is dropped. */
  onDnsResponse(response: DnsResponse): void {}

  /** The stream, or the plugin, is about to end. Envoy heeds the answer of a root context only: `false` waits for `done()`. */
  onDone(): bool {
    return true;
  }

  /** The stream is complete: headers and trailers of both directions can be read. In Envoy this comes before `onDone`. */
  onLog(): void {}

  /** The last callback of this context. */
  onDelete(): void {}
}

/** One object per plugin configuration and VM. It reads the configuration, keeps what streams share, and makes their contexts. */
export class RootContext extends Context {
  /** The plugin's `root_id`. */
  rootId: string = '';

  /** The VM has started; `vmConfiguration` can be read. Answering `false` makes Envoy refuse the configuration. */
  onVmStart(vmConfigurationSize: i32): bool {
    return true;
  }

  /** `pluginConfiguration` can be read. Answering `false` makes Envoy refuse the configuration. */
  onConfigure(pluginConfigurationSize: i32): bool {
    return true;
  }

  /** The time set by `setTickPeriod` has passed. */
  onTick(): void {}

  /** A value was put into a shared queue that this plugin registered: one call per value, whatever has been taken out meanwhile. */
  onQueueReady(queue: SharedQueue): void {}

  /** Makes the context of a new HTTP stream. */
  createHttpContext(contextId: u32): HttpContext {
    return new HttpContext(contextId);
  }

  /** Called by the SDK: `createHttpContext` is the one to override. */
  createChildContext(contextId: u32): Context {
    const stream = this.createHttpContext(contextId);
    stream.root = this;
    return stream;
  }
}

/** One object per HTTP stream, that is: per request and its response. Override the callbacks you need. */
export class HttpContext extends Context {
  private owner: RootContext | null = null;

  /** The root context that made this one: `this.root as MyRoot`. Not yet set in the constructor. */
  get root(): RootContext {
    return this.owner!;
  }

  set root(root: RootContext) {
    this.owner = root;
  }

  /**
   * The request headers have come.
   *
   * @param count Number of headers, pseudo-headers included.
   * @param endOfStream True when neither body nor trailers follow.
   */
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }

  /**
   * A piece of the request body has come.
   *
   * @param size Bytes that `request.body` holds now.
   * @param endOfStream True for the last piece, which may be empty; with trailers no piece is the last.
   */
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    return FilterDataStatus.Continue;
  }

  /** The request trailers have come. */
  onRequestTrailers(count: i32): FilterTrailersStatus {
    return FilterTrailersStatus.Continue;
  }

  /**
   * The response headers have come, from the upstream or from the proxy itself.
   *
   * @param count Number of headers, `:status` included.
   * @param endOfStream True when neither body nor trailers follow.
   */
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }

  /**
   * A piece of the response body has come.
   *
   * @param size Bytes that `response.body` holds now.
   * @param endOfStream True for the last piece, which may be empty; with trailers no piece is the last.
   */
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return FilterDataStatus.Continue;
  }

  /** The response trailers have come. */
  onResponseTrailers(count: i32): FilterTrailersStatus {
    return FilterTrailersStatus.Continue;
  }
}

/**
 * Makes the calls that follow in this callback work on another context. Works in every callback, not in top-level code: in `onTick`, `setEffectiveContext(id)` and then
 * `continueRequest()` resumes that stream. `Status.BadArgument` when there is no such context any more.
 */
export function setEffectiveContext(contextId: u32): Status {
  return note(proxy_set_effective_context(contextId));
}

/** Ends a root context whose `onDone` answered `false`. Works in the callbacks that follow, such as `onTick`; before, it is `Status.NotFound`. */
export function done(): Status {
  return note(proxy_done());
}
