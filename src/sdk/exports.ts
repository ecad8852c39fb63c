// The exports of the proxy-wasm ABI 0.2.1: each finds its context object and calls the method of that name.
// The SDK itself asks the host for two things: `plugin_root_id`, once per root context, and, before the answer to a stream's
// call is handed over, the effective context.

import './env';

import { callerOf, HttpCallResponse, takeCaller } from './calls';
import { Context, HttpContext, RootContext, setEffectiveContext } from './context';
import { GrpcCallResponse } from './grpc';
import { log } from './log';
import { readName } from './property';
import { createRootContext, describeMissing } from './registry';
import { Status } from './types';

/** Root contexts and streams: their ids never meet. */
const contexts = new Map<u32, Context>();

function contextOf(contextId: u32): Context | null {
  return contexts.has(contextId) ? contexts.get(contextId) : null;
}

function rootOf(contextId: u32): RootContext | null {
  const context = contextOf(contextId);
  return context instanceof RootContext ? changetype<RootContext>(context) : null;
}

function streamOf(contextId: u32): HttpContext | null {
  const context = contextOf(contextId);
  return context instanceof HttpContext ? changetype<HttpContext>(context) : null;
}

/** The context that made a call, with what it asks for working on it; `null` when it is over. */
function inForce(caller: Context | null, rootContextId: u32): Context | null {
  if (caller == null || contextOf(caller.contextId) != caller) return null;
  if (caller.contextId != rootContextId && setEffectiveContext(caller.contextId) != Status.Ok) return null;
  return caller;
}

function ownRootId(): string {
  const rootId = readName('plugin_root_id');
  return rootId != null ? rootId : '';
}

/** Marks the module as one of ABI 0.2.1; never called. */
export function proxy_abi_version_0_2_1(): void {}

/** Memory for the host to write a result into. Whoever takes the result frees it. */
export function proxy_on_memory_allocate(size: usize): usize {
  return heap.alloc(size);
}

export function proxy_on_context_create(contextId: u32, parentId: u32): void {
  if (parentId == 0) {
    const root = createRootContext(contextId, ownRootId());
    if (root != null) contexts.set(contextId, root);
    return;
  }
  const root = rootOf(parentId);
  if (root == null) return;
  const stream = root.createHttpContext(contextId);
  stream.root = root;
  contexts.set(contextId, stream);
}

export function proxy_on_vm_start(contextId: u32, vmConfigurationSize: i32): u32 {
  const root = rootOf(contextId);
  if (root != null) return <u32>root.onVmStart(vmConfigurationSize);
  log.critical(describeMissing(ownRootId()));
  return 0;
}

export function proxy_on_configure(contextId: u32, pluginConfigurationSize: i32): u32 {
  const root = rootOf(contextId);
  return root != null ? <u32>root.onConfigure(pluginConfigurationSize) : 0;
}

export function proxy_on_tick(contextId: u32): void {
  const root = rootOf(contextId);
  if (root != null) root.onTick();
}

export function proxy_on_queue_ready(contextId: u32, queueId: u32): void {
  const root = rootOf(contextId);
  if (root != null) root.onQueueReady(queueId);
}

export function proxy_on_request_headers(contextId: u32, count: i32, endOfStream: u32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onRequestHeaders(count, endOfStream != 0) : 0;
}

export function proxy_on_request_body(contextId: u32, size: i32, endOfStream: u32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onRequestBody(size, endOfStream != 0) : 0;
}

export function proxy_on_request_trailers(contextId: u32, count: i32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onRequestTrailers(count) : 0;
}

export function proxy_on_response_headers(contextId: u32, count: i32, endOfStream: u32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onResponseHeaders(count, endOfStream != 0) : 0;
}

export function proxy_on_response_body(contextId: u32, size: i32, endOfStream: u32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onResponseBody(size, endOfStream != 0) : 0;
}

export function proxy_on_response_trailers(contextId: u32, count: i32): u32 {
  const stream = streamOf(contextId);
  return stream != null ? stream.onResponseTrailers(count) : 0;
}

export function proxy_on_http_call_response(
  rootContextId: u32,
  callId: u32,
  headerCount: i32,
  bodySize: i32,
  trailerCount: i32,
): void {
  const caller = inForce(takeCaller(callId), rootContextId);
  if (caller != null) caller.onHttpCallResponse(new HttpCallResponse(callId, headerCount, bodySize, trailerCount));
}

/** Unary calls and streams share callbacks; the low bits of an id tell which it is. */
// @ts-ignore: decorator
@inline
function isGrpcStream(callId: u32): bool {
  return (callId & 3) == 2;
}

export function proxy_on_grpc_receive_initial_metadata(rootContextId: u32, streamId: u32, count: i32): void {
  const caller = inForce(callerOf(streamId), rootContextId);
  if (caller != null) caller.onGrpcStreamInitialMetadata(streamId, count);
}

export function proxy_on_grpc_receive(rootContextId: u32, callId: u32, size: i32): void {
  const isStream = isGrpcStream(callId);
  const caller = inForce(isStream ? callerOf(callId) : takeCaller(callId), rootContextId);
  if (caller == null) return;
  if (isStream) caller.onGrpcStreamMessage(callId, size);
  else caller.onGrpcCallResponse(new GrpcCallResponse(callId, 0, size));
}

export function proxy_on_grpc_receive_trailing_metadata(rootContextId: u32, streamId: u32, count: i32): void {
  const caller = inForce(callerOf(streamId), rootContextId);
  if (caller != null) caller.onGrpcStreamTrailingMetadata(streamId, count);
}

export function proxy_on_grpc_close(rootContextId: u32, callId: u32, status: u32): void {
  const caller = inForce(takeCaller(callId), rootContextId);
  if (caller == null) return;
  if (isGrpcStream(callId)) caller.onGrpcStreamClose(callId, status);
  else caller.onGrpcCallResponse(new GrpcCallResponse(callId, status, 0));
}

export function proxy_on_done(contextId: u32): u32 {
  const context = contextOf(contextId);
  return context != null ? <u32>context.onDone() : 1;
}

export function proxy_on_log(contextId: u32): void {
  const context = contextOf(contextId);
  if (context != null) context.onLog();
}

export function proxy_on_delete(contextId: u32): void {
  const context = contextOf(contextId);
  if (context == null) return;
  context.onDelete();
  contexts.delete(contextId);
}
