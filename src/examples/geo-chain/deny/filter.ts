// The second of two filters: turns away clients from certain countries, which a filter before it has found.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class DenyRoot extends RootContext {
  deny: string[] = [];
  status: u32 = 451;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.deny = configuration.getStrings('deny');
    this.status = <u32>configuration.getNumber('status', 451);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new DenyStream(contextId);
  }
}

class DenyStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as DenyRoot;
    // What a filter in front has set; another module, but the same stream.
    const country = property.getString(['country']);
    if (country == null) {
      log.info('no filter has said where the client is');
      return FilterHeadersStatus.Continue;
    }
    if (!root.deny.includes(country)) return FilterHeadersStatus.Continue;
    sendLocalResponse(root.status, 'not available in your country\n');
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext((contextId: u32) => new DenyRoot(contextId));
