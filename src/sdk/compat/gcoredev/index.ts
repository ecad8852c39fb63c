// `@gcoredev/proxy-wasm-sdk-as/assembly`, version 1.2.3: what a filter imports.

export { BaseContext, Context, HttpCallback, RootContext } from '../contexts';
export {
  BufferTypeValues,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterMetadataStatusValues,
  FilterStatusValues,
  FilterTrailersStatusValues,
  GrpcStatusValues,
  LogLevelValues,
  WasmResultValues,
} from '../enums';
export { stream_context } from '../header-maps';
export { HeaderPair, Headers, makeHeaderPair } from '../header-pairs';
export { Counter, Gauge, Histogram } from '../metrics';
export {
  call_foreign_function,
  continue_request,
  continue_response,
  get_buffer_bytes,
  get_current_time_nanoseconds,
  get_property,
  proxy_set_effective_context,
  send_http_response,
  send_local_response,
  set_buffer_bytes,
  set_property,
  set_tick_period_milliseconds,
} from '../proxy-calls';
export { registerRootContext } from '../registry';
export { log } from './fastedge/utils/runtime';
export {
  dequeue_shared_queue,
  enqueue_shared_queue,
  get_shared_data,
  GetSharedData,
  register_shared_queue,
  resolve_shared_queue,
  set_shared_data,
} from './sharing';
