// Cookies (RFC 6265), imported from "proxy-wasm/cookie".

import { HeaderMap } from './headers';

/**
 * The value of a cookie of the request, or `null` when there is none of that name: `getCookie(request.headers, 'session')`.
 * Looks into all `cookie` headers; of cookies of one name the first counts. Works where the request headers can be read.
 */
export function getCookie(headers: HeaderMap, name: string): string | null {
  const lines = headers.values('cookie');
  for (let i = 0; i < lines.length; i++) {
    const cookies = parseCookies(lines[i]);
    for (let n = 0; n < cookies.length; n++) {
      if (cookies[n][0] == name) return cookies[n][1];
    }
  }
  return null;
}

/**
 * The cookies of one `cookie` header as `[name, value]` pairs, in order. A value may hold `=`; quotes around it are taken off; what
 * has no `=` is skipped. Names are case-sensitive, and nothing is decoded: see `percentDecode` of "proxy-wasm/url".
 */
export function parseCookies(header: string): string[][] {
  const pairs: string[][] = [];
  const parts = header.split(';');
  for (let i = 0; i < parts.length; i++) {
    const equals = parts[i].indexOf('=');
    if (equals < 0) continue;
    const name = trim(parts[i].substring(0, equals));
    if (name != '') pairs.push([name, unquote(trim(parts[i].substring(equals + 1)))]);
  }
  return pairs;
}

/** Which requests from other sites carry a cookie. */
export enum SameSite {
  /** Not said: browsers take it for `Lax`. */
  Default,
  /** Of requests from other sites, only links that are followed carry it. */
  Lax,
  /** No request from another site carries it. */
  Strict,
  /** All requests carry it. Browsers demand `secure` with it. */
  None,
}

/**
 * A cookie to set: `const cookie = new SetCookie('seen', '1'); cookie.path = '/';` and then, in `onResponseHeaders`,
 * `response.headers.add('set-cookie', cookie.toString())`.
 */
// @ts-ignore: decorator
@final
export class SetCookie {
  /** Paths that get the cookie: this one and those beneath; `""` leaves it to the browser. */
  path: string = '';
  /** Domain whose hosts get the cookie; `""` for this host alone. */
  domain: string = '';
  /** How long the browser keeps it, in seconds; 0 deletes it, -1 keeps it until the browser is closed. */
  maxAgeSeconds: i64 = -1;
  /** Only over HTTPS. */
  secure: bool = false;
  /** Hidden from scripts on the page. */
  httpOnly: bool = false;
  /** Which requests from other sites carry it. */
  sameSite: SameSite = SameSite.Default;

  constructor(
    /** The name: letters, digits and the signs that a header name may have. */
    readonly name: string,
    /** The value. Blanks, quotes, commas, semicolons, backslashes and what is not ASCII are not allowed: encode them. */
    readonly value: string,
  ) {}

  /** Whether all of it may stand in a header. What may not could add attributes or headers of its own. */
  get valid(): bool {
    return (
      this.name != '' &&
      onlyHas(this.name, '()<>@,;:\\"/[]?={} ') &&
      onlyHas(this.value, ' ",;\\') &&
      onlyHas(this.path, ';') &&
      onlyHas(this.domain, ';')
    );
  }

  /** The value of a `set-cookie` header; `""` when it is not `valid`. */
  toString(): string {
    if (!this.valid) return '';
    let text = this.name + '=' + this.value;
    if (this.maxAgeSeconds >= 0) text += '; Max-Age=' + this.maxAgeSeconds.toString();
    if (this.domain != '') text += '; Domain=' + this.domain;
    if (this.path != '') text += '; Path=' + this.path;
    if (this.secure) text += '; Secure';
    if (this.httpOnly) text += '; HttpOnly';
    if (this.sameSite == SameSite.Lax) text += '; SameSite=Lax';
    else if (this.sameSite == SameSite.Strict) text += '; SameSite=Strict';
    else if (this.sameSite == SameSite.None) text += '; SameSite=None';
    return text;
  }
}

/** Whether a text is printable ASCII without those characters. */
function onlyHas(text: string, forbidden: string): bool {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e || forbidden.includes(text.charAt(i))) return false;
  }
  return true;
}

/** Without blanks and tabs at both ends. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.substring(start, end);
}

function isBlank(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

function unquote(text: string): string {
  const quoted = text.length >= 2 && text.charCodeAt(0) == 0x22 && text.charCodeAt(text.length - 1) == 0x22;
  return quoted ? text.substring(1, text.length - 1) : text;
}
