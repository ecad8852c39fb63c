// The public face of the SDK: everything a filter imports from "proxy-wasm". What few filters need has doors of its own, such as
// "proxy-wasm/json" or "proxy-wasm/grpc".

export { registerRootContext } from './registry';
export { Context, done, HttpContext, RootContext, setEffectiveContext } from './context';
export { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus, LogLevel, Status } from './types';
export { lastStatus } from './memory';
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
export { HeaderMap } from './headers';
export { Body, HostBuffer, pluginConfiguration, vmConfiguration } from './body';
export { HttpCallResponse } from './http-calls';
export { property } from './property';
export { log } from './log';
export { currentTimeMs, currentTimeNs, setTickPeriod } from './clock';
export { Counter, Gauge, Histogram } from './metric';
export { getSharedData, setSharedData, setSharedDataBytes, SharedData, updateSharedData } from './shared-data';
export { SharedQueue } from './shared-queue';
export { callForeignFunction } from './foreign-function';
export { encode as encodeUtf8 } from './memory';
export { decodeUtf8 } from './utf8';
