// Fetches rules from a service again and again, and blocks the paths that they name.

import {
  FilterHeadersStatus,
  HttpCallResponse,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
  setTickPeriod,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';
import { pathOf } from 'proxy-wasm/url';

class RefreshRoot extends RootContext {
  blocked: string[] = [];
  private cluster: string = 'config';
  private path: string = '/flags.json';
  private intervalMs: u32 = 5000;
  private isAsking: bool = false;

  onConfigure(size: i32): bool {
    if (size > 0) {
      const configuration = parseJson(pluginConfiguration.text());
      if (configuration == null) {
        log.error('the plugin configuration is not JSON');
        return false;
      }
      this.cluster = configuration.getString('cluster', this.cluster);
      this.path = configuration.getString('path', this.path);
      this.intervalMs = <u32>configuration.getInteger('intervalMs', this.intervalMs);
    }
    setTickPeriod(this.intervalMs);
    return true;
  }

  onTick(): void {
    // One question at a time, however slow the answer is.
    if (this.isAsking) return;
    const headers = [
      [':method', 'GET'],
      [':path', this.path],
      [':authority', this.cluster],
    ];
    this.isAsking = this.dispatchHttpCall(this.cluster, headers, '', 2 * this.intervalMs) != 0;
    if (!this.isAsking) log.warn('the rules cannot be asked for');
  }

  onHttpCallResponse(answer: HttpCallResponse): void {
    this.isAsking = false;
    const status = answer.headers.get(':status');
    const rules = status == '200' ? parseJson(answer.body.text()) : null;
    // Old rules are better than none.
    if (rules == null) log.warn('no new rules: ' + (status != null ? status : answer.failure));
    else this.blocked = rules.getStrings('blocked');
  }

  createHttpContext(contextId: u32): HttpContext {
    return new RefreshStream(contextId);
  }
}

class RefreshStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = request.headers.get(':path');
    const blocked = (this.root as RefreshRoot).blocked;
    if (path == null || !blocked.includes(pathOf(path))) return FilterHeadersStatus.Continue;
    sendLocalResponse(403, 'not now\n');
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext((contextId: u32) => new RefreshRoot(contextId));
