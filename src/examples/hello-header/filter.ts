// Puts one header on every response. Its name and value come from the plugin's configuration.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  response,
  RootContext,
  Status,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

// There is one root context for the plugin: it reads the configuration and makes a context for each request.
class HelloRoot extends RootContext {
  name: string = 'hello';
  value: string = 'world';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const name = configuration.get('name');
    const value = configuration.get('value');
    if (name != null) this.name = name.asString(this.name);
    if (value != null) this.value = value.asString(this.value);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new HelloStream(contextId);
  }
}

// There is one HTTP context for each request and its response.
class HelloStream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as HelloRoot;
    const status = response.headers.replace(root.name, root.value);
    if (status != Status.Ok) log.critical(`failed to set response header: ${status}`);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new HelloRoot(contextId));
