// Uses every public member of the SDK, because asc compiles only what is used.

import {
  Body,
  callForeignFunction,
  closeRequest,
  closeResponse,
  Context,
  continueRequest,
  continueResponse,
  Counter,
  currentTimeMs,
  currentTimeNs,
  decodeUtf8,
  done,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  Gauge,
  getSharedData,
  HeaderMap,
  Histogram,
  HostBuffer,
  HttpCallResponse,
  HttpContext,
  HttpMessage,
  lastStatus,
  log,
  LogLevel,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  response,
  RootContext,
  sendLocalResponse,
  sendLocalResponseBytes,
  setEffectiveContext,
  setSharedData,
  setSharedDataBytes,
  setTickPeriod,
  SharedData,
  SharedQueue,
  Status,
  updateSharedData,
  vmConfiguration,
} from 'proxy-wasm';
import { DnsResponse, resolveDns } from 'proxy-wasm/dns';
import { environmentVariable } from 'proxy-wasm/environment';
import {
  clearRouteCache,
  compress,
  declareProperty,
  Expression,
  LifeSpan,
  PropertyType,
  setEnvoyFilterState,
  sign,
  signatureError,
  uncompress,
  verifySignature,
} from 'proxy-wasm/envoy';
import { GrpcCall, GrpcCallResponse, GrpcStream } from 'proxy-wasm/grpc';
import {
  closeDownstream,
  closeUpstream,
  continueDownstream,
  FilterStatus,
  NetworkRootContext,
  PeerType,
  StreamContext,
} from 'proxy-wasm/network';
import { Json, JsonKind, parseJson, quoteJson } from 'proxy-wasm/json';

const bytes = new ArrayBuffer(2);
let statuses: Status[] = [];

function everyHeader(map: HeaderMap): void {
  log.info([map.get('a') || 'null', map.values('a').join('|'), map.pairs().toString()].join(' '));
  const raw = map.getBytes('a');
  statuses.push(map.add('b', raw != null ? raw.byteLength.toString() : ''));
  statuses.push(map.replace('b', map.size().toString()));
  statuses.push(map.remove('b'));
  statuses.push(map.setPairs([['c', 'd']]));
}

function everyByte(buffer: HostBuffer): void {
  log.debug(buffer.text() + buffer.text(1, 2) + buffer.bytes().byteLength.toString() + buffer.bytes(1, 2).byteLength.toString());
  log.trace(buffer.size().toString());
}

function everyBody(body: Body): void {
  everyByte(body);
  statuses.push(body.replace('text'));
  statuses.push(body.replaceBytes(bytes));
  statuses.push(body.append('text'));
  statuses.push(body.appendBytes(bytes));
  statuses.push(body.prepend('text'));
  statuses.push(body.prependBytes(bytes));
}

function everyMessage(message: HttpMessage): void {
  everyHeader(message.headers);
  everyBody(message.body);
  everyHeader(message.trailers);
}

function everyProperty(path: string[]): void {
  const raw = property.getBytes(path);
  const map = property.getMap(path);
  log.warn([
    property.getString(path) || 'null',
    raw != null ? raw.byteLength.toString() : 'null',
    property.getI64(path).toString(),
    property.getU64(path, 1).toString(),
    property.getF64(path, 1.5).toString(),
    property.getBool(path, true).toString(),
    map != null ? map.length.toString() : 'null',
  ].join(' '));
  statuses.push(property.set('name', 'value'));
  statuses.push(property.setBytes('name', bytes));
  const list = property.getList(path);
  log.info((list != null ? list.join() : 'null') + (property.getTimestampNs(path) - property.getDurationNs(path)).toString());
}

function everyFunctionOfEnvoy(): void {
  statuses.push(clearRouteCache());
  const packed = compress(bytes);
  if (packed != null && uncompress(packed) != null) log.info('as it was');
  statuses.push(declareProperty('name', true, PropertyType.String, LifeSpan.Request));
  statuses.push(setEnvoyFilterState('envoy.string', 'value', LifeSpan.Connection));
  const signature = sign('sha256', 'pem', bytes);
  if (signature != null && verifySignature('sha256', 'pem', signature, bytes)) log.info(signatureError());
  const expression = Expression.create('true');
  if (expression == null) return;
  const value = expression.evaluate();
  if (value != null) log.info(expression.evaluateBool().toString() + (expression.evaluateString() || 'null'));
  statuses.push(expression.delete());
}

