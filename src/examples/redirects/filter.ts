// Sends clients from old addresses to new ones, from a table in the plugin configuration. The query is kept.

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
import { Json, parseJson } from 'proxy-wasm/json';
import { pathOf } from 'proxy-wasm/url';

class Rule {
  private path: string;
  private prefix: string;
  private to: string;
  readonly code: u32;

  constructor(json: Json) {
    this.path = json.getString('path');
    this.prefix = json.getString('prefix');
    this.to = json.getString('to');
    this.code = <u32>json.getNumber('code', 302);
  }

  // The host does not look at the status of a reply: 99 or 1000 would go out as they are.
  get isSound(): bool {
    return this.to != '' && (this.path != '' || this.prefix != '') && this.code >= 301 && this.code <= 308;
  }

  // Where a path leads; `null` when the rule is not for it.
  target(path: string): string | null {
    if (this.path != '') return path == this.path ? this.to : null;
    return path.startsWith(this.prefix) ? this.to + path.substring(this.prefix.length) : null;
  }
}

class RedirectRoot extends RootContext {
  rules: Rule[] = [];

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const rules = configuration.getItems('rules');
    for (let i = 0; i < rules.length; i++) {
      const rule = new Rule(rules[i]);
      if (!rule.isSound) {
        log.error(`rule ${i}: needs "path" or "prefix", "to", and a "code" from 301 to 308`);
        return false;
      }
      this.rules.push(rule);
    }
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new RedirectStream(contextId);
  }
}

class RedirectStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const full = request.headers.get(':path');
    if (full == null) return FilterHeadersStatus.Continue;
    // `:path` is path and query together.
    const path = pathOf(full);
    const query = full.substring(path.length);

    const rules = (this.root as RedirectRoot).rules;
    for (let i = 0; i < rules.length; i++) {
      const target = rules[i].target(path);
      if (target == null) continue;
      sendLocalResponse(rules[i].code, '', [['location', target + query]]);
      return FilterHeadersStatus.StopIteration;
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new RedirectRoot(contextId));
