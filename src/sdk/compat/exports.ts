// The exports of the proxy-wasm ABI for filters of the two public SDKs: each finds its context object and calls the method of
// that name. A context that is not there, because no root context is registered for the plugin, answers 0.

import '../env';

import { PeerTypeValues } from './enums';
import {
  contextOf,
  deleteContext,
  ensureContext,
  makeRoot,
  reportMissing,
  rootOf,
  streamOf,
} from './registry';

export function proxy_on_context_create(context_id: u32, root_context_id: u32): void {
  if (root_context_id == 0) makeRoot(context_id);
  else if (rootOf(root_context_id) != null) ensureContext(context_id, root_context_id);
}

export function proxy_on_vm_start(root_context_id: u32, configuration_size: u32): u32 {
  const root = rootOf(root_context_id);
  if (root != null) return <u32>root.onStart(configuration_size);
  reportMissing();
  return 0;
}

export function proxy_validate_configuration(root_context_id: u32, configuration_size: u32): u32 {
  const root = rootOf(root_context_id);
  return root != null ? <u32>root.validateConfiguration(configuration_size) : 0;
}

export function proxy_on_configure(root_context_id: u32, configuration_size: u32): u32 {
  const root = rootOf(root_context_id);
  return root != null ? <u32>root.onConfigure(configuration_size) : 0;
}

export function proxy_on_tick(root_context_id: u32): void {
  const root = rootOf(root_context_id);
  if (root != null) root.onTick();
}

/** Envoy never calls it. */
export function proxy_on_foreign_function(root_context_id: u32, function_id: u32, data_size: u32): void {}

export function proxy_on_queue_ready(root_context_id: u32, token: u32): void {
  const root = rootOf(root_context_id);
  if (root != null) root.onQueueReady(token);
}

export function proxy_on_request_headers(context_id: u32, headers: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onRequestHeaders(headers, end_of_stream != 0) : 0;
}

export function proxy_on_request_body(context_id: u32, body_buffer_length: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onRequestBody(body_buffer_length, end_of_stream != 0) : 0;
}

export function proxy_on_request_trailers(context_id: u32, trailers: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onRequestTrailers(trailers) : 0;
}

export function proxy_on_request_metadata(context_id: u32, nelements: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onRequestMetadata(nelements) : 0;
}

export function proxy_on_response_headers(context_id: u32, headers: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onResponseHeaders(headers, end_of_stream != 0) : 0;
}

export function proxy_on_response_body(context_id: u32, body_buffer_length: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onResponseBody(body_buffer_length, end_of_stream != 0) : 0;
}

export function proxy_on_response_trailers(context_id: u32, trailers: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onResponseTrailers(trailers) : 0;
}

export function proxy_on_response_metadata(context_id: u32, nelements: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onResponseMetadata(nelements) : 0;
}

export function proxy_on_http_call_response(
  context_id: u32,
  token: u32,
  headers: u32,
  body_size: u32,
  trailers: u32,
): void {
  const root = rootOf(context_id);
  if (root != null) root.onHttpCallResponse(token, headers, body_size, trailers);
}

export function proxy_on_grpc_receive_initial_metadata(context_id: u32, token: u32, headers: u32): void {
  const root = rootOf(context_id);
  if (root != null) root.on_grpc_receive_initial_metadata(token, headers);
}

export function proxy_on_grpc_receive_trailing_metadata(context_id: u32, token: u32, trailers: u32): void {
  const root = rootOf(context_id);
  if (root != null) root.on_grpc_trailing_metadata(token, trailers);
}

export function proxy_on_grpc_receive(context_id: u32, token: u32, response_size: u32): void {
  const root = rootOf(context_id);
  if (root != null) root.on_grpc_receive(token, response_size);
}

export function proxy_on_grpc_close(context_id: u32, token: u32, status_code: u32): void {
  const root = rootOf(context_id);
  if (root != null) root.on_grpc_close(token, status_code);
}

export function proxy_on_new_connection(context_id: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onNewConnection() : 0;
}

export function proxy_on_downstream_data(context_id: u32, body_buffer_length: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onDownstreamData(body_buffer_length, end_of_stream != 0) : 0;
}

export function proxy_on_upstream_data(context_id: u32, body_buffer_length: u32, end_of_stream: u32): i32 {
  const stream = streamOf(context_id);
  return stream != null ? stream.onUpstreamData(body_buffer_length, end_of_stream != 0) : 0;
}

export function proxy_on_downstream_connection_close(context_id: u32, peer_type: u32): void {
  const stream = streamOf(context_id);
  if (stream != null) stream.onDownstreamConnectionClose(peer_type as PeerTypeValues);
}

export function proxy_on_upstream_connection_close(context_id: u32, peer_type: u32): void {
  const stream = streamOf(context_id);
  if (stream != null) stream.onUpstreamConnectionClose(peer_type as PeerTypeValues);
}

export function proxy_on_done(context_id: u32): u32 {
  const context = contextOf(context_id);
  return context != null ? <u32>context.onDone() : 1;
}

export function proxy_on_log(context_id: u32): void {
  const stream = streamOf(context_id);
  if (stream != null) stream.onLog();
}

export function proxy_on_delete(context_id: u32): void {
  const context = contextOf(context_id);
  if (context == null) return;
  context.onDelete();
  deleteContext(context_id);
}
