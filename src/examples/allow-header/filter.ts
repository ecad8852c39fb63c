// A gate: a request passes only when it carries the right header. Everything else is answered with 403.

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
import { parseJson } from 'proxy-wasm/json';

const FORBIDDEN = 'Forbidden by ASM Wasm Plugin, rust version\n';

class GateRoot extends RootContext {
  header: string = 'allow';
  value: string = 'true';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const header = configuration.get('header');
    const value = configuration.get('value');
    if (header != null) this.header = header.asString(this.header);
    if (value != null) this.value = value.asString(this.value);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new GateStream(contextId);
  }
}

class GateStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    log.info(`#${this.contextId} wasm-rust: on_http_request_headers`);
    const root = this.root as GateRoot;
    // Of several headers of that name, get() gives the first.
    if (request.headers.get(root.header) == root.value) return FilterHeadersStatus.Continue;

    log.info(
      `#${this.contextId} wasm-rust: ${root.header} header not found or is not ${root.value}, deny by default`,
    );
    sendLocalResponse(403, FORBIDDEN, [['content-type', 'text/plain']]);
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext((contextId: u32) => new GateRoot(contextId));
