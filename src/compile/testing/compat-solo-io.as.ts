// Uses every public name of @solo-io/proxy-runtime once, by all its import paths, so that asc compiles them all. It is never run.

export * from '@solo-io/proxy-runtime/proxy';
import {
  BaseContext,
  Context,
  continue_request,
  continue_response,
  Counter,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterMetadataStatusValues,
  FilterStatusValues,
  FilterTrailersStatusValues,
  Gauge,
  GrpcStatusValues,
  HeaderPair,
  Headers,
  Histogram,
  HttpCallback,
  log,
  LogLevelValues,
  makeHeaderPair,
  proxy_set_effective_context,
  registerRootContext,
  RootContext,
  send_local_response,
  stream_context,
  WasmResultValues,
} from '@solo-io/proxy-runtime';
import { stream_context as again } from '@solo-io/proxy-runtime/assembly';
import * as callbacks from '@solo-io/proxy-runtime/assembly/exports';
import * as imports from '@solo-io/proxy-runtime/imports';
import { proxy_grpc_call, proxy_grpc_stream } from '@solo-io/proxy-runtime/imports';
import { free, malloc } from '@solo-io/proxy-runtime/malloc';
import {
  abort_proc_exit,
  add_header_map_value,
  add_header_map_value_string,
  BufferFlagsValues,
  BufferTypeValues,
  clear_route_cache,
  define_metric,
  deleteContext,
  dequeue_shared_queue,
  done,
  enqueue_shared_queue,
  ensureContext,
  ensureRootContext,
  get_buffer_bytes,
  get_buffer_status,
  get_current_time_nanoseconds,
  get_header_map_size,
  get_header_map_value,
  get_metric,
  get_property,
  get_shared_data,
  get_status,
  getBaseContext,
  getContext,
  getRootContext,
  HeaderMapTypeValues,
  increment_metric,
  MetricTypeValues,
  PeerTypeValues,
  record_metric,
  Reference,
  register_shared_queue,
  remove_header_map_value,
  remove_header_map_value_string,
  replace_header_map_value,
  replace_header_map_value_string,
  resolve_shared_queue,
  set_property,
  set_shared_data,
  set_tick_period_milliseconds,
  StreamTypeValues,
} from '@solo-io/proxy-runtime/assembly/runtime';

class Root extends RootContext {
  constructor(context_id: u32) {
    super(context_id);
  }

  validateConfiguration(configuration_size: usize): bool {
    return super.validateConfiguration(configuration_size);
  }

  onConfigure(configuration_size: u32): bool {
    return super.onConfigure(configuration_size) && this.getConfiguration() != '';
  }

  onStart(vm_configuration_size: usize): bool {
    return super.onStart(vm_configuration_size);
  }

  onTick(): void {
    super.onTick();
    this.cancelPendingRequests();
    set_tick_period_milliseconds(100);
  }

  onQueueReady(token: u32): void {
    super.onQueueReady(token);
    const taken = dequeue_shared_queue(token);
    if (taken.result == WasmResultValues.Ok) enqueue_shared_queue(token, taken.data);
  }

  onDone(): bool {
    return super.onDone();
  }

  onDelete(): void {
    super.onDelete();
    this.done();
    done();
  }

  createContext(context_id: u32): Context {
    return context_id > 0 ? new Stream(context_id, this) : super.createContext(context_id);
  }

  onHttpCallResponse(token: u32, headers: u32, body_size: u32, trailers: u32): void {
    super.onHttpCallResponse(token, headers, body_size, trailers);
  }

  on_grpc_receive_initial_metadata(token: u32, headers: u32): void {}
  on_grpc_trailing_metadata(token: u32, trailers: u32): void {}
  on_grpc_receive(token: u32, response_size: u32): void {}
  on_grpc_close(token: u32, status_code: u32): void {}
}

class Stream extends Context {
  constructor(context_id: u32, root_context: Root) {
    super(context_id, root_context);
  }

  createContext(): Context {
    return super.createContext();
  }

