// Asks an authorisation service about each request, and holds the request until it has answered.

import {
  FilterHeadersStatus,
  HttpCallResponse,
  HttpContext,
  continueRequest,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class AuthzRoot extends RootContext {
  cluster: string = 'authz';
  path: string = '/check';
  timeoutMs: u32 = 200;
  // Headers of the request that the service sees, and headers of its answer that the upstream sees.
  forward: string[] = ['authorization'];
  copy: string[] = [];
  // Whether requests pass while the service cannot be asked.
  failOpen: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.cluster = configuration.getString('cluster', this.cluster);
    this.path = configuration.getString('path', this.path);
    this.timeoutMs = <u32>configuration.getInteger('timeoutMs', this.timeoutMs);
    this.forward = configuration.getStrings('forward', this.forward);
    this.copy = configuration.getStrings('copy', this.copy);
    this.failOpen = configuration.getBool('failOpen');
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new AuthzStream(contextId);
  }
}

class AuthzStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as AuthzRoot;
    const headers = [
      [':method', 'GET'],
      [':path', root.path],
      [':authority', root.cluster],
    ];
    for (let i = 0; i < root.forward.length; i++) {
      const value = request.headers.get(root.forward[i]);
      if (value != null) headers.push([root.forward[i], value]);
    }
    // Only the service may set these.
    for (let i = 0; i < root.copy.length; i++) request.headers.remove(root.copy[i]);

    if (this.dispatchHttpCall(root.cluster, headers, '', root.timeoutMs) != 0) return FilterHeadersStatus.StopIteration;
    // A call that was not sent has no answer: to wait for one would hold the request for ever.
    log.error('the authorisation service cannot be called');
    if (root.failOpen) return FilterHeadersStatus.Continue;
    sendLocalResponse(403, 'not authorised\n');
    return FilterHeadersStatus.StopIteration;
  }

  onHttpCallResponse(answer: HttpCallResponse): void {
    const root = this.root as AuthzRoot;
    const status = answer.headers.get(':status');
    if (status == '200') {
      // Before the request goes on: afterwards its headers are out of reach.
      for (let i = 0; i < root.copy.length; i++) {
        const value = answer.headers.get(root.copy[i]);
        if (value != null) request.headers.add(root.copy[i], value);
      }
      continueRequest();
      return;
    }
    // A timeout comes as status 504, a broken connection without any.
    const hasDecided = status != null && status.startsWith('4');
    if (!hasDecided) log.warn('no answer of the authorisation service: ' + (status != null ? status : answer.failure));
    if (!hasDecided && root.failOpen) continueRequest();
    else sendLocalResponse(403, hasDecided ? answer.body.text() : 'not authorised\n');
  }
}

registerRootContext((contextId: u32) => new AuthzRoot(contextId));
