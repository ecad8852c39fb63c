// The callbacks of gRPC, exported by the modules of filters that import "proxy-wasm/grpc".

import { inForce } from './contexts';
import { findGrpcStream, GrpcCallResponse, takeGrpcCall, takeGrpcStream } from './grpc-calls';

/** Unary calls and streams share callbacks; the low bits of an id tell which it is. */
// @ts-ignore: decorator
@inline
function isGrpcStream(callId: u32): bool {
  return (callId & 3) == 2;
}

export function proxy_on_grpc_receive_initial_metadata(rootContextId: u32, streamId: u32, count: i32): void {
  const stream = findGrpcStream(streamId);
  if (stream == null) return;
  const caller = inForce(stream.context, rootContextId);
  if (caller != null) caller.onGrpcStreamInitialMetadata(stream, count);
}

export function proxy_on_grpc_receive(rootContextId: u32, callId: u32, size: i32): void {
  if (!isGrpcStream(callId)) return answer(rootContextId, callId, 0, size);
  const stream = findGrpcStream(callId);
  if (stream == null) return;
  const caller = inForce(stream.context, rootContextId);
  if (caller != null) caller.onGrpcStreamMessage(stream, size);
}

export function proxy_on_grpc_receive_trailing_metadata(rootContextId: u32, streamId: u32, count: i32): void {
  const stream = findGrpcStream(streamId);
  if (stream == null) return;
  const caller = inForce(stream.context, rootContextId);
  if (caller != null) caller.onGrpcStreamTrailingMetadata(stream, count);
}

export function proxy_on_grpc_close(rootContextId: u32, callId: u32, status: u32): void {
  if (!isGrpcStream(callId)) return answer(rootContextId, callId, status, 0);
  const stream = takeGrpcStream(callId);
  if (stream == null) return;
  const caller = inForce(stream.context, rootContextId);
  if (caller != null) caller.onGrpcStreamClose(stream, status);
}

/** Ends a unary call. */
function answer(rootContextId: u32, callId: u32, status: u32, size: i32): void {
  const call = takeGrpcCall(callId);
  if (call == null) return;
  const caller = inForce(call.context, rootContextId);
  if (caller != null) caller.onGrpcCallResponse(new GrpcCallResponse(call, status, size));
}
