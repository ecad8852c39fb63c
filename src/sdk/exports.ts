// The exports of the proxy-wasm ABI 0.2.1 that every filter has: each finds its context object and calls the method of that name.
// Those of a door, such as gRPC, are in a file of their own.
// The SDK itself asks the host for two things: `plugin_root_id`, once per root context, and, before the answer to a stream's
// call is handed over, the effective context.

import './env';

import { HttpCallResponse, takeCaller } from './http-calls';
import { HttpContext, RootContext } from './context';
import { addContext, contextOf, inForce, removeContext, rootOf } from './contexts';
import { log } from './log';
import { readName } from './property';
import { createRootContext, describeMissing } from './registry';
import { SharedQueue } from './shared-queue';

function streamOf(contextId: u32): HttpContext | null {
  const context = contextOf(contextId);
  return context instanceof HttpContext ? changetype<HttpContext>(context) : null;
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
    if (root != null) addContext(root);
    return;
  }
  const root = rootOf(parentId);
  if (root != null) addContext(root.createChildContext(contextId));
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
  if (root != null) root.onQueueReady(new SharedQueue(queueId));
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
  removeContext(contextId);
}
