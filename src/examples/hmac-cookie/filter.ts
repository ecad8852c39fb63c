// Accepts a session cookie only with a valid signature: `payload.base64url(HMAC-SHA256(payload))`.

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
import { encodeBase64Url } from 'proxy-wasm/base64';
import { getCookie } from 'proxy-wasm/cookie';
import { equalText, hmacSha256Text } from 'proxy-wasm/crypto';
import { parseJson } from 'proxy-wasm/json';
import { queryValue } from 'proxy-wasm/url';

class SessionRoot extends RootContext {
  cookie: string = 'auth';
  secret: string = '';
  login: string = '/login';

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.cookie = configuration.getString('cookie', this.cookie);
    this.secret = configuration.getString('secret');
    this.login = configuration.getString('login', this.login);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new SessionStream(contextId);
  }

  // The payload of a signed value; `null` when the signature is not ours. Without a secret none is.
  verify(value: string): string | null {
    const dot = value.lastIndexOf('.');
    if (dot < 0 || this.secret == '') return null;
    const payload = value.substring(0, dot);
    const expected = encodeBase64Url(hmacSha256Text(this.secret, payload));
    return equalText(value.substring(dot + 1), expected) ? payload : null;
  }
}

class SessionStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as SessionRoot;
    request.headers.remove('x-user');
    const value = getCookie(request.headers, root.cookie);
    if (value == null) {
      sendLocalResponse(302, '', [['location', root.login]]);
      return FilterHeadersStatus.StopIteration;
    }
    const payload = root.verify(value);
    if (payload == null) {
      sendLocalResponse(403, 'bad signature\n');
      return FilterHeadersStatus.StopIteration;
    }
    // The payload has the form of a query: `u=42&…`.
    const user = queryValue(payload, 'u');
    if (user != null) request.headers.add('x-user', user);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new SessionRoot(contextId));
