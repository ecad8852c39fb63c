// Keeps responses for a short time and answers from them. The store is shared data: all workers see it.

import {
  currentTimeMs,
  FilterDataStatus,
  FilterHeadersStatus,
  getSharedData,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
  sendLocalResponse,
  setSharedData,
} from 'proxy-wasm';
import { Json, parseJson } from 'proxy-wasm/json';
import { pathOf } from 'proxy-wasm/url';

class CacheRoot extends RootContext {
  paths: string[] = [];
  ttlMs: u64 = 30_000;
  maxBytes: i32 = 65536;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.paths = configuration.getStrings('paths');
    this.ttlMs = <u64>configuration.getInteger('ttlMs', <i64>this.ttlMs);
    this.maxBytes = <i32>configuration.getInteger('maxBytes', this.maxBytes);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new CacheStream(contextId);
  }
}

class CacheStream extends HttpContext {
  // What the response is to be kept under; empty when it is not to be kept.
  private key: string = '';
  private type: string = '';

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as CacheRoot;
    const path = request.headers.get(':path');
    if (path == null || request.headers.get(':method') != 'GET') return FilterHeadersStatus.Continue;
    if (!root.paths.includes(pathOf(path))) return FilterHeadersStatus.Continue;
    const key = 'response of ' + path;
    const stored = getSharedData(key);
    const entry = stored != null ? parseJson(stored.text()) : null;
    const ageMs = entry != null ? currentTimeMs() - <u64>entry.getInteger('at') : u64.MAX_VALUE;
    if (entry == null || ageMs >= root.ttlMs) {
      this.key = key;
      return FilterHeadersStatus.Continue;
    }
    sendLocalResponse(200, entry.getString('body'), [
      ['content-type', entry.getString('type')],
      ['age', (ageMs / 1000).toString()],
      ['x-cache', 'hit'],
    ]);
    return FilterHeadersStatus.StopIteration;
  }

  // A hit comes by here as well, but it has no key, so it is not stored once more.
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.key == '') return FilterHeadersStatus.Continue;
    if (endOfStream || !isStorable()) this.key = '';
    response.headers.replace('x-cache', 'miss');
    // When the body comes, the headers are out of reach.
    const type = response.headers.get('content-type');
    if (type != null) this.type = type;
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (this.key == '') return FilterDataStatus.Continue;
    if (size > (this.root as CacheRoot).maxBytes) {
      this.key = '';
      return FilterDataStatus.Continue;
    }
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    const entry = Json.object()
      .setInteger('at', <i64>currentTimeMs())
      .setString('type', this.type)
      .setString('body', response.body.text());
    setSharedData(this.key, entry.toString());
    return FilterDataStatus.Continue;
  }
}

// Only what is meant for everybody, and complete.
function isStorable(): bool {
  const control = response.headers.get('cache-control');
  const isPrivate = control != null && (control.includes('no-store') || control.includes('private'));
  return response.headers.get(':status') == '200' && response.headers.get('set-cookie') == null && !isPrivate;
}

registerRootContext((contextId: u32) => new CacheRoot(contextId));
