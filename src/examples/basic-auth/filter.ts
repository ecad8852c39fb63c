// HTTP Basic authentication (RFC 7617) against users in the plugin configuration.

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
import { decodeBase64Text } from 'proxy-wasm/base64';
import { equalText } from 'proxy-wasm/crypto';
import { parseJson } from 'proxy-wasm/json';

class AuthRoot extends RootContext {
  realm: string = 'demo';
  users: Map<string, string> = new Map();
  // Whether the upstream is spared the password.
  strip: bool = true;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.realm = configuration.getString('realm', this.realm);
    this.strip = configuration.getBool('strip', this.strip);
    const users = configuration.get('users');
    if (users != null) {
      for (let i = 0; i < users.keys.length; i++) this.users.set(users.keys[i], users.items[i].asString());
    }
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new AuthStream(contextId);
  }

  allows(credentials: string): bool {
    // A password may hold colons, a name may not.
    const colon = credentials.indexOf(':');
    if (colon < 0) return false;
    const name = credentials.substring(0, colon);
    const password = credentials.substring(colon + 1);
    // An unknown name costs a comparison too, so that time does not tell which names exist.
    const known = this.users.has(name);
    return equalText(password, known ? this.users.get(name) : '') && known;
  }
}

class AuthStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as AuthRoot;
    const credentials = readCredentials(request.headers.get('authorization'));
    if (credentials == null || !root.allows(credentials)) {
      sendLocalResponse(401, 'who are you?\n', [['www-authenticate', `Basic realm="${root.realm}"`]]);
      return FilterHeadersStatus.StopIteration;
    }
    if (root.strip) request.headers.remove('authorization');
    return FilterHeadersStatus.Continue;
  }
}

// `name:password`, or `null` for anything that is not Basic or not base64.
function readCredentials(header: string | null): string | null {
  if (header == null) return null;
  const blank = header.indexOf(' ');
  // The word for the scheme may be written in any case.
  if (blank < 0 || header.substring(0, blank).toLowerCase() != 'basic') return null;
  return decodeBase64Text(header.substring(blank + 1).trim());
}

registerRootContext((contextId: u32) => new AuthRoot(contextId));