function everyCall(context: Context): void {
  const headers = [[':method', 'GET'], [':path', '/'], [':authority', 'a']];
  log.error(context.dispatchHttpCall('cluster', headers, 'body', 1000, [['t', 'u']]).toString());
  const call = GrpcCall.dispatch(context, 'cluster', 'service', 'Method', bytes, 1000, [['a', 'b']]);
  if (call != null) statuses.push(call.cancel());
  const stream = GrpcStream.open(context, 'cluster', 'service', 'Method', [['a', 'b']]);
  if (stream != null) {
    statuses.push(stream.send(bytes, true));
    statuses.push(stream.close());
    statuses.push(stream.cancel());
  }
  log.info(resolveDns(context, 'example.com').toString());
  const result = callForeignFunction('compress', bytes);
  log.info(result != null ? result.byteLength.toString() : 'null');
  log.error(context.dispatchHttpCallBytes('cluster', headers, bytes, 1000, []).toString());
}

function everyJson(json: Json): string {
  return [
    json.kind == JsonKind.Object ? json.keys.join() : json.text,
    json.items.length.toString(),
    json.asString('s'),
    json.asNumber(1).toString(),
    json.asBool(true).toString(),
    json.getString('a') + json.getNumber('b').toString() + json.getBool('c').toString(),
    json.getItems('d').length.toString() + json.getStrings('e').join(),
    quoteJson(json.text),
  ].join(' ');
}

function everySharedThing(): void {
  statuses.push(setSharedData('key', 'value'));
  statuses.push(setSharedDataBytes('key', bytes, 7));
  const data: SharedData | null = getSharedData('key');
  if (data != null) log.info(data.text() + data.bytes.byteLength.toString() + data.cas.toString());
  statuses.push(updateSharedData('key', (old, argument: i32) => (old != null ? old : '') + argument.toString(), 1));
  const queue = SharedQueue.resolve('', 'queue');
  everyQueue(queue != null ? queue : SharedQueue.register('queue'));
  const counter = Counter.define('counter');
  statuses.push(counter.increment());
  const gauge = Gauge.define('gauge');
  statuses.push(gauge.increment(-1));
  statuses.push(gauge.record(2));
  const histogram = Histogram.define('histogram');
  statuses.push(histogram.record(3));
  log.info([counter.id, gauge.id, histogram.id].join() + (counter.value() + gauge.value()).toString());
}

function everyQueue(queue: SharedQueue): void {
  statuses.push(queue.enqueue('value'));
  statuses.push(queue.enqueueBytes(bytes));
  const value = queue.dequeueBytes();
  if (value != null) log.info((queue.dequeue() || 'null') + value.byteLength.toString() + queue.id.toString());
}

