// Wants an API key of every call, in the way that suits the caller, and translates the status of gRPC answers.

import {
  FilterHeadersStatus,
  FilterTrailersStatus,
  HeaderMap,
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

const UNAVAILABLE = '14';
const UNAUTHENTICATED = 16;

class StatusRoot extends RootContext {
  keyHeader: string = 'x-api-key';
  // The status that the client is told in place of another.
  translations: Map<string, string> = new Map();
  retryPushbackMs: i64 = 0;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.keyHeader = configuration.getString('keyHeader', this.keyHeader);
    this.retryPushbackMs = configuration.getInteger('retryPushbackMs');
    const map = configuration.get('map');
    if (map != null) {
      for (let i = 0; i < map.keys.length; i++) this.translations.set(map.keys[i], map.items[i].asString());
    }
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new StatusStream(contextId);
  }
}

class StatusStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const key = request.headers.get((this.root as StatusRoot).keyHeader);
    if (key != null) return FilterHeadersStatus.Continue;
    // Envoy sees by the request's content-type whom it answers: gRPC gets status 200 and `grpc-status`, others get 401.
    sendLocalResponse(401, 'no API key', [], 'no_api_key', UNAUTHENTICATED);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // An answer that is over with its headers has its status among them.
    if (endOfStream) this.translate(response.headers);
    return FilterHeadersStatus.Continue;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    this.translate(response.trailers);
    return FilterTrailersStatus.Continue;
  }

  private translate(headers: HeaderMap): void {
    const root = this.root as StatusRoot;
    const status = headers.get('grpc-status');
    if (status == null) return;
    if (root.translations.has(status)) headers.replace('grpc-status', root.translations.get(status));
    if (status == UNAVAILABLE && root.retryPushbackMs > 0) {
      headers.add('grpc-retry-pushback-ms', root.retryPushbackMs.toString());
    }
  }
}

registerRootContext((contextId: u32) => new StatusRoot(contextId));
