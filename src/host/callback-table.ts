// Every export that Envoy looks for, with the signature it must have. A missing one is not called; a wrong one keeps the module from loading.

import type { AbiVersion } from '#abi/types.ts';
import type { FunctionType } from './module-info.ts';

const signature = (parameters: number, returns: boolean): FunctionType => ({
  parameters: Array.from({ length: parameters }, () => 'i32'),
  results: returns ? ['i32'] : [],
});

/** What makes a module a running guest, whatever it has been written for. */
const starting = {
  _initialize: signature(0, false),
  _start: signature(0, false),
  main: signature(2, true),
  __main_void: signature(0, true),
  malloc: signature(1, true),
  proxy_on_memory_allocate: signature(1, true),
} as const;

/** In the order in which Envoy looks for them, and so complains of them. */
const callbacks = {
  proxy_validate_configuration: signature(2, true),
  proxy_on_vm_start: signature(2, true),
  proxy_on_configure: signature(2, true),
  proxy_on_tick: signature(1, false),
  proxy_on_context_create: signature(2, false),
  proxy_on_new_connection: signature(1, true),
  proxy_on_downstream_data: signature(3, true),
  proxy_on_upstream_data: signature(3, true),
  proxy_on_downstream_connection_close: signature(2, false),
  proxy_on_upstream_connection_close: signature(2, false),
  proxy_on_request_body: signature(3, true),
  proxy_on_request_trailers: signature(2, true),
  proxy_on_request_metadata: signature(2, true),
  proxy_on_response_body: signature(3, true),
  proxy_on_response_trailers: signature(2, true),
  proxy_on_response_metadata: signature(2, true),
  proxy_on_http_call_response: signature(5, false),
  proxy_on_grpc_receive: signature(3, false),
  proxy_on_grpc_close: signature(3, false),
  proxy_on_grpc_receive_initial_metadata: signature(3, false),
  proxy_on_grpc_receive_trailing_metadata: signature(3, false),
  proxy_on_queue_ready: signature(2, false),
  proxy_on_done: signature(1, true),
  proxy_on_log: signature(1, false),
  proxy_on_delete: signature(1, false),
  proxy_on_request_headers: signature(3, true),
  proxy_on_response_headers: signature(3, true),
  proxy_on_foreign_function: signature(3, false),
  envoy_on_resolve_dns: signature(3, false),
  envoy_on_stats_update: signature(2, false),
} as const;

const all = { ...starting, ...callbacks };

export type CallbackName = keyof typeof all;

/** Those that Envoy calls when something happens. */
export const callbackNames = Object.keys(callbacks) as CallbackName[];

/** What becomes of callbacks that an HTTP filter is not given, or not by Sluice. */
export const callbackGaps: Readonly<Partial<Record<CallbackName, string>>> = {
  proxy_validate_configuration: 'Envoy never calls it',
  proxy_on_new_connection: 'network filters are not emulated',
  proxy_on_downstream_data: 'network filters are not emulated',
  proxy_on_upstream_data: 'network filters are not emulated',
  proxy_on_downstream_connection_close: 'network filters are not emulated',
  proxy_on_upstream_connection_close: 'network filters are not emulated',
  proxy_on_request_metadata: 'METADATA frames are of HTTP/2, which is not emulated for requests',
  proxy_on_response_metadata: 'METADATA frames are of HTTP/2, which is not emulated for responses',
  proxy_on_foreign_function: 'Envoy never calls it',
  envoy_on_resolve_dns: 'name resolution is not emulated',
  envoy_on_stats_update: 'Envoy calls it in stats sinks alone',
};

/** The callbacks of a stream that a module has when it was made for nothing but connections. */
export function networkCallbacksOf(has: (name: CallbackName) => boolean): CallbackName[] {
  const isOf = (kind: RegExp): CallbackName[] =>
    callbackNames.filter((name) => kind.test(name) && has(name));
  const http = isOf(/_(request|response)_(headers|body|trailers)$/);
  return http.length > 0 ? [] : isOf(/_new_connection$|_(downstream|upstream)_/);
}

/** What the export must look like; null when modules of that version have no such export. */
export function callbackType(name: CallbackName, version: AbiVersion): FunctionType | null {
  if (version !== '0.1.0') return all[name];
  if (name === 'proxy_on_foreign_function') return null;
  // 0.1.0 told nothing about the end of the stream.
  return name === 'proxy_on_request_headers' || name === 'proxy_on_response_headers'
    ? signature(2, true)
    : all[name];
}
