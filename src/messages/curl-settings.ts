// What the options of one curl command come to: the lines that curl sends, in the order in which it sends them.

import { encodeBase64 } from '#abi/base64.ts';
import type { Request } from '#project/schema.ts';
import { encodeForm } from './form-text.ts';
import { type FormPart, formPart, multipart, namedPart } from './multipart.ts';
import { type FoundMessage, textBody, type UrlParts, urlParts } from './message.ts';
import { bad, type Checked, good, type HeaderPair } from './rules.ts';

const formType = 'application/x-www-form-urlencoded';

export class CurlSettings {
  private readonly urls: string[] = [];
  private readonly headers: HeaderPair[] = [];
  /** Headers that curl sends by itself; those in `removed` were taken away by `-H 'name:'`. */
  private readonly own = new Map<string, string>();
  private readonly removed = new Set<string>();
  private readonly cookies: string[] = [];
  private readonly parts: FormPart[] = [];
  private readonly notes: string[] = [];
  private readonly idle: string[] = [];
  private readonly queries: string[] = [];
  private method: string | null = null;
  private target: string | null = null;
  private data: string | null = null;
  private json = false;
  private get = false;
  private head = false;
  private upload = false;

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  addUrl(url: string): void {
    this.urls.push(url);
  }

  setFlag(name: string, written: string): void {
    if (name === 'get') this.get = true;
    else if (name === 'head') this.head = true;
    else if (name === 'compressed') this.own.set('accept-encoding', 'deflate, gzip, br, zstd');
    else this.idle.push(written);
  }

  setValue(name: string, value: string, written: string): void {
    const set = this.setters[name];
    if (set === undefined) this.idle.push(`${written} ${value}`);
    else set(value, written);
  }

  private readonly setters: Partial<Record<string, (value: string, written: string) => void>> = {
    url: (value) => this.addUrl(value),
    'url-query': (value) =>
      this.queries.push(value.startsWith('+') ? value.slice(1) : encodedData(value)),
    request: (value) => (this.method = value),
    'request-target': (value) => (this.target = value),
    header: (value) => this.addHeader(value),
    data: (value, written) => this.addData(value, written),
    'data-ascii': (value, written) => this.addData(value, written),
    'data-binary': (value, written) => this.addData(value, written),
    'data-raw': (value) => this.addText(value, '&'),
    'data-urlencode': (value, written) => {
      const at = value.search(/[=@]/);
      if (at >= 0 && value.charAt(at) === '@') this.addFile(value.slice(at + 1), written);
      else this.addText(encodedData(value), '&');
    },
    json: (value, written) => {
      this.json = true;
      if (value.startsWith('@')) this.addFile(value.slice(1), written);
      else this.addText(value, '');
    },
    form: (value, written) => {
      if (/^[^=]*=[@<]/.test(value)) this.noteFile(value.replace(/^[^=]*=[@<]/, ''), written);
      else this.parts.push(formPart(value));
    },
    'form-string': (value) => this.parts.push(namedPart(value)),
    user: (value) => this.setUser(value),
    'oauth2-bearer': (value) => this.own.set('authorization', `Bearer ${value}`),
    cookie: (value, written) => {
      if (value.includes('=')) this.cookies.push(value);
      else this.noteFile(value, written, 'add its cookies as a header instead');
    },
    'user-agent': (value) => this.own.set('user-agent', value),
    referer: (value) => this.own.set('referer', value),
    range: (value) => this.own.set('range', `bytes=${value}`),
    'upload-file': (value, written) => {
      this.upload = true;
      this.noteFile(value, written);
    },
  };

  private setUser(value: string): void {
    if (!value.includes(':'))
      this.note('The password of -u is asked for by curl; it is empty here.');
    const bytes = new TextEncoder().encode(value.includes(':') ? value : `${value}:`);
    this.own.set('authorization', `Basic ${encodeBase64(bytes)}`);
  }

  private noteFile(
    file: string,
    written: string,
    cure = 'choose a file at the body instead',
  ): void {
    const what = file === '-' ? 'What is piped into curl' : `The file ${file}`;
    this.note(`${what} (${written}) is not read here; ${cure}.`);
  }

  /** There is a body, whatever is in it: method and content type are those of one. */
  private addFile(file: string, written: string): void {
    this.data ??= '';
    this.noteFile(file, written);
  }

