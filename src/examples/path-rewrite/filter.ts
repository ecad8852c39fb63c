// Rewrites the beginning of the path, and has Envoy choose the route again.

import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  Status,
} from 'proxy-wasm';
import { clearRouteCache } from 'proxy-wasm/envoy';
import { parseJson } from 'proxy-wasm/json';

class RewriteRoot extends RootContext {
  prefix: string = '/api/v1/';
  to: string = '/v1/';
  // "headers", or "body" to see why that is too late.
  phase: string = 'headers';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.prefix = configuration.getString('prefix', this.prefix);
    this.to = configuration.getString('to', this.to);
    this.phase = configuration.getString('phase', this.phase);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new RewriteStream(contextId);
  }
}

class RewriteStream extends HttpContext {
  private path: string = '';

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = request.headers.get(':path');
    if (path != null) this.path = path;
    if ((this.root as RewriteRoot).phase == 'headers') this.rewrite();
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (endOfStream && (this.root as RewriteRoot).phase == 'body') this.rewrite();
    return FilterDataStatus.Continue;
  }

  private rewrite(): void {
    const root = this.root as RewriteRoot;
    if (!this.path.startsWith(root.prefix)) return;
    const path = root.to + this.path.substring(root.prefix.length);
    const status = request.headers.replace(':path', path);
    if (status != Status.Ok) {
      log.error(status == Status.BadArgument ? 'BadArgument: the headers have gone' : `status ${status}`);
      return;
    }
    request.headers.add('x-original-path', this.path);
    // Envoy has chosen a route before; which changes make it choose anew depends on its version. So say it.
    clearRouteCache();
  }
}

registerRootContext((contextId: u32) => new RewriteRoot(contextId));
