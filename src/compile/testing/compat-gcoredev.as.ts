// Uses every public name of @gcoredev/proxy-wasm-sdk-as that @solo-io/proxy-runtime does not have, by all its import paths,
// so that asc compiles them all. It is never run.

export * from '@gcoredev/proxy-wasm-sdk-as/assembly/proxy';
import {
  BaseContext,
  BufferTypeValues,
  call_foreign_function,
  Context,
  continue_request,
  continue_response,
  Counter,
  dequeue_shared_queue,
  enqueue_shared_queue,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterMetadataStatusValues,
  FilterStatusValues,
  FilterTrailersStatusValues,
  Gauge,
  get_buffer_bytes,
  get_current_time_nanoseconds,
  get_property,
  get_shared_data,
  GetSharedData,
  GrpcStatusValues,
  HeaderPair,
  Headers,
  Histogram,
  HttpCallback,
  log,
  LogLevelValues,
  makeHeaderPair,
  proxy_set_effective_context,
  register_shared_queue,
  registerRootContext,
  resolve_shared_queue,
  RootContext,
  send_http_response,
  send_local_response,
  set_buffer_bytes,
  set_property,
  set_shared_data,
  set_tick_period_milliseconds,
  stream_context,
  WasmResultValues,
} from '@gcoredev/proxy-wasm-sdk-as/assembly';
import * as callbacks from '@gcoredev/proxy-wasm-sdk-as/assembly/exports';
import {
  getCurrentTime,
  getDictionary,
  getEnv,
  getEnvVar,
  getSecret,
  getSecretEffectiveAt,
  getSecretVar,
  getSecretVarEffectiveAt,
  ItemParser,
  KvStore,
  log as fastEdgeLog,
  parseBufferToList,
  setLogLevel,
  StringParser,
  ValueScoreTuple,
} from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge';
import * as dictionary from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/dictionary';
import * as environment from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/env';
import * as stores from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/kvStore';
import * as secrets from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/secrets';
import { setLogLevel as setLevel } from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/utils';
import * as lists from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/utils/listParser';
import * as clock from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/utils/runtime';
import * as imports from '@gcoredev/proxy-wasm-sdk-as/assembly/imports';
import { free, malloc } from '@gcoredev/proxy-wasm-sdk-as/assembly/malloc';
import {
  abort_proc_exit,
  add_header_map_value,
  add_header_map_value_string,
  BufferFlagsValues,
  clear_route_cache,
  define_metric,
  deleteContext,
  done,
  ensureContext,
  ensureRootContext,
  get_buffer_status,
  get_header_map_size,
  get_header_map_value,
  get_metric,
  get_status,
  getBaseContext,
  getContext,
  getRootContext,
  globalArrayBufferReference,
  HeaderMapTypeValues,
  increment_metric,
  logLevel,
  MetricTypeValues,
  PeerTypeValues,
  record_metric,
  Reference,
  remove_header_map_value,
  remove_header_map_value_string,
  replace_header_map_value,
  replace_header_map_value_string,
  StreamTypeValues,
} from '@gcoredev/proxy-wasm-sdk-as/assembly/runtime';

class Root extends RootContext {
  onQueueReady(token: u32): void {
    const taken = dequeue_shared_queue(token);
    const data = taken.data;
    if (data != null) enqueue_shared_queue(token, data);
  }

  createContext(context_id: u32): Context {
    setLogLevel(LogLevelValues.debug);
    return new Stream(context_id, this);
  }
}

class Stream extends Context {
  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  onDownstreamConnectionClose(t: PeerTypeValues): void {}

  onRequestMetadata(a: u32): FilterMetadataStatusValues {
    return FilterMetadataStatusValues.Continue;
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const headers = new Array<HeaderPair>();
    headers.push(makeHeaderPair(':path', '/'));
    const result = (this.root_context as Root).httpCall(
      'c',
      headers,
      new ArrayBuffer(0),
      new Array<HeaderPair>(),
      1000,
      this,
      (origin: BaseContext, count: u32, size: usize, trailers: u32): void => {},
    );
    const callback = new HttpCallback(this, (origin: BaseContext, count: u32, size: usize, trailers: u32): void => {});
    if (result != WasmResultValues.Ok) proxy_set_effective_context(callback.origin_context.context_id);
    send_http_response(403, 'details', String.UTF8.encode('no'), []);
    send_local_response(403, 'details', String.UTF8.encode('no'), [], GrpcStatusValues.Ok);
    continue_request();
    continue_response();
    set_tick_period_milliseconds(1);
    const held = stream_context.headers.request.get('host');
    return held && held === '' ? FilterHeadersStatusValues.StopIteration : FilterHeadersStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    const type = BufferTypeValues.HttpRequestBody;
    const bytes = get_buffer_bytes(type, 0, <u32>body_buffer_length);
    set_buffer_bytes(type, 0, <u32>body_buffer_length, bytes);
    const seen = get_buffer_status(type);
    if ((seen.flags & BufferFlagsValues.EndOfStream) != 0) set_property('size', get_property('request.size'));
    return FilterDataStatusValues.Continue;
  }

  onRequestTrailers(a: u32): FilterTrailersStatusValues {
    metrics();
    sharing();
    return FilterTrailersStatusValues.Continue;
  }

