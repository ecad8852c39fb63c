// The imports of the proxy-wasm ABI under the names and types of the two public SDKs, for filters that call them directly.
// Those that Envoy does not have, or that have another shape in Envoy, are functions here: as imports they would keep the
// module from being loaded.

import { callForeignFunction } from '../foreign-function';
import { proxy_grpc_call as grpcCall, proxy_grpc_stream as grpcStream } from '../hostcalls';
import { lastStatus } from '../memory';

export * from '../hostcalls';
import { lastStatus } from '../memory';

export {
  proxy_add_header_map_value,
  proxy_call_foreign_function,
  proxy_close_stream,
  proxy_continue_stream,
  proxy_define_metric,
  proxy_dequeue_shared_queue,
  proxy_done,
  proxy_enqueue_shared_queue,
  proxy_get_buffer_bytes,
  proxy_get_buffer_status,
  proxy_get_current_time_nanoseconds,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_get_metric,
  proxy_get_property,
  proxy_get_shared_data,
  proxy_get_status,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_http_call,
  proxy_increment_metric,
  proxy_log,
  proxy_record_metric,
  proxy_register_shared_queue,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_resolve_shared_queue,
  proxy_send_local_response,
  proxy_set_effective_context,
  proxy_set_header_map_pairs,
  proxy_set_property,
  proxy_set_shared_data,
  proxy_set_tick_period_milliseconds,
} from '../hostcalls';

export type LogLevel = u32;
export type WasmResult = u32;
export type MetricType = i32;
export type PeerType = i32;
export type HeaderMapType = i32;
export type BufferType = i32;
export type BufferFlags = i32;
export type StreamType = i32;

/** Lets the proxy choose the route anew: a foreign function, since the import is one of ABI 0.1.0. */
export function proxy_clear_route_cache(): WasmResult {
  callForeignFunction('clear_route_cache');
  return lastStatus();
}

/** Makes a unary gRPC call, without metadata. */
export function proxy_grpc_call(
  service_ptr: usize,
  service_size: usize,
  service_name_ptr: usize,
  service_name_size: usize,
  method_name_ptr: usize,
  method_name_size: usize,
  request_ptr: usize,
  request_size: usize,
  timeout_milliseconds: u32,
  token_ptr: usize,
): WasmResult {
  return grpcCall(
    service_ptr,
    service_size,
    service_name_ptr,
    service_name_size,
    method_name_ptr,
    method_name_size,
    0,
    0,
    request_ptr,
    request_size,
    timeout_milliseconds,
    token_ptr,
  );
}

/** Opens a gRPC stream, without metadata. */
export function proxy_grpc_stream(
  service_ptr: usize,
  service_size: usize,
  service_name_ptr: usize,
  service_name_size: usize,
  method_name_ptr: usize,
  method_name_size: usize,
  token_ptr: usize,
): WasmResult {
  return grpcStream(
    service_ptr,
    service_size,
    service_name_ptr,
    service_name_size,
    method_name_ptr,
    method_name_size,
    0,
    0,
    token_ptr,
  );
}
