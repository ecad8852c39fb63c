// A filter as people write them for @gcoredev/proxy-wasm-sdk-as. The header x-do says which part of the interface a request goes
// through. It has no line that exports the callbacks: Sluice does without.

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
  Gauge,
  get_buffer_bytes,
  get_current_time_nanoseconds,
  get_property,
  get_shared_data,
  HeaderPair,
  log,
  LogLevelValues,
  makeHeaderPair,
  register_shared_queue,
  registerRootContext,
  resolve_shared_queue,
  RootContext,
  send_http_response,
  set_buffer_bytes,
  set_property,
  set_shared_data,
  set_tick_period_milliseconds,
  stream_context,
  WasmResultValues,
} from '@gcoredev/proxy-wasm-sdk-as/assembly';
import {
  getCurrentTime,
  getDictionary,
  getEnv,
  getSecret,
  KvStore,
  setLogLevel,
} from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge';
import { logLevel } from '@gcoredev/proxy-wasm-sdk-as/assembly/runtime';

class FilterRoot extends RootContext {
  queue: u32 = 0;

  onConfigure(configuration_size: u32): bool {
    const registered = register_shared_queue('compat');
    this.queue = registered.token;
    return super.onConfigure(configuration_size) && registered.result == WasmResultValues.Ok;
  }

  onTick(): void {
    set_tick_period_milliseconds(0);
    log(LogLevelValues.info, 'tick');
  }

  refresh(): void {
    const headers = [
      makeHeaderPair(':method', 'POST'),
      makeHeaderPair(':path', '/new'),
      makeHeaderPair(':authority', 'a'),
    ];
    const trailers = [makeHeaderPair('x-end', 'yes')];
    this.httpCall(
      'side',
      headers,
      String.UTF8.encode('a body'),
      trailers,
      1000,
      this,
      (origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32) => {
        const bytes = get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>body_size);
        log(LogLevelValues.info, 'refreshed ' + set_shared_data('of-call', bytes).toString());
      },
    );
  }

  onQueueReady(token: u32): void {
    const taken = dequeue_shared_queue(token).data;
    if (taken != null) log(LogLevelValues.info, 'queue: ' + String.UTF8.decode(taken));
    log(LogLevelValues.info, (dequeue_shared_queue(token).data == null).toString());
  }

  onHttpCallResponse(token: u32, headers: u32, body_size: u32, trailers: u32): void {
    log(
      LogLevelValues.info,
      'answer ' + headers.toString() + ' ' + body_size.toString() + ' ' + trailers.toString(),
    );
    super.onHttpCallResponse(token, headers, body_size, trailers);
  }

  createContext(context_id: u32): Context {
    return new Filter(context_id, this);
  }
}

class Filter extends Context {
  what: string = '';

  constructor(context_id: u32, root_context: FilterRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const map = stream_context.headers.request;
    this.what = map.get('x-do');
    log(LogLevelValues.debug, 'below the level');
    log(LogLevelValues.info, this.what);
    if (this.what == 'headers') {
      const all = map.get_headers();
      for (let i = 0; i < all.length; i++)
        log(
          LogLevelValues.info,
          `${String.UTF8.decode(all[i].key)} -> ${String.UTF8.decode(all[i].value)}`,
        );
      map.add('x-added', 'one');
      map.replace('x-a', map.get('x-none') === '' ? 'empty' : 'there');
      map.remove('x-added');
    }
    if (this.what == 'host') this.ofHost();
    if (this.what == 'fastedge') this.ofFastEdge();
    if (this.what == 'share') this.share();
    if (this.what == 'metrics') {
      new Counter('compat_count').increment(2);
      const gauge = new Gauge('compat_level');
      gauge.record(gauge.metric_id, 5);
    }
    if (this.what == 'tick') set_tick_period_milliseconds(20);
    if (this.what == 'refresh') (this.root_context as FilterRoot).refresh();
    if (this.what == 'reply') {
      send_http_response(401, 'compat', String.UTF8.encode('who are you?'), [
        makeHeaderPair('www-authenticate', 'Basic'),
      ]);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (this.what == 'call') return this.call();
    return FilterHeadersStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    const type = BufferTypeValues.HttpRequestBody;
    if (this.what == 'append')
      set_buffer_bytes(type, <u32>body_buffer_length, 0, String.UTF8.encode('+'));
    return FilterDataStatusValues.Continue;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const map = stream_context.headers.response;
    map.remove('content-length');
    map.add('x-compat', this.root_context.getConfiguration());
    if (this.what == 'answer') return this.hold();
    return FilterHeadersStatusValues.Continue;
  }

  onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    if (this.what != 'body') return FilterDataStatusValues.Continue;
    if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
    const type = BufferTypeValues.HttpResponseBody;
    const text = String.UTF8.decode(get_buffer_bytes(type, 0, <u32>body_buffer_length));
    const status = set_buffer_bytes(
      type,
      0,
      <u32>body_buffer_length,
      String.UTF8.encode(text.toUpperCase()),
    );
    log(LogLevelValues.info, status.toString() + ' ' + text);
    return FilterDataStatusValues.Continue;
  }

