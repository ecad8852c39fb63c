// Watches every request with its response, changes nothing, and reports it as one JSON event to a collector.

import {
  currentTimeNs,
  decodeUtf8,
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  lastStatus,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  response,
  RootContext,
  Status,
} from 'proxy-wasm';
import { ApiEvent, readAddress } from './event';
import { Settings } from './settings';

const MAX_BODY_BYTES = 1_000_000;

class ObserverRoot extends RootContext {
  settings: Settings = new Settings();

  onConfigure(size: i32): bool {
    const text = pluginConfiguration.text();
    if (text == '') log.error('no plugin config found');
    else if (!this.settings.read(text)) log.error('failed to parse plugin config: ' + text);
    // In any case: a bad configuration must not keep the proxy from starting.
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new ObserverStream(contextId);
  }
}

class ObserverStream extends HttpContext {
  private event: ApiEvent = new ApiEvent();

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.event.contextId = this.contextId;
    this.event.source = readAddress('source');
    this.event.requestHeaders = request.headers.pairs();
    this.event.timestamp = currentTimeNs() / 1_000_000_000;
    const protocol = property.getString(['request', 'protocol']);
    if (protocol != null) this.event.protocol = protocol;
    this.event.sourceName = nodeMetadata('NAME');
    this.event.sourceNamespace = nodeMetadata('NAMESPACE');
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const text = size <= MAX_BODY_BYTES ? decodeUtf8(request.body.bytes(0, size)) : null;
    // A body may come in pieces: the last one is kept.
    if (text != null && text != '') this.event.requestBody = text;
    return FilterDataStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.event.destination = readAddress('destination');
    this.event.responseHeaders = response.headers.pairs();
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const text = size <= MAX_BODY_BYTES ? decodeUtf8(response.body.bytes(0, size)) : null;
    if (text != null && text != '') this.event.responseBody = text;
    return FilterDataStatus.Continue;
  }

  // The client has its answer; what happens here costs it no time.
  onDone(): bool {
    const settings = (this.root as ObserverRoot).settings;
    if (settings.mode == 'log') {
      log.warn(this.event.toJson());
      return true;
    }
    this.event.nodeName = nodeMetadata('NODE_NAME');
    this.event.trafficSource = 'Envoy';
    const headers = [
      [':method', 'POST'],
      [':authority', settings.authority],
      [':path', settings.path],
      ['accept', '*/*'],
      ['content-type', 'application/json'],
    ];
    // The answer comes to a stream that is over, so nobody hears of it.
    if (this.dispatchHttpCall(settings.upstream, headers, this.event.toJson(), 1000) == 0) {
      const why = lastStatus() == Status.BadArgument ? 'BadArgument' : 'InternalFailure';
      log.error(`failed to dispatch HTTP call, to '${settings.upstream}' status: Err(\n    ${why},\n)`);
    }
    return true;
  }
}

// Envoy 1.33 moved the node's properties from "node" to "xds.node".
function nodeMetadata(key: string): string {
  let value = property.getString(['xds', 'node', 'metadata', key]);
  if (value == null) value = property.getString(['node', 'metadata', key]);
  return value != null ? value : '';
}

registerRootContext((contextId: u32) => new ObserverRoot(contextId));
