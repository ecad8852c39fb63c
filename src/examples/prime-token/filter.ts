// A request passes only when its token is a prime number.

import {
  FilterHeadersStatus,
  HttpContext,
  log,
  LogLevel,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';
import { isPrime } from './prime';

class PrimeRoot extends RootContext {
  trapOnBadToken: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const option = configuration.get('trapOnBadToken');
    if (option != null) this.trapOnBadToken = option.asBool();
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new PrimeStream(contextId);
  }
}

class PrimeStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (log.enabled(LogLevel.Trace)) this.traceHeaders();
    // Without a token, or with an empty one, there is nothing to check.
    const token = request.headers.get('token');
    if (token == null || token == '') return this.forbid();

    const digits = token.startsWith('+') ? token.substring(1) : token;
    if (!isNumber(digits)) {
      // A trap: the client gets a 503, and by default the plugin answers nothing else from now on.
      if ((this.root as PrimeRoot).trapOnBadToken) throw new Error(`the token is not a number: ${token}`);
      return this.forbid();
    }
    return isPrime(U64.parseInt(digits)) ? FilterHeadersStatus.Continue : this.forbid();
  }

  private forbid(): FilterHeadersStatus {
    sendLocalResponse(403, 'Access forbidden.\n', [['powered-by', 'proxy-wasm']]);
    return FilterHeadersStatus.StopIteration;
  }

  private traceHeaders(): void {
    const pairs = request.headers.pairs();
    for (let i = 0; i < pairs.length; i++) {
      log.trace(`In WASM : #${this.contextId} -> ${pairs[i][0]}: ${pairs[i][1]}`);
    }
  }
}

// Whether a text is a decimal number that fits 64 bits.
function isNumber(digits: string): bool {
  for (let i = 0; i < digits.length; i++) {
    if (digits.charCodeAt(i) < 0x30 || digits.charCodeAt(i) > 0x39) return false;
  }
  let first = 0;
  while (first < digits.length - 1 && digits.charCodeAt(first) == 0x30) first++;
  const significant = digits.substring(first);
  const largest = u64.MAX_VALUE.toString();
  if (significant.length != largest.length) return digits != '' && significant.length < largest.length;
  return significant <= largest;
}

registerRootContext((contextId: u32) => new PrimeRoot(contextId));