  private ofHost(): void {
    log(
      LogLevelValues.info,
      String.UTF8.decode(get_property('request.path')) +
        String.UTF8.decode(get_property('request.country')),
    );
    log(LogLevelValues.info, set_property('own', String.UTF8.encode('value')).toString());
    log(
      LogLevelValues.info,
      (get_current_time_nanoseconds() / 1_000_000 <= getCurrentTime()).toString(),
    );
    log(LogLevelValues.info, new Date(getCurrentTime()).toISOString().substring(0, 2));
    log(LogLevelValues.info, call_foreign_function('compat_nothing', 'x').byteLength.toString());
    log(LogLevelValues.info, (logLevel() >= LogLevelValues.trace).toString());
    setLogLevel(LogLevelValues.trace);
    log(LogLevelValues.trace, 'now above the level');
    setLogLevel(LogLevelValues.info);
  }

  private ofFastEdge(): void {
    log(
      LogLevelValues.info,
      getEnv('MODE').length.toString() + getDictionary('MODE').substring(0, 3) + getEnv('NONE'),
    );
    log(LogLevelValues.info, 'secret: ' + getSecret('KEY'));
    const store = KvStore.open('store');
    if (store == null) log(LogLevelValues.warn, 'no store');
    else if (store.get('a') == null) log(LogLevelValues.warn, 'no value');
  }

  private share(): void {
    const before = get_shared_data('key');
    const held = before.value;
    log(LogLevelValues.info, held == null ? before.result.toString() : String.UTF8.decode(held));
    log(
      LogLevelValues.info,
      set_shared_data('key', String.UTF8.encode('value'), before.cas).toString(),
    );
    log(LogLevelValues.info, set_shared_data('key', String.UTF8.encode('stale'), 1000).toString());
    const queue = resolve_shared_queue('', 'compat');
    log(
      LogLevelValues.info,
      queue.result.toString() +
        enqueue_shared_queue(queue.token, String.UTF8.encode('put')).toString(),
    );
  }

  private call(): FilterHeadersStatusValues {
    const headers = new Array<HeaderPair>();
    headers.push(makeHeaderPair(':authority', 'side'));
    headers.push(makeHeaderPair(':path', '/ip'));
    headers.push(makeHeaderPair(':method', 'GET'));
    const result = (this.root_context as FilterRoot).httpCall(
      'side',
      headers,
      new ArrayBuffer(0),
      new Array<HeaderPair>(),
      1000,
      this,
      (ctx: BaseContext, hdrs: u32, bodySize: usize, trls: u32): void => {
        if (hdrs == 0) send_http_response(502, 'compat_failed', new ArrayBuffer(0), []);
        else continue_request();
      },
    );
    return result == WasmResultValues.Ok
      ? FilterHeadersStatusValues.StopIteration
      : FilterHeadersStatusValues.Continue;
  }

  private hold(): FilterHeadersStatusValues {
    const headers = [
      makeHeaderPair(':authority', 'side'),
      makeHeaderPair(':path', '/'),
      makeHeaderPair(':method', 'GET'),
    ];
    this.root_context.httpCall(
      'side',
      headers,
      new ArrayBuffer(0),
      [],
      1000,
      this,
      (origin, count, size, trailers) => {
        stream_context.headers.response.add(
          'x-side',
          stream_context.headers.http_callback.get('x-side'),
        );
        continue_response();
      },
    );
    return FilterHeadersStatusValues.StopIteration;
  }
}

registerRootContext((context_id: u32) => {
  return new FilterRoot(context_id);
}, 'any name');
