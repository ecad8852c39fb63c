// Allows each client a number of requests in a window of time, counted across all workers.

import {
  currentTimeMs,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
  sendLocalResponse,
  Status,
  updateSharedData,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class LimitRoot extends RootContext {
  limit: i64 = 10;
  windowMs: i64 = 1000;
  key: string = 'x-api-key';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.limit = configuration.getInteger('limit', this.limit);
    this.windowMs = configuration.getInteger('windowMs', this.windowMs);
    this.key = configuration.getString('key', this.key);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new LimitStream(contextId);
  }
}

// One request, and what the count says to it. There are no closures, so this travels to `take` and back.
class Attempt {
  // Negative when the limit is passed.
  remaining: i64 = 0;
  // When the next window begins.
  endMs: i64 = 0;

  constructor(
    readonly limit: i64,
    readonly windowMs: i64,
    readonly nowMs: i64,
  ) {}
}

// Counts an attempt: `begin of the window, number of requests in it`. Called again when another worker was quicker.
function take(old: string | null, attempt: Attempt): string {
  const parts = old != null ? old.split(' ') : ['0', '0'];
  let begin = I64.parseInt(parts[0]);
  let count = I64.parseInt(parts[1]);
  if (attempt.nowMs >= begin + attempt.windowMs) {
    begin = attempt.nowMs;
    count = 0;
  }
  count++;
  attempt.remaining = attempt.limit - count;
  attempt.endMs = begin + attempt.windowMs;
  return `${begin} ${count}`;
}

class LimitStream extends HttpContext {
  private remaining: i64 = -1;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as LimitRoot;
    const client = request.headers.get(root.key);
    const attempt = new Attempt(root.limit, root.windowMs, <i64>currentTimeMs());
    const status = updateSharedData('requests of ' + (client != null ? client : ''), take, attempt);
    if (status != Status.Ok) {
      log.warn('not counted: too many at once');
      return FilterHeadersStatus.Continue;
    }
    this.remaining = attempt.remaining;
    if (attempt.remaining >= 0) return FilterHeadersStatus.Continue;
    const seconds = (attempt.endMs - attempt.nowMs + 999) / 1000;
    sendLocalResponse(429, 'slow down\n', [['retry-after', seconds.toString()]]);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.remaining >= 0) response.headers.replace('x-ratelimit-remaining', this.remaining.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new LimitRoot(contextId));