  private addData(value: string, written: string): void {
    if (value.startsWith('@')) this.addFile(value.slice(1), written);
    else this.addText(value, '&');
  }

  private addText(text: string, between: string): void {
    this.data = this.data === null ? text : `${this.data}${between}${text}`;
  }

  private addHeader(line: string): void {
    if (line.startsWith('@')) {
      this.noteFile(line.slice(1), '-H', 'add its lines as headers instead');
      return;
    }
    const empty = /^\s*([^:;]+);\s*$/.exec(line);
    const pair = /^\s*([^:]+):(.*)$/s.exec(line);
    if (empty !== null) this.headers.push([(empty[1] ?? '').trim(), '']);
    else if (pair === null)
      this.note(`The header ${JSON.stringify(line)} has no colon; curl leaves it out.`);
    else {
      const name = (pair[1] ?? '').trim();
      const value = (pair[2] ?? '').trim();
      if (value === '') this.removed.add(name.toLowerCase());
      else this.headers.push([name, value]);
    }
  }

  messages(): Checked<FoundMessage[]> {
    if (this.urls.length === 0) return bad('The curl command has no URL.');
    if (this.idle.length > 0) this.note(`Without part in the request: ${this.idle.join(', ')}.`);
    const found: FoundMessage[] = [];
    for (const url of this.urls) {
      const parts = urlParts(url);
      if (parts === null) return bad(`${JSON.stringify(url)} is no URL of http or https.`);
      if (parts.user !== null && !this.own.has('authorization')) this.setUser(parts.user);
      found.push({ request: this.request(parts), answer: null, notes: [...this.notes] });
    }
    return good(found);
  }

  private request(url: UrlParts): Request {
    const form = this.parts.length === 0 ? null : multipart(this.parts);
    const text = this.get ? null : (form?.text ?? this.data);
    const given = new Set(this.headers.map(([name]) => name.toLowerCase()));
    const host = this.headers.findLast(([name]) => name.toLowerCase() === 'host')?.[1];
    const chunked = this.headers.some(
      ([name, value]) =>
        name.toLowerCase() === 'transfer-encoding' && value.toLowerCase() === 'chunked',
    );
    const isLeft = ([name, value]: HeaderPair): boolean =>
      value !== '' && !given.has(name) && !this.removed.has(name);

    const before: HeaderPair[] = [
      ['authorization', this.own.get('authorization') ?? ''],
      ['range', this.own.get('range') ?? ''],
      ['user-agent', this.own.get('user-agent') ?? 'curl/8.10.1'],
      ['accept', this.json ? '' : '*/*'],
      ['accept-encoding', this.own.get('accept-encoding') ?? ''],
      ['referer', this.own.get('referer') ?? ''],
      ['cookie', this.cookies.join(';')],
    ];
    const type = form?.type ?? (this.json ? 'application/json' : text === null ? '' : formType);
    const after: HeaderPair[] = [
      ['content-type', type],
      ['accept', this.json ? 'application/json' : ''],
    ];
    const query = [...this.queries, ...(this.get && this.data !== null ? [this.data] : [])];
    return {
      method: this.method ?? this.usualMethod(text),
      scheme: url.scheme,
      authority: host ?? url.authority,
      path: this.target ?? withQuery(url.path, query),
      headers: [
        ...before.filter(isLeft),
        ...this.headers.filter(
          ([name]) =>
            name.toLowerCase() !== 'host' &&
            !(chunked && name.toLowerCase() === 'transfer-encoding'),
        ),
        ...after.filter(isLeft),
      ],
      body: { ...textBody(text), framing: chunked ? 'chunked' : 'auto' },
      trailers: [],
    };
  }

  private usualMethod(text: string | null): string {
    if (this.head) return 'HEAD';
    if (this.upload) return 'PUT';
    return text === null ? 'GET' : 'POST';
  }
}

function withQuery(path: string, parts: readonly string[]): string {
  if (parts.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`;
}

/** As `--data-urlencode` does: `content`, `=content` and `name=content`. */
function encodedData(value: string): string {
  const at = value.indexOf('=');
  const name = at > 0 ? `${value.slice(0, at)}=` : '';
  return name + encodeForm(value.slice(at + 1));
}