  onLog(): void {
    fastEdge();
    more(this.context_id);
    raw();
  }
}

function metrics(): void {
  const counter = new Counter('a');
  counter.increment(1);
  const gauge = new Gauge('b');
  gauge.increment(1);
  new Histogram('c').record(gauge.metric_id, 1);
  const defined = define_metric(MetricTypeValues.Gauge, 'd');
  increment_metric(defined.metric_id, 1);
  record_metric(defined.metric_id, get_metric(counter.metric_id).data);
}

function sharing(): void {
  const read: GetSharedData = get_shared_data('key');
  const value = read.value;
  if (read.result == WasmResultValues.Ok && value != null) set_shared_data('key', value, read.cas);
  set_shared_data('key', new ArrayBuffer(0));
  const own = register_shared_queue('queue');
  const other = resolve_shared_queue('vm', 'queue');
  log(LogLevelValues.info, (own.result == other.result).toString() + own.token.toString());
}

class Doubled extends ItemParser<string> {
  parseItem(buffer: ArrayBuffer, dataIndex: u32, itemSize: u32): string | null {
    return itemSize > 0 ? 'item' : null;
  }

  createEmptyArray(): Array<string> {
    return new Array<string>();
  }
}

function fastEdge(): void {
  const store = KvStore.open('store');
  if (store != null) {
    const value = store.get('key');
    const keys = store.scan('k*').length + store.zscan('key', 'k*').length;
    const tuples = store.zrangeByScore('key', 0, 1);
    if (value == null && store.bfExists('key', 'item')) log(LogLevelValues.info, store.getHandle().toString() + keys.toString());
    if (tuples.length > 0) log(LogLevelValues.info, tuples[0].score.toString() + tuples[0].value.byteLength.toString());
  }
  const tuple = new ValueScoreTuple(new ArrayBuffer(0), 1.5);
  const texts = [
    getEnv('A'),
    getEnvVar('A'),
    getDictionary('A'),
    getSecret('B'),
    getSecretEffectiveAt('B', 1),
    getSecretVar('B'),
    getSecretVarEffectiveAt('B', 1),
    new Date(getCurrentTime()).toISOString(),
    tuple.score.toString(),
    dictionary.getEnv('A') + environment.getEnvVar('A') + secrets.getSecret('B'),
    clock.getCurrentTime().toString(),
    parseBufferToList<string>(tuple.value, new StringParser()).join(','),
    lists.parseBufferToList<string>(tuple.value, new Doubled()).join(','),
  ];
  setLevel(LogLevelValues.trace);
  fastEdgeLog(LogLevelValues.info, texts.join(' ') + (stores.KvStore.open('other') == null).toString());
}

function more(id: u32): void {
  const type = HeaderMapTypeValues.RequestHeaders;
  const key = String.UTF8.encode('a');
  const all: Headers = stream_context.headers.request.get_headers();
  add_header_map_value(type, key, get_header_map_value(type, all[0].key));
  add_header_map_value_string(type, 'a', 'b');
  replace_header_map_value(type, key, key);
  replace_header_map_value_string(type, 'a', 'b');
  remove_header_map_value(type, key);
  remove_header_map_value_string(type, 'a');
  log(logLevel(), get_header_map_size(type).toString() + StreamTypeValues.Request.toString());
  call_foreign_function('name', 'argument');
  clear_route_cache();
  log(LogLevelValues.info, get_status().status.toString() + get_current_time_nanoseconds().toString());
  ensureContext(id, ensureRootContext(1).context_id);
  getBaseContext(id).onDone();
  getContext(id).setEffectiveContext();
  getRootContext(1).onTick();
  deleteContext(id);
  done();
  free(malloc(1));
  abort_proc_exit('why', 'where', 1, 2);
}

function raw(): void {
  const level = new Reference<imports.LogLevel>();
  imports.proxy_get_log_level(level.ptr());
  const address = globalArrayBufferReference.bufferPtr();
  const size = globalArrayBufferReference.sizePtr();
  const results: imports.WasmResult[] = [
    imports.proxy_dictionary_get(0, 0, address, size),
    imports.proxy_get_secret(0, 0, address, size),
    imports.proxy_get_effective_at_secret(0, 0, 0, address, size),
    imports.proxy_kv_store_open(0, 0, 0),
    imports.proxy_kv_store_get(0, 0, 0, address, size),
    imports.proxy_kv_store_scan(0, 0, 0, address, size),
    imports.proxy_kv_store_zrange_by_score(0, 0, 0, 0, 1, address, size),
    imports.proxy_kv_store_zscan(0, 0, 0, 0, 0, address, size),
    imports.proxy_kv_store_bf_exists(0, 0, 0, 0, 0, 0),
    imports.proxy_set_buffer_bytes(0, 0, 0, 0, 0),
    imports.proxy_log(level.data, 0, 0),
  ];
  log(LogLevelValues.info, globalArrayBufferReference.toArrayBuffer().byteLength.toString() + results.length.toString());
  callbacks.proxy_on_grpc_trailing_metadata(1, 2, 3);
}

registerRootContext((context_id: u32) => new Root(context_id), 'everything');
