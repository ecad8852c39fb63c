// A filter as people write them for @solo-io/proxy-runtime. The header x-do says which part of the interface a request goes through.

export * from '@solo-io/proxy-runtime/proxy';
import {
  Context,
  continue_request,
  Counter,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterTrailersStatusValues,
  Gauge,
  GrpcStatusValues,
  HeaderPair,
  Headers,
  Histogram,
  log,
  LogLevelValues,
  proxy_set_effective_context,
  registerRootContext,
  RootContext,
  send_local_response,
  stream_context,
  WasmResultValues,
} from '@solo-io/proxy-runtime';
import { proxy_get_buffer_bytes, proxy_set_buffer_status } from '@solo-io/proxy-runtime/imports';
import {
  BufferTypeValues,
  clear_route_cache,
  dequeue_shared_queue,
  done,
  enqueue_shared_queue,
  get_buffer_bytes,
  get_buffer_status,
  get_current_time_nanoseconds,
  get_header_map_size,
  get_metric,
  get_property,
  get_shared_data,
  get_status,
  HeaderMapTypeValues,
  Reference,
  register_shared_queue,
  resolve_shared_queue,
  set_property,
  set_shared_data,
  set_tick_period_milliseconds,
} from '@solo-io/proxy-runtime/runtime';

let ticks = 0;

class FilterRoot extends RootContext {
  queue: Reference<u32> = new Reference<u32>();
  waiting: u32 = 0;

  onStart(vm_configuration_size: usize): bool {
    log(LogLevelValues.info, 'start ' + vm_configuration_size.toString());
    return super.onStart(vm_configuration_size);
  }

  onConfigure(configuration_size: u32): bool {
    super.onConfigure(configuration_size);
    log(LogLevelValues.info, 'configured with ' + this.getConfiguration());
    register_shared_queue('compat', <u32>this.queue.ptr());
    return this.getConfiguration() != 'refuse';
  }

  onTick(): void {
    ticks++;
    set_tick_period_milliseconds(0);
    proxy_set_effective_context(this.waiting);
    stream_context.headers.request.add('x-tick', ticks.toString());
    continue_request();
  }

