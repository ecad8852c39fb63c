// `@solo-io/proxy-runtime`, version 0.1.8: what a filter imports.

export { BaseContext, Context, HttpCallback, RootContext } from '../contexts';
export {
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
export { log } from '../logging';
export { Counter, Gauge, Histogram } from '../metrics';
export {
  continue_request,
  continue_response,
  proxy_set_effective_context,
  send_local_response,
} from '../proxy-calls';
export { registerRootContext } from '../registry';
