// Turns away robots by what they call themselves, and counts them.

import {
  Counter,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class BotRoot extends RootContext {
  deny: string[] = [];
  allow: string[] = [];
  emptyIsBot: bool = true;
  status: u32 = 403;
  denied: Counter = Counter.define('bot_block.denied');

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.deny = configuration.getStrings('deny');
    this.allow = configuration.getStrings('allow');
    this.emptyIsBot = configuration.getBool('emptyIsBot', this.emptyIsBot);
    this.status = <u32>configuration.getNumber('status', this.status);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new BotStream(contextId);
  }

  isBot(userAgent: string): bool {
    if (userAgent == '') return this.emptyIsBot;
    const name = userAgent.toLowerCase();
    // Who is welcome may say that it is like one who is not.
    return !containsAny(name, this.allow) && containsAny(name, this.deny);
  }
}

function containsAny(text: string, words: string[]): bool {
  for (let i = 0; i < words.length; i++) if (text.includes(words[i])) return true;
  return false;
}

class BotStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as BotRoot;
    // `null` when there is no such header, "" when it is there and empty.
    const userAgent = request.headers.get('user-agent');
    if (!root.isBot(userAgent != null ? userAgent : '')) return FilterHeadersStatus.Continue;
    root.denied.increment();
    sendLocalResponse(root.status, 'no robots, please\n');
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext((contextId: u32) => new BotRoot(contextId));
