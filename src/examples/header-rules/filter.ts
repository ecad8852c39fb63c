// Removes, sets and adds headers of requests and responses, as the plugin configuration says.

import {
  FilterHeadersStatus,
  HeaderMap,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
} from 'proxy-wasm';
import { Json, parseJson } from 'proxy-wasm/json';

// What is done to the headers of one side.
class Rules {
  private remove: string[] = [];
  private set: string[][] = [];
  private add: string[][] = [];

  read(json: Json | null): void {
    if (json == null) return;
    this.remove = json.getStrings('remove');
    this.set = members(json.get('set'));
    this.add = members(json.get('add'));
  }

  apply(headers: HeaderMap): void {
    for (let i = 0; i < this.remove.length; i++) headers.remove(this.remove[i]);
    // All headers of that name give way to one ...
    for (let i = 0; i < this.set.length; i++) headers.replace(this.set[i][0], this.set[i][1]);
    // ... or stay, with one more behind them.
    for (let i = 0; i < this.add.length; i++) headers.add(this.add[i][0], this.add[i][1]);
  }
}

// The members of an object whose values are text, as pairs of name and value.
function members(json: Json | null): string[][] {
  const pairs: string[][] = [];
  if (json == null) return pairs;
  for (let i = 0; i < json.keys.length; i++) pairs.push([json.keys[i], json.items[i].asString()]);
  return pairs;
}

class RulesRoot extends RootContext {
  requestRules: Rules = new Rules();
  responseRules: Rules = new Rules();

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.requestRules.read(configuration.get('request'));
    this.responseRules.read(configuration.get('response'));
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new RulesStream(contextId);
  }
}

class RulesStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    (this.root as RulesRoot).requestRules.apply(request.headers);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    (this.root as RulesRoot).responseRules.apply(response.headers);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new RulesRoot(contextId));