  onNewConnection(): FilterStatusValues {
    return super.onNewConnection();
  }

  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    return end ? FilterStatusValues.StopIteration : super.onDownstreamData(size, end);
  }

  onUpstreamData(size: usize, end: bool): FilterStatusValues {
    return super.onUpstreamData(size, end);
  }

  onDownstreamConnectionClose(t: PeerTypeValues): void {
    if (t == PeerTypeValues.Local) super.onDownstreamConnectionClose(t);
  }

  onUpstreamConnectionClose(t: PeerTypeValues): void {
    super.onUpstreamConnectionClose(t);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    headers();
    reply(this);
    memory_and_context(this.context_id);
    return FilterHeadersStatusValues.StopAllIterationAndWatermark;
  }

  onRequestMetadata(a: u32): FilterMetadataStatusValues {
    return FilterMetadataStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    bodies(<u32>body_buffer_length);
    return FilterDataStatusValues.StopIterationNoBuffer;
  }

  onRequestTrailers(a: u32): FilterTrailersStatusValues {
    metrics();
    return FilterTrailersStatusValues.StopIteration;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    shared();
    return super.onResponseHeaders(a, end_of_stream);
  }

  onResponseMetadata(a: u32): FilterMetadataStatusValues {
    return super.onResponseMetadata(a);
  }

  onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    raw();
    return super.onResponseBody(body_buffer_length, end_of_stream);
  }

  onResponseTrailers(s: u32): FilterTrailersStatusValues {
    return super.onResponseTrailers(s);
  }

  onLog(): void {
    super.onLog();
  }

  onDone(): bool {
    return super.onDone();
  }
}

function headers(): void {
  const map = stream_context.headers.request;
  map.add('a', map.get('b') || '');
  map.replace('c', 'd');
  map.remove('e');
  const all: Headers = map.get_headers();
  all.push(makeHeaderPair('f', 'g'));
  all.push(new HeaderPair(all[0].key, all[0].value));
  log(LogLevelValues.trace, all[0].toString());
  stream_context.trailers.response.set_headers(all);
  again.headers.http_callback.get_headers();
  const type = HeaderMapTypeValues.RequestHeaders;
  const key = String.UTF8.encode('h');
  add_header_map_value(type, key, get_header_map_value(type, key));
  add_header_map_value_string(type, 'i', 'j');
  replace_header_map_value(type, key, key);
  replace_header_map_value_string(type, 'k', 'l');
  remove_header_map_value(type, key);
  remove_header_map_value_string(type, 'm');
  log(LogLevelValues.debug, get_header_map_size(type).toString());
}

function reply(stream: Stream): void {
  const root = stream.root_context as Root;
  const callback = new HttpCallback(stream, (origin: BaseContext, count: u32, size: usize, trailers: u32) => {});
  const answered = (origin: Context, count: u32, size: usize, trailers: u32): void => {
    const one = origin as Stream;
    one.setEffectiveContext();
    one.continueRequest();
  };
  const result = root.httpCall('c', [], new ArrayBuffer(0), [], 1000, callback.origin_context, answered);
  root.httpCall('d', [], new ArrayBuffer(0), [], 1000, stream, (origin, count, size, trailers) => {
    log(LogLevelValues.info, origin.context_id.toString());
  });
  if (result == WasmResultValues.Ok) callback.cb(stream, 0, 0, 0);
  send_local_response(403, 'details', new ArrayBuffer(0), [], GrpcStatusValues.PermissionDenied);
  continue_request();
  continue_response();
  clear_route_cache();
  log(LogLevelValues.warn, get_status().status.toString() + get_status().data.byteLength.toString());
}

function memory_and_context(id: u32): void {
  free(malloc(8));
  proxy_set_effective_context(id);
  ensureContext(id, ensureRootContext(1).context_id);
  getBaseContext(id).onDone();
  getContext(id).onLog();
  getRootContext(1).onTick();
  deleteContext(id);
  abort_proc_exit(null, null, 0, 0);
}

function bodies(size: u32): void {
  const type = BufferTypeValues.HttpRequestBody;
  const status = get_buffer_status(type);
  if (status.result == WasmResultValues.Ok && (status.flags & BufferFlagsValues.EndOfStream) == 0) {
    log(LogLevelValues.error, get_buffer_bytes(type, 0, size + <u32>status.length).byteLength.toString());
  }
  set_property('n', get_property('plugin_name'));
  log(LogLevelValues.critical, get_current_time_nanoseconds().toString());
}

