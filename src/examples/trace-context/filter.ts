// Carries a W3C trace on: the same trace id with a span id of its own, or a new trace when there is none.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class TraceRoot extends RootContext {
  // Whether a request without a trace gets one.
  generate: bool = true;
  // The response header that tells the trace id; empty for none.
  responseHeader: string = 'x-trace-id';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.generate = configuration.getBool('generate', this.generate);
    this.responseHeader = configuration.getString('responseHeader', this.responseHeader);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new TraceStream(contextId);
  }
}

class TraceStream extends HttpContext {
  // Of this stream: others run in between, so a global would hold the id of any of them.
  private traceId: string = '';

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const parent = request.headers.get('traceparent');
    let flags = '01';
    if (parent != null && isTraceparent(parent)) {
      this.traceId = parent.substring(3, 35);
      flags = parent.substring(53);
    } else {
      if (parent != null) log.debug('not a traceparent: ' + parent);
      if (!(this.root as TraceRoot).generate) return FilterHeadersStatus.Continue;
      this.traceId = randomHex(32);
    }
    request.headers.replace('traceparent', `00-${this.traceId}-${randomHex(16)}-${flags}`);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const name = (this.root as TraceRoot).responseHeader;
    if (name != '' && this.traceId != '') response.headers.replace(name, this.traceId);
    return FilterHeadersStatus.Continue;
  }
}

// Version 00, 32 digits of trace id, 16 of span id, 2 of flags; ids of zeros alone mean none.
function isTraceparent(text: string): bool {
  if (text.length != 55 || !text.startsWith('00-')) return false;
  let seen = 0;
  for (let i = 3; i < 55; i++) {
    const unit = text.charCodeAt(i);
    if (i == 35 || i == 52) {
      if (unit != 0x2d || seen == 0) return false;
      seen = 0;
      continue;
    }
    if (!(unit >= 0x30 && unit <= 0x39) && !(unit >= 0x61 && unit <= 0x66)) return false;
    if (unit != 0x30) seen++;
  }
  return true;
}

const HEX = '0123456789abcdef';

// Math.random starts from the host's random numbers (`random_get`), so each VM goes another way.
function randomHex(digits: i32): string {
  let text = '';
  for (let i = 0; i < digits; i++) text += HEX.charAt(<i32>(Math.random() * 16));
  return text;
}

registerRootContext((contextId: u32) => new TraceRoot(contextId));
