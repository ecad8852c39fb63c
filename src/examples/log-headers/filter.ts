// Writes the headers of every request to the log, and those of the response when it is told to.

import {
  FilterHeadersStatus,
  HttpContext,
  lastStatus,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
  Status,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class LoggerRoot extends RootContext {
  logResponse: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const option = configuration.get('response');
    if (option != null) this.logResponse = option.asBool();
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new LoggerStream(contextId);
  }
}

class LoggerStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (count == 0) return FilterHeadersStatus.Continue;
    const pairs = request.headers.pairs();
    if (lastStatus() == Status.Ok) log.info(`request headers: '${print(pairs)}'`);
    else log.error(`failed to get request headers with '${lastStatus()}'`);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as LoggerRoot;
    if (root.logResponse) log.info('response headers: ' + print(response.headers.pairs()));
    return FilterHeadersStatus.Continue;
  }
}

// "[[name value] [name value]]"
function print(pairs: string[][]): string {
  const parts: string[] = [];
  for (let i = 0; i < pairs.length; i++) parts.push('[' + pairs[i][0] + ' ' + pairs[i][1] + ']');
  return '[' + parts.join(' ') + ']';
}

registerRootContext((contextId: u32) => new LoggerRoot(contextId));