function metrics(): void {
  const gauge = new Gauge('gauge');
  gauge.increment(-1);
  gauge.record(gauge.metric_id, 2);
  const histogram = new Histogram('histogram');
  histogram.increment(1);
  histogram.record(histogram.metric_id, 3);
  const counter = new Counter('counter');
  counter.increment(1);
  const defined = define_metric(MetricTypeValues.Counter, 'another');
  if (defined.result == WasmResultValues.Ok) increment_metric(defined.metric_id, 1);
  record_metric(gauge.metric_id, get_metric(counter.metric_id).data);
}

function shared(): void {
  const value = new ArrayBuffer(8);
  const set = set_shared_data('key');
  if (set.result != get_shared_data('key', value)) set_shared_data('key', set.value);
  const queue = new Reference<u32>();
  register_shared_queue('queue', <u32>queue.ptr());
  resolve_shared_queue('vm', 'queue', <u32>queue.ptr());
  log(LogLevelValues.info, queue.data.toString() + StreamTypeValues.Request.toString());
}

function raw(): void {
  const level: imports.LogLevel = 0;
  const metric: imports.MetricType = 0;
  const peer: imports.PeerType = 0;
  const map: imports.HeaderMapType = 0;
  const buffer: imports.BufferType = 0;
  const flags: imports.BufferFlags = 0;
  const stream: imports.StreamType = 0;
  const p: usize = <usize>(peer + flags);
  const results: imports.WasmResult[] = [
    imports.proxy_get_status(p, p, p),
    imports.proxy_log(level, p, p),
    imports.proxy_set_tick_period_milliseconds(1),
    imports.proxy_get_current_time_nanoseconds(p),
    imports.proxy_get_property(p, p, p, p),
    imports.proxy_set_property(p, p, p, p),
    imports.proxy_continue_stream(stream),
    imports.proxy_close_stream(stream),
    imports.proxy_send_local_response(1, p, p, p, p, p, p, 1),
    imports.proxy_clear_route_cache(),
    imports.proxy_get_shared_data(p, p, p, p, p),
    imports.proxy_set_shared_data(p, p, p, p, 1),
    imports.proxy_register_shared_queue(p, p, p),
    imports.proxy_resolve_shared_queue(p, p, p, p, p),
    imports.proxy_dequeue_shared_queue(1, p, p),
    imports.proxy_enqueue_shared_queue(1, p, p),
    imports.proxy_add_header_map_value(map, p, p, p, p),
    imports.proxy_get_header_map_value(map, p, p, p, p),
    imports.proxy_get_header_map_pairs(map, p, p),
    imports.proxy_set_header_map_pairs(map, p, p),
    imports.proxy_replace_header_map_value(map, p, p, p, p),
    imports.proxy_remove_header_map_value(map, p, p),
    imports.proxy_get_header_map_size(map, p),
    imports.proxy_get_buffer_bytes(buffer, 1, 1, p, p),
    imports.proxy_get_buffer_status(buffer, p, p),
    imports.proxy_set_buffer_status(buffer, 1, 1, p, p),
    imports.proxy_http_call(p, p, p, p, p, p, p, p, 1, p),
    proxy_grpc_call(p, p, p, p, p, p, p, p, 1, p),
    proxy_grpc_stream(p, p, p, p, p, p, p),
    imports.proxy_grpc_cancel(1),
    imports.proxy_grpc_close(1),
    imports.proxy_grpc_send(1, p, p, 1),
    imports.proxy_define_metric(metric, p, p, p),
    imports.proxy_increment_metric(1, 1),
    imports.proxy_record_metric(1, 1),
    imports.proxy_get_metric(1, p),
    imports.proxy_set_effective_context(1),
    imports.proxy_done(),
    imports.proxy_call_foreign_function(p, p, p, p, p, p),
  ];
  log(LogLevelValues.info, results.length.toString());
  callbacks.proxy_on_grpc_trailing_metadata(1, 2, 3);
}

registerRootContext((context_id: u32) => new Root(context_id), 'everything');
