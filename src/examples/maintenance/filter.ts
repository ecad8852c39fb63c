// Maintenance mode: answers every request with 503 while the plugin configuration says so.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson, quoteJson } from 'proxy-wasm/json';
import { pathOf } from 'proxy-wasm/url';

class MaintenanceRoot extends RootContext {
  enabled: bool = false;
  retryAfter: string = '120';
  allow: string[] = [];
  message: string = 'Back soon';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.enabled = configuration.getBool('enabled');
    this.retryAfter = (<i32>configuration.getNumber('retryAfter', 120)).toString();
    this.allow = configuration.getStrings('allow');
    this.message = configuration.getString('message', this.message);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new MaintenanceStream(contextId);
  }
}

class MaintenanceStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as MaintenanceRoot;
    if (!root.enabled || this.isAllowed(root.allow)) return FilterHeadersStatus.Continue;
    sendLocalResponse(503, `{"message":${quoteJson(root.message)}}`, [
      ['content-type', 'application/json'],
      ['retry-after', root.retryAfter],
    ]);
    return FilterHeadersStatus.StopIteration;
  }

  private isAllowed(paths: string[]): bool {
    const path = request.headers.get(':path');
    return path != null && paths.includes(pathOf(path));
  }
}

registerRootContext((contextId: u32) => new MaintenanceRoot(contextId));
