// Splits visitors into two groups by a cookie, always the same way for one visitor, and routes by the group.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
} from 'proxy-wasm';
import { clearRouteCache } from 'proxy-wasm/envoy';
import { getCookie, SetCookie } from 'proxy-wasm/cookie';
import { parseJson } from 'proxy-wasm/json';

class SplitRoot extends RootContext {
  cookie: string = 'visitor';
  header: string = 'x-variant';
  // Of a hundred visitors so many get variant b.
  share: u32 = 50;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.cookie = configuration.getString('cookie', this.cookie);
    this.header = configuration.getString('header', this.header);
    this.share = <u32>configuration.getNumber('share', this.share);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new SplitStream(contextId);
  }

  variantOf(visitor: string): string {
    return hash(visitor) % 100 < this.share ? 'b' : 'a';
  }
}

class SplitStream extends HttpContext {
  // A visitor who has no cookie yet; empty for one who has.
  private newVisitor: string = '';

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as SplitRoot;
    let visitor = getCookie(request.headers, root.cookie);
    if (visitor == null) visitor = this.newVisitor = randomId();
    // Replaces what the client may have sent: nobody chooses a variant for himself.
    request.headers.replace(root.header, root.variantOf(visitor));
    clearRouteCache();
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.newVisitor == '') return FilterHeadersStatus.Continue;
    const cookie = new SetCookie((this.root as SplitRoot).cookie, this.newVisitor);
    cookie.path = '/';
    // Added, because the upstream may set cookies too.
    response.headers.add('set-cookie', cookie.toString());
    return FilterHeadersStatus.Continue;
  }
}

// FNV-1a with 32 bits: small, and spreads well enough for this.
function hash(text: string): u32 {
  let value: u32 = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = (value ^ text.charCodeAt(i)) * 0x01000193;
  return value;
}

const HEX = '0123456789abcdef';

function randomId(): string {
  let id = '';
  for (let i = 0; i < 16; i++) id += HEX.charAt(<i32>(Math.random() * 16));
  return id;
}

registerRootContext((contextId: u32) => new SplitRoot(contextId));
