// Marks requests when the proxy itself is a canary, which the metadata of its node tells.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  RootContext,
} from 'proxy-wasm';
import { clearRouteCache } from 'proxy-wasm/envoy';
import { parseJson } from 'proxy-wasm/json';

class CanaryRoot extends RootContext {
  header: string = 'x-canary';
  isCanary: bool = false;

  onConfigure(size: i32): bool {
    let key = 'role';
    let value = 'canary';
    if (size > 0) {
      const configuration = parseJson(pluginConfiguration.text());
      if (configuration == null) {
        log.error('the plugin configuration is not JSON');
        return false;
      }
      key = configuration.getString('key', key);
      value = configuration.getString('value', value);
      this.header = configuration.getString('header', this.header);
    }
    // The node stays the same while Envoy runs: to look once is enough.
    this.isCanary = metadataIs(key, value);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new CanaryStream(contextId);
  }
}

function metadataIs(key: string, value: string): bool {
  const path = ['xds', 'node', 'metadata', key];
  if (property.getString(path) == value) return true;
  // Text comes as text, but each number in metadata as the 8 bytes of a double.
  const wanted = parseFloat(value);
  return !isNaN(wanted) && property.getF64(path, NaN) == wanted;
}

class CanaryStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as CanaryRoot;
    // Only the proxy may say so, not the client.
    request.headers.remove(root.header);
    if (root.isCanary) request.headers.add(root.header, '1');
    // The header may lead to another route.
    clearRouteCache();
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new CanaryRoot(contextId));
