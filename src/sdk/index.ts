// The public face of the SDK: everything a filter imports from "proxy-wasm". What few filters need
// has doors of its own, such as "proxy-wasm/json" or "proxy-wasm/grpc".

export { Body, HostBuffer, pluginConfiguration, vmConfiguration } from './body';
export { HttpCallResponse } from './calls';
export { currentTimeMs, currentTimeNs, setTickPeriod } from './clock';
export { Context, done, HttpContext, RootContext, setEffectiveContext } from './context';
export { callForeignFunction } from './foreign-function';
export { HeaderMap } from './headers';
export {
  closeRequest,
  closeResponse,
  continueRequest,
  continueResponse,
  HttpMessage,
  request,
  response,
  sendLocalResponse,
  sendLocalResponseBytes,
} from './http';
export { log } from './log';
export { encode as encodeUtf8, lastStatus } from './memory';
export { Counter, Gauge, Histogram } from './metric';
export { property } from './property';
export { registerRootContext } from './registry';
export { getSharedData, setSharedData, setSharedDataBytes, SharedData, updateSharedData } from './shared-data';
export { SharedQueue } from './shared-queue';
export { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus, LogLevel, Status } from './types';
export { decodeUtf8 } from './utf8';
