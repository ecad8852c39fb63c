// Answers CORS preflights, and marks responses that pages of other origins may read.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class CorsRoot extends RootContext {
  origins: string[] = [];
  methods: string = 'GET, POST';
  headers: string = 'content-type';
  maxAge: string = '600';
  credentials: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.origins = configuration.getStrings('origins');
    this.methods = configuration.getStrings('methods', [this.methods]).join(', ');
    this.headers = configuration.getStrings('headers', [this.headers]).join(', ');
    this.maxAge = (<i32>configuration.getNumber('maxAge', 600)).toString();
    this.credentials = configuration.getBool('credentials');
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new CorsStream(contextId);
  }
}

class CorsStream extends HttpContext {
  // The origin that may read the response; empty when none may.
  private allowedOrigin: string = '';
  private isPreflight: bool = false;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as CorsRoot;
    const origin = request.headers.get('origin');
    if (origin == null) return FilterHeadersStatus.Continue;
    if (root.origins.includes(origin)) this.allowedOrigin = origin;
    // OPTIONS alone is a request like any other; this header makes it a preflight.
    this.isPreflight =
      request.headers.get(':method') == 'OPTIONS'
      && request.headers.get('access-control-request-method') != null;
    if (!this.isPreflight) return FilterHeadersStatus.Continue;

    if (this.allowedOrigin == '') {
      sendLocalResponse(403, 'origin not allowed\n');
      return FilterHeadersStatus.StopIteration;
    }
    const headers = this.originHeaders();
    headers.push(['access-control-allow-methods', root.methods]);
    headers.push(['access-control-allow-headers', root.headers]);
    headers.push(['access-control-max-age', root.maxAge]);
    sendLocalResponse(204, '', headers);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // The answer to a preflight comes by here as well, and has its headers already.
    if (this.allowedOrigin == '' || this.isPreflight) return FilterHeadersStatus.Continue;
    const headers = this.originHeaders();
    // `vary` may hold other names; they stay.
    for (let i = 0; i < headers.length; i++) response.headers.add(headers[i][0], headers[i][1]);
    return FilterHeadersStatus.Continue;
  }

  private originHeaders(): string[][] {
    const headers = [
      ['access-control-allow-origin', this.allowedOrigin],
      ['vary', 'Origin'],
    ];
    if ((this.root as CorsRoot).credentials) headers.push(['access-control-allow-credentials', 'true']);
    return headers;
  }
}

registerRootContext((contextId: u32) => new CorsRoot(contextId));
