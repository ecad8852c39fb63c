// gRPC to other services: unary calls, streams, and what can be read of their answers.

import { BufferType, HostBuffer } from './body';
import { statusMessage } from './http-calls';
import { Context } from './context';
import { HeaderMap, MapType } from './headers';
import { proxy_grpc_call, proxy_grpc_cancel, proxy_grpc_close, proxy_grpc_send, proxy_grpc_stream } from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { encodePairs } from './pairs';
import { Status } from './types';

// @ts-ignore: decorator
@lazy const receivedMessage = new HostBuffer(BufferType.GrpcCallMessage);
// @ts-ignore: decorator
@lazy const receivedInitialMetadata = new HeaderMap(MapType.GrpcCallInitialMetadata);
// @ts-ignore: decorator
@lazy const receivedTrailingMetadata = new HeaderMap(MapType.GrpcCallTrailingMetadata);

/** What is under way, by id: the ids of calls and streams never meet. */
// @ts-ignore: decorator
@lazy const calls = new Map<u32, GrpcCall>();
// @ts-ignore: decorator
@lazy const streams = new Map<u32, GrpcStream>();

/** The method that a call or a stream goes to, in the bytes that the host reads. */
// @ts-ignore: decorator
@final
class Target {
  readonly cluster: ArrayBuffer;
  readonly service: ArrayBuffer;
  readonly method: ArrayBuffer;
  readonly metadata: ArrayBuffer;

  constructor(cluster: string, service: string, method: string, metadata: string[][]) {
    this.cluster = encode(cluster);
    this.service = encode(service);
    this.method = encode(method);
    this.metadata = encodePairs(metadata);
  }
}

/** A unary gRPC call that is under way. */
// @ts-ignore: decorator
@final
export class GrpcCall {
  constructor(
    /** The id that the proxy gave to this call. */
    readonly id: u32,
    /** The context that made it and gets the answer. */
    readonly context: Context,
  ) {}

  /**
   * Makes a unary gRPC call; the answer comes to `onGrpcCallResponse` of the context. Works in every callback. `null` when the call
   * could not be made: then `lastStatus()` tells why (`ParseFailure`: no such cluster).
   *
   * @param context Who gets the answer: `this`, in a callback.
   * @param cluster Name of a cluster that speaks HTTP/2, or a serialised `GrpcService`. Envoy takes every name that parses as such a
   * message for one, and crashes: "model" and "auth-grpc" are names to avoid.
   * @param service Full name of the service, such as `envoy.service.auth.v3.Authorization`.
   * @param method Name of the method.
   * @param message The serialised request.
   * @param timeoutMs After that time the status is 14; 0 waits for ever.
   * @param metadata `[name, value]` pairs.
   */
  static dispatch(
    context: Context,
    cluster: string,
    service: string,
    method: string,
    message: ArrayBuffer,
    timeoutMs: u32 = 5000,
    metadata: string[][] = [],
  ): GrpcCall | null {
    const target = new Target(cluster, service, method, metadata);
    const status = note(
      proxy_grpc_call(
        pointerTo(target.cluster),
        target.cluster.byteLength,
        pointerTo(target.service),
        target.service.byteLength,
        pointerTo(target.method),
        target.method.byteLength,
        pointerTo(target.metadata),
        target.metadata.byteLength,
        pointerTo(message),
        message.byteLength,
        timeoutMs,
        OUT,
      ),
    );
    if (status != Status.Ok) return null;
    const call = new GrpcCall(load<u32>(OUT), context);
    calls.set(call.id, call);
    return call;
  }

  /** Ends the call at once. No callback follows. */
  cancel(): Status {
    calls.delete(this.id);
    return note(proxy_grpc_cancel(this.id));
  }
}

/** The answer to a unary gRPC call. Its message can be read while `onGrpcCallResponse` runs. */
// @ts-ignore: decorator
@final
export class GrpcCallResponse {
  constructor(
    /** The call that is answered: what `GrpcCall.dispatch` returned. */
    readonly call: GrpcCall,
    /** gRPC status, 0 when all went well. */
    readonly status: u32,
    /** Size of the message in bytes. */
    readonly messageSize: i32,
  ) {}

  /** The message; empty when the call failed. */
  get message(): HostBuffer {
    return receivedMessage;
  }

  /** What the status was given with, and Envoy's own reason in braces. One call to the host. */
  get statusMessage(): string {
    return statusMessage();
  }
}

/** A gRPC stream: what is sent on it, and what can be read in its callbacks. */
// @ts-ignore: decorator
@final
export class GrpcStream {
  constructor(
    /** The id that the proxy gave to this stream. */
    readonly id: u32,
    /** The context that opened it and gets its callbacks. */
    readonly context: Context,
  ) {}

  /**
   * Opens a gRPC stream, whose events come to the `onGrpcStream…` callbacks of the context. Works in every callback. `null` when it
   * could not be opened: then `lastStatus()` tells why.
   *
   * @param context Who gets the events: `this`, in a callback.
   * @param cluster As for `GrpcCall.dispatch`.
   * @param service Full name of the service.
   * @param method Name of the method.
   * @param metadata `[name, value]` pairs.
   */
  static open(
    context: Context,
    cluster: string,
    service: string,
    method: string,
    metadata: string[][] = [],
  ): GrpcStream | null {
    const target = new Target(cluster, service, method, metadata);
    const status = note(
      proxy_grpc_stream(
        pointerTo(target.cluster),
        target.cluster.byteLength,
        pointerTo(target.service),
        target.service.byteLength,
        pointerTo(target.method),
        target.method.byteLength,
        pointerTo(target.metadata),
        target.metadata.byteLength,
        OUT,
      ),
    );
    if (status != Status.Ok) return null;
    const stream = new GrpcStream(load<u32>(OUT), context);
    streams.set(stream.id, stream);
    return stream;
  }

  /** Sends a message. With `endOfStream` it is the last one of this side. */
  send(message: ArrayBuffer, endOfStream: bool = false): Status {
    return note(proxy_grpc_send(this.id, pointerTo(message), message.byteLength, endOfStream));
  }

  /** Nothing more is sent; the answer still comes. */
  close(): Status {
    return note(proxy_grpc_close(this.id));
  }

  /** Ends the stream at once. No callback follows. */
  cancel(): Status {
    streams.delete(this.id);
    return note(proxy_grpc_cancel(this.id));
  }

  /** Headers of the answer, in `onGrpcStreamInitialMetadata`. */
  get initialMetadata(): HeaderMap {
    return receivedInitialMetadata;
  }

  /** The message, in `onGrpcStreamMessage`. */
  get message(): HostBuffer {
    return receivedMessage;
  }

  /** Trailers of the answer, in `onGrpcStreamTrailingMetadata`. */
  get trailingMetadata(): HeaderMap {
    return receivedTrailingMetadata;
  }

  /** In `onGrpcStreamClose`: what the status was given with, and Envoy's own reason. One call to the host. */
  get closeMessage(): string {
    return statusMessage();
  }
}

/** The call of that id, which is over now. */
export function takeGrpcCall(callId: u32): GrpcCall | null {
  if (!calls.has(callId)) return null;
  const call = calls.get(callId);
  calls.delete(callId);
  return call;
}

/** The stream of that id, which goes on. */
export function findGrpcStream(streamId: u32): GrpcStream | null {
  return streams.has(streamId) ? streams.get(streamId) : null;
}

/** The stream of that id, which is over now. */
export function takeGrpcStream(streamId: u32): GrpcStream | null {
  const stream = findGrpcStream(streamId);
  if (stream != null) streams.delete(streamId);
  return stream;
}
