// gRPC to other services: starting calls and streams, sending on streams, and what can be read of an answer.

import { BufferType, HostBuffer } from './body';
import { expectAnswer, statusMessage } from './calls';
import { Context } from './context';
import { HeaderMap, MapType } from './headers';
import {
  proxy_grpc_call,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_grpc_stream,
} from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { encodePairs } from './pairs';
import { Status } from './types';

const receivedMessage = new HostBuffer(BufferType.GrpcCallMessage);
const receivedInitialMetadata = new HeaderMap(MapType.GrpcCallInitialMetadata);
const receivedTrailingMetadata = new HeaderMap(MapType.GrpcCallTrailingMetadata);

/** The answer to a unary gRPC call. Its message can be read while `onGrpcCallResponse` runs. */
// @ts-ignore: decorator
@final
export class GrpcCallResponse {
  constructor(
    /** What `dispatchGrpcCall` returned. */
    readonly callId: u32,
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

/** What is done with gRPC streams, and what can be read in their callbacks. */
export namespace grpcStream {
  /** The message, in `onGrpcStreamMessage`. */
  export const message: HostBuffer = receivedMessage;

  /** Headers of the answer, in `onGrpcStreamInitialMetadata`. */
  export const initialMetadata: HeaderMap = receivedInitialMetadata;

  /** Trailers of the answer, in `onGrpcStreamTrailingMetadata`. */
  export const trailingMetadata: HeaderMap = receivedTrailingMetadata;

  /** In `onGrpcStreamClose`: what the status was given with, and Envoy's own reason. One call to the host. */
  export function closeMessage(): string {
    return statusMessage();
  }

  /** Sends a message. With `endOfStream` it is the last one of this side. */
  export function send(streamId: u32, bytes: ArrayBuffer, endOfStream: bool = false): Status {
    return note(proxy_grpc_send(streamId, pointerTo(bytes), bytes.byteLength, endOfStream));
  }

  /** Nothing more is sent; the answer still comes. A unary call is cancelled. */
  export function close(callId: u32): Status {
    return note(proxy_grpc_close(callId));
  }
}

/** Ends a unary call or a stream at once. No callback follows. */
export function cancelGrpc(callId: u32): Status {
  return note(proxy_grpc_cancel(callId));
}

export function startGrpcCall(
  caller: Context,
  cluster: string,
  service: string,
  method: string,
  message: ArrayBuffer,
  timeoutMs: u32,
  metadata: string[][],
): u32 {
  const clusterName = encode(cluster);
  const serviceName = encode(service);
  const methodName = encode(method);
  const metadataBytes = encodePairs(metadata);
  const status = note(
    proxy_grpc_call(
      pointerTo(clusterName),
      clusterName.byteLength,
      pointerTo(serviceName),
      serviceName.byteLength,
      pointerTo(methodName),
      methodName.byteLength,
      pointerTo(metadataBytes),
      metadataBytes.byteLength,
      pointerTo(message),
      message.byteLength,
      timeoutMs,
      OUT,
    ),
  );
  return status == Status.Ok ? expectAnswer(load<u32>(OUT), caller) : 0;
}

export function startGrpcStream(
  caller: Context,
  cluster: string,
  service: string,
  method: string,
  metadata: string[][],
): u32 {
  const clusterName = encode(cluster);
  const serviceName = encode(service);
  const methodName = encode(method);
  const metadataBytes = encodePairs(metadata);
  const status = note(
    proxy_grpc_stream(
      pointerTo(clusterName),
      clusterName.byteLength,
      pointerTo(serviceName),
      serviceName.byteLength,
      pointerTo(methodName),
      methodName.byteLength,
      pointerTo(metadataBytes),
      metadataBytes.byteLength,
      OUT,
    ),
  );
  return status == Status.Ok ? expectAnswer(load<u32>(OUT), caller) : 0;
}
