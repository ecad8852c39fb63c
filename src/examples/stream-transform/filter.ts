// Replaces a text in responses while they stream, also where it is cut in two by the border of two pieces.

import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  response,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class ReplaceRoot extends RootContext {
  // Bytes and not text: a piece may end in the middle of a character.
  from: Uint8Array = new Uint8Array(0);
  to: Uint8Array = new Uint8Array(0);

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.from = Uint8Array.wrap(String.UTF8.encode(configuration.getString('from')));
    this.to = Uint8Array.wrap(String.UTF8.encode(configuration.getString('to')));
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new ReplaceStream(contextId);
  }
}

class ReplaceStream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as ReplaceRoot;
    if (!endOfStream && root.from.length != root.to.length) response.headers.remove('content-length');
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const root = this.root as ReplaceRoot;
    if (root.from.length == 0) return FilterDataStatus.Continue;
    const bytes = Uint8Array.wrap(response.body.bytes());
    // The next callback sees this piece with the next one behind it. Should trailers come instead, it goes out as it is.
    if (!endOfStream && endsInside(bytes, root.from)) return FilterDataStatus.StopIterationAndBuffer;
    const replaced = replaceAll(bytes, root.from, root.to);
    if (replaced != null) response.body.replaceBytes(replaced.buffer);
    return FilterDataStatus.Continue;
  }
}

// Whether the end of `bytes` may be the beginning of `wanted`.
function endsInside(bytes: Uint8Array, wanted: Uint8Array): bool {
  for (let length = min(wanted.length - 1, bytes.length); length > 0; length--) {
    if (matches(bytes, bytes.length - length, wanted, length)) return true;
  }
  return false;
}

function matches(bytes: Uint8Array, at: i32, wanted: Uint8Array, length: i32): bool {
  if (at + length > bytes.length) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] != wanted[i]) return false;
  return true;
}

// `null` when there is nothing to replace.
function replaceAll(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array | null {
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const found = matches(bytes, at, from, from.length);
    if (found) count++;
    at += found ? from.length : 1;
  }
  if (count == 0) return null;
  const result = new Uint8Array(bytes.length + count * (to.length - from.length));
  let end = 0;
  for (let at = 0; at < bytes.length; ) {
    if (matches(bytes, at, from, from.length)) {
      result.set(to, end);
      end += to.length;
      at += from.length;
    } else {
      result[end++] = bytes[at++];
    }
  }
  return result;
}

registerRootContext((contextId: u32) => new ReplaceRoot(contextId));
