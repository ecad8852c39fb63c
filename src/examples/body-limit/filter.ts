// Limits the size of request bodies without holding them back.

import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class LimitRoot extends RootContext {
  maxBytes: i64 = 1_000_000;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.maxBytes = <i64>configuration.getNumber('maxBytes', <f64>this.maxBytes);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new LimitStream(contextId);
  }
}

class LimitStream extends HttpContext {
  private bytes: i64 = 0;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // Absent when the body comes in chunks: then it is counted as it comes.
    const length = request.headers.get('content-length');
    if (length == null || I64.parseInt(length) <= this.limit()) return FilterHeadersStatus.Continue;
    this.refuse();
    return FilterHeadersStatus.StopIteration;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    // Every piece before has been passed on, so this is the size of one piece.
    this.bytes += size;
    if (this.bytes <= this.limit()) return FilterDataStatus.Continue;
    this.refuse();
    return FilterDataStatus.StopIterationNoBuffer;
  }

  private limit(): i64 {
    return (this.root as LimitRoot).maxBytes;
  }

  private refuse(): void {
    sendLocalResponse(413, `at most ${this.limit()} bytes\n`);
  }
}

registerRootContext((contextId: u32) => new LimitRoot(contextId));