  onQueueReady(token: u32): void {
    const taken = dequeue_shared_queue(token);
    log(LogLevelValues.info, 'queue: ' + String.UTF8.decode(taken.data));
    log(LogLevelValues.info, 'then ' + dequeue_shared_queue(token).result.toString());
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
    this.what = stream_context.headers.request.get('x-do');
    log(LogLevelValues.info, this.what + ' ' + a.toString() + ' ' + end_of_stream.toString());
    if (this.what == 'headers') this.headers();
    if (this.what == 'properties') this.properties();
    if (this.what == 'share') this.share();
    if (this.what == 'metrics') this.metrics();
    if (this.what == 'wrong') this.wrong();
    if (this.what == 'body') stream_context.headers.request.remove('content-length');
    if (this.what == 'call' || this.what == 'nowhere') return this.call();
    if (this.what == 'tick') {
      (this.root_context as FilterRoot).waiting = this.context_id;
      set_tick_period_milliseconds(30);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (this.what == 'reply') {
      const headers: Headers = [
        new HeaderPair(String.UTF8.encode('x-reply'), String.UTF8.encode('ja\u{1f44d}')),
      ];
      const body = String.UTF8.encode('not\nallowed');
      send_local_response(403, 'compat_denied', body, headers, GrpcStatusValues.PermissionDenied);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (this.what == 'abort') throw new Error('meant to');
    return FilterHeadersStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    if (this.what != 'body') return super.onRequestBody(body_buffer_length, end_of_stream);
    if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
    const type = BufferTypeValues.HttpRequestBody;
    const held = get_buffer_status(type);
    const text = String.UTF8.decode(get_buffer_bytes(type, 0, <u32>body_buffer_length));
    log(
      LogLevelValues.info,
      text +
        ' ' +
        held.length.toString() +
        ' ' +
        get_buffer_bytes(type, 100, 1).byteLength.toString(),
    );
    const next = String.UTF8.encode('<' + text + '>');
    proxy_set_buffer_status(
      type,
      0,
      <u32>body_buffer_length,
      changetype<usize>(next),
      next.byteLength,
    );
    return FilterDataStatusValues.Continue;
  }

  onRequestTrailers(a: u32): FilterTrailersStatusValues {
    stream_context.trailers.request.add('x-trailer', a.toString());
    return FilterTrailersStatusValues.Continue;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    stream_context.headers.response.add('x-compat', this.root_context.getConfiguration());
    if (this.what == 'headers') stream_context.headers.response.replace('x-up', 'seen');
    if (this.what == 'wrong') stream_context.headers.request.replace('x-too', 'late');
    return FilterHeadersStatusValues.Continue;
  }

  onResponseTrailers(s: u32): FilterTrailersStatusValues {
    const all = stream_context.trailers.response.get_headers();
    if (all.length > 0) log(LogLevelValues.info, all[0].toString());
    stream_context.trailers.response.replace('x-end', 'changed');
    return FilterTrailersStatusValues.Continue;
  }

  onLog(): void {
    log(LogLevelValues.info, 'log ' + stream_context.headers.response.get(':status'));
  }

  private headers(): void {
    const map = stream_context.headers.request;
    const all = map.get_headers();
    for (let i = 0; i < all.length; i++) log(LogLevelValues.debug, all[i].toString());
    map.add('x-added', 'one');
    map.add('x-added', 'two');
    map.replace('x-a', map.get('x-added') + map.get('x-none'));
    map.remove('user-agent');
    log(LogLevelValues.info, get_header_map_size(HeaderMapTypeValues.RequestHeaders).toString());
    const rest = map.get_headers();
    rest.push(new HeaderPair(String.UTF8.encode('x-set'), new ArrayBuffer(0)));
    map.set_headers(rest);
    clear_route_cache();
  }

  private properties(): void {
    const names = [
      'plugin_root_id',
      'request\0path',
      'request.method',
      'request.nothing',
      'node',
      'xds\0node\0id',
    ];
    for (let i = 0; i < names.length; i++) {
      log(
        LogLevelValues.info,
        names[i].replaceAll('\0', '/') + '=' + String.UTF8.decode(get_property(names[i])),
      );
    }
    log(LogLevelValues.info, set_property('own.name', String.UTF8.encode('value')).toString());
    log(LogLevelValues.info, String.UTF8.decode(get_property('own.name')));
    log(
      LogLevelValues.info,
      (get_current_time_nanoseconds() > 1_600_000_000_000_000_000).toString(),
    );
  }

  private share(): void {
    const value = new ArrayBuffer(4);
    log(
      LogLevelValues.info,
      get_shared_data('key', value).toString() + ' ' + String.UTF8.decode(value, true),
    );
    set_shared_data('key', String.UTF8.encode('shared value'));
    log(LogLevelValues.info, set_shared_data('key').result.toString());
    const queue = new Reference<u32>();
    log(LogLevelValues.info, resolve_shared_queue('', 'compat', <u32>queue.ptr()).toString());
    enqueue_shared_queue(queue.data, String.UTF8.encode(this.what));
    log(
      LogLevelValues.info,
      resolve_shared_queue('elsewhere', 'compat', <u32>queue.ptr()).toString(),
    );
  }

  private metrics(): void {
    const counter = new Counter('compat_counter');
    const gauge = new Gauge('compat_gauge');
    const histogram = new Histogram('compat_histogram');
    counter.increment(3);
    gauge.record(gauge.metric_id, 10);
    gauge.increment(-4);
    histogram.record(histogram.metric_id, 7);
    log(LogLevelValues.info, histogram.increment(1).toString());
    log(
      LogLevelValues.info,
      get_metric(counter.metric_id).data.toString() +
        ' ' +
        get_metric(gauge.metric_id).data.toString(),
    );
  }

  private wrong(): void {
    stream_context.headers.response.add('x-too', 'early');
    stream_context.headers.response.remove('x-too');
    log(LogLevelValues.info, stream_context.headers.response.get_headers().length.toString());
    log(LogLevelValues.info, get_status().status.toString());
    const before = new Reference<usize>();
    const size = new Reference<usize>();
    log(
      LogLevelValues.info,
      proxy_get_buffer_bytes(
        BufferTypeValues.HttpResponseBody,
        0,
        1,
        before.ptr(),
        size.ptr(),
      ).toString(),
    );
    log(LogLevelValues.info, done().toString());
  }

  private call(): FilterHeadersStatusValues {
    const headers: Headers = [];
    headers.push(new HeaderPair(String.UTF8.encode(':method'), String.UTF8.encode('GET')));
    headers.push(new HeaderPair(String.UTF8.encode(':path'), String.UTF8.encode('/check')));
    headers.push(new HeaderPair(String.UTF8.encode(':authority'), String.UTF8.encode('side')));
    const cluster = this.what == 'call' ? 'side' : 'no-such-cluster';
    const result = this.root_context.httpCall(
      cluster,
      headers,
      new ArrayBuffer(0),
      [],
      1000,
      this,
      (origin_context: Context, headers: u32, body_size: usize, trailers: u32) => {
        const context = origin_context as Filter;
        const status = stream_context.headers.http_callback.get(':status');
        const body = get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>body_size);
        log(
          LogLevelValues.info,
          context.what + ' ' + headers.toString() + ' ' + status + ' ' + String.UTF8.decode(body),
        );
        if (status != '200') {
          send_local_response(
            u32(parseInt(status) || 502),
            'compat_call',
            body,
            [],
            GrpcStatusValues.Unavailable,
          );
          return;
        }
        stream_context.headers.request.add('x-checked', status);
        context.continueRequest();
      },
    );
    if (result == WasmResultValues.Ok) return FilterHeadersStatusValues.StopIteration;
    stream_context.headers.request.add('x-result', result.toString());
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new FilterRoot(context_id);
}, 'filter');
