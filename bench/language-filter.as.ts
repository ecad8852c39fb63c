// A filter that no example resembles, for the length of links: it chooses the language of a page by the visitor's wishes.

import {
  Counter,
  FilterHeadersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  response,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class Wish {
  constructor(
    readonly language: string,
    readonly weight: f64,
  ) {}
}

// `de-CH, de;q=0.9, en;q=0.5` as wishes, in the order of the header.
function readWishes(header: string): Wish[] {
  const wishes: Wish[] = [];
  const pieces = header.split(',');
  for (let i = 0; i < pieces.length; i++) {
    const fields = pieces[i].split(';');
    const language = fields[0].trim().toLowerCase();
    if (language.length == 0) continue;
    let weight: f64 = 1;
    for (let k = 1; k < fields.length; k++) {
      const field = fields[k].trim();
      if (field.startsWith('q=')) weight = F64.parseFloat(field.substring(2));
    }
    if (isNaN(weight) || weight <= 0) continue;
    wishes.push(new Wish(language, Math.min(weight, 1)));
  }
  return wishes;
}

// `de` stands for `de-at` as well, but counts less than an exact match.
function matchQuality(offered: string, wished: string): f64 {
  if (wished == '*') return 0.1;
  if (offered == wished) return 1;
  const dash = wished.indexOf('-');
  const family = dash < 0 ? wished : wished.substring(0, dash);
  return offered == family || offered.startsWith(family + '-') ? 0.8 : 0;
}

class LanguageRoot extends RootContext {
  offered: string[] = ['en'];
  cookie: string = 'lang';
  unmet: Counter = Counter.define('language.unmet');

  onConfigure(size: i32): bool {
    const settings = parseJson(pluginConfiguration.text());
    if (settings == null) {
      log.warn('no settings, every visitor reads English');
      return true;
    }
    this.cookie = settings.getString('cookie', this.cookie);
    const listed = settings.getString('offered', 'en').split(' ');
    this.offered = [];
    for (let i = 0; i < listed.length; i++) {
      if (listed[i].length > 0) this.offered.push(listed[i].toLowerCase());
    }
    return this.offered.length > 0;
  }

  choose(header: string): string {
    const wishes = readWishes(header);
    let best = '';
    let bestScore: f64 = 0;
    for (let i = 0; i < wishes.length; i++) {
      for (let k = 0; k < this.offered.length; k++) {
        const score = wishes[i].weight * matchQuality(this.offered[k], wishes[i].language);
        if (score <= bestScore) continue;
        best = this.offered[k];
        bestScore = score;
      }
    }
    if (best.length > 0) return best;
    this.unmet.increment();
    return this.offered[0];
  }

  createHttpContext(contextId: u32): HttpContext {
    return new LanguageStream(contextId);
  }
}

class LanguageStream extends HttpContext {
  private chosen: string = '';

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const root = this.root as LanguageRoot;
    const header = request.headers.get('accept-language');
    this.chosen = root.choose(header == null ? '*' : header);
    request.headers.replace('x-page-language', this.chosen);
    request.headers.remove('accept-language');
    log.debug(`reads ${this.chosen}`);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    response.headers.replace('content-language', this.chosen);
    response.headers.add('vary', 'accept-language');
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new LanguageRoot(contextId));
