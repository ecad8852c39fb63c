// Gives every response the headers that tell browsers to be careful.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  response,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class SecurityRoot extends RootContext {
  hsts: string = 'max-age=31536000';
  csp: string = "default-src 'self'";
  frame: string = 'DENY';
  // What the upstream says about itself counts more.
  onlyIfMissing: bool = true;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.hsts = configuration.getString('hsts', this.hsts);
    this.csp = configuration.getString('csp', this.csp);
    this.frame = configuration.getString('frame', this.frame);
    this.onlyIfMissing = configuration.getBool('onlyIfMissing', this.onlyIfMissing);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new SecurityStream(contextId);
  }
}

class SecurityStream extends HttpContext {
  private isSecure: bool = false;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // Has to be asked for now: in onResponseHeaders the properties of the request are gone.
    this.isSecure = property.getString(['request', 'scheme']) == 'https';
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as SecurityRoot;
    this.put('x-content-type-options', 'nosniff');
    this.put('x-frame-options', root.frame);
    this.put('content-security-policy', root.csp);
    // Over plain HTTP browsers have to ignore it.
    if (this.isSecure) this.put('strict-transport-security', root.hsts);
    return FilterHeadersStatus.Continue;
  }

  private put(name: string, value: string): void {
    if (value == '') return;
    const keep = (this.root as SecurityRoot).onlyIfMissing && response.headers.get(name) != null;
    if (!keep) response.headers.replace(name, value);
  }
}

registerRootContext((contextId: u32) => new SecurityRoot(contextId));