class Everything extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    everyMessage(request);
    everyProperty(['source', 'address']);
    everyCall(this);
    everyFunctionOfEnvoy();
    sendLocalResponse(403, 'no', [['a', 'b']], 'details', 7);
    sendLocalResponseBytes(403, bytes, [], '', -1);
    return super.onRequestHeaders(count, endOfStream);
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    return super.onRequestBody(size, endOfStream);
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    return super.onRequestTrailers(count);
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    everyMessage(response);
    return super.onResponseHeaders(count, endOfStream);
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return super.onResponseBody(size, endOfStream);
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    return super.onResponseTrailers(count);
  }

  onHttpCallResponse(answer: HttpCallResponse): void {
    everyHeader(answer.headers);
    everyByte(answer.body);
    everyHeader(answer.trailers);
    log.critical([
      answer.callId.toString(),
      answer.headerCount.toString(),
      answer.bodySize.toString(),
      answer.trailerCount.toString(),
      answer.failed.toString(),
      answer.failure,
    ].join(' '));
    statuses.push(continueRequest());
    statuses.push(continueResponse());
    statuses.push(closeRequest());
    statuses.push(closeResponse());
    super.onHttpCallResponse(answer);
  }

  onGrpcCallResponse(answer: GrpcCallResponse): void {
    everyByte(answer.message);
    log.critical([
      answer.call.id.toString(),
      answer.call.context.contextId.toString(),
      answer.status.toString(),
      answer.messageSize.toString(),
      answer.statusMessage,
    ].join(' '));
    super.onGrpcCallResponse(answer);
  }

  onGrpcStreamInitialMetadata(stream: GrpcStream, count: i32): void {
    log.info(stream.id.toString() + stream.context.contextId.toString());
    everyHeader(stream.initialMetadata);
    super.onGrpcStreamInitialMetadata(stream, count);
  }

  onGrpcStreamMessage(stream: GrpcStream, size: i32): void {
    everyByte(stream.message);
    super.onGrpcStreamMessage(stream, size);
  }

  onGrpcStreamTrailingMetadata(stream: GrpcStream, count: i32): void {
    everyHeader(stream.trailingMetadata);
    super.onGrpcStreamTrailingMetadata(stream, count);
  }

  onGrpcStreamClose(stream: GrpcStream, status: u32): void {
    log.info(stream.closeMessage);
    super.onGrpcStreamClose(stream, status);
  }

  onDnsResponse(answer: DnsResponse): void {
    log.info(answer.token.toString() + answer.addresses.join() + answer.ttlsSeconds.join());
    super.onDnsResponse(answer);
  }

  onDone(): bool {
    return super.onDone();
  }

  onLog(): void {
    super.onLog();
  }

  onDelete(): void {
    super.onDelete();
  }
}

class EverythingRoot extends RootContext {
  onVmStart(size: i32): bool {
    everyByte(vmConfiguration);
    return super.onVmStart(size);
  }

  onConfigure(size: i32): bool {
    everyByte(pluginConfiguration);
    const json = parseJson('{"a":[1,true,null,"b"]}');
    if (json != null) log.info(everyJson(json) + (json.get('a') != null ? 'a' : ''));
    log.info((decodeUtf8(bytes) || 'null') + (environmentVariable('NAME') || 'null'));
    statuses.push(setTickPeriod(100));
    return super.onConfigure(size);
  }

  onQueueReady(queue: SharedQueue): void {
    everySharedThing();
    super.onQueueReady(queue);
  }

  onTick(): void {
    log.write(log.enabled(LogLevel.Debug) ? log.level() : LogLevel.Info, (currentTimeNs() + currentTimeMs()).toString());
    statuses.push(setEffectiveContext(this.contextId));
    statuses.push(done());
    statuses.push(lastStatus());
    console.assert(statuses.length > 0, this.rootId);
    console.log('l');
    console.debug('d');
    console.info('i');
    console.warn('w');
    console.error('e');
    console.time('t');
    console.timeLog('t');
    console.timeEnd('t');
    trace('trace', 2, 1, 2.5);
    log.info(Math.random().toString() + Date.now().toString() + new Date(0).toISOString());
    super.onTick();
  }

  createHttpContext(contextId: u32): HttpContext {
    const stream = new Everything(contextId);
    stream.root = this;
    return stream.root == this ? stream : super.createHttpContext(contextId);
  }
}

class EveryConnection extends StreamContext {
  onNewConnection(): FilterStatus {
    statuses.push(continueDownstream());
    return super.onNewConnection();
  }

  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    everyBody(this.downstreamData);
    return super.onDownstreamData(size, endOfStream);
  }

  onDownstreamClose(peer: PeerType): void {
    statuses.push(closeUpstream());
    super.onDownstreamClose(peer);
  }

  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    everyBody(this.upstreamData);
    return super.onUpstreamData(size, endOfStream);
  }

  onUpstreamClose(peer: PeerType): void {
    statuses.push(closeDownstream());
    super.onUpstreamClose(peer);
  }
}

class EveryNetworkRoot extends NetworkRootContext {
  createStreamContext(contextId: u32): StreamContext {
    const stream = new EveryConnection(contextId);
    stream.root = this;
    return stream.root == this ? stream : super.createStreamContext(contextId);
  }

  createChildContext(contextId: u32): Context {
    return super.createChildContext(contextId);
  }
}

registerRootContext((contextId: u32) => new EveryNetworkRoot(contextId), 'network');
registerRootContext((contextId: u32) => new EverythingRoot(contextId), 'everything');
