// Reads the claims of a bearer token and hands some on as headers. It does NOT check the signature: put a filter that does
// (such as envoy.filters.http.jwt_authn) in front of it.

import {
  currentTimeMs,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { decodeBase64UrlText } from 'proxy-wasm/base64';
import { Json, JsonKind, parseJson } from 'proxy-wasm/json';

class ClaimsRoot extends RootContext {
  audience: string = '';
  // Pairs of a claim and the header that it goes to.
  forward: string[][] = [];

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.audience = configuration.getString('audience');
    const forward = configuration.get('forward');
    if (forward != null) {
      for (let i = 0; i < forward.keys.length; i++) this.forward.push([forward.keys[i], forward.items[i].asString()]);
    }
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new ClaimsStream(contextId);
  }
}

class ClaimsStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as ClaimsRoot;
    // Only this filter may say who somebody is.
    for (let i = 0; i < root.forward.length; i++) request.headers.remove(root.forward[i][1]);

    const claims = readClaims(request.headers.get('authorization'));
    if (claims == null) return this.refuse('malformed');
    if (root.audience != '' && !isFor(claims.get('aud'), root.audience)) return this.refuse('wrong audience');
    // Seconds since 1970, as `exp` is.
    const now = <f64>(currentTimeMs() / 1000);
    if (claims.getNumber('exp', Infinity) <= now) return this.refuse('expired');

    for (let i = 0; i < root.forward.length; i++) {
      const value = claims.get(root.forward[i][0]);
      if (value != null && value.kind == JsonKind.String) request.headers.add(root.forward[i][1], value.text);
    }
    return FilterHeadersStatus.Continue;
  }

  private refuse(why: string): FilterHeadersStatus {
    sendLocalResponse(401, why, [['www-authenticate', 'Bearer error="invalid_token"']]);
    return FilterHeadersStatus.StopIteration;
  }
}

// The middle one of three parts: base64url without padding, and JSON inside.
function readClaims(header: string | null): Json | null {
  if (header == null || !header.toLowerCase().startsWith('bearer ')) return null;
  const parts = header.substring(7).trim().split('.');
  const text = parts.length == 3 ? decodeBase64UrlText(parts[1]) : null;
  return text != null ? parseJson(text) : null;
}

// `aud` is one name or a list of names.
function isFor(claim: Json | null, audience: string): bool {
  if (claim == null) return false;
  if (claim.kind == JsonKind.String) return claim.text == audience;
  for (let i = 0; i < claim.items.length; i++) if (claim.items[i].asString() == audience) return true;
  return false;
}

registerRootContext((contextId: u32) => new ClaimsRoot(contextId));
