// Paths, queries and percent-encoding (RFC 3986), imported from "proxy-wasm/url".

import { hexDigit, hexValue } from './hex-digits';
import { encode, newBytes, pointerTo } from './memory';
import { decodeLossy, decodeUtf8 } from './utf8';

const PERCENT: u8 = 0x25;
/** RFC 3986 asks for digits in upper case. */
const UPPER_A = 0x41;

/** The path of a `:path` header, without its query: `/a` of `/a?b=c`. Still percent-encoded. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.substring(0, mark);
}

/** The query of a `:path` header, without its `?`: `b=c` of `/a?b=c`; `""` when there is none. Still percent-encoded. */
export function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.substring(mark + 1);
}

/**
 * The parameters of a query as decoded `[name, value]` pairs, in order. Reads whatever a client sends, as a browser does: `+` is a
 * blank, a bad escape stays as it is, bytes that are not UTF-8 show as U+FFFD, a name without `=` has the value `""`.
 */
export function parseQuery(query: string): string[][] {
  const pairs: string[][] = [];
  const parts = query.split('&');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part == '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.substring(0, equals);
    pairs.push([decodeParameter(name), equals < 0 ? '' : decodeParameter(part.substring(equals + 1))]);
  }
  return pairs;
}

/** The first value of that name in a query such as `queryOf(path)`, decoded; `null` when there is none. */
export function queryValue(query: string, name: string): string | null {
  const pairs = parseQuery(query);
  for (let i = 0; i < pairs.length; i++) {
    if (pairs[i][0] == name) return pairs[i][1];
  }
  return null;
}

/** The query of `[name, value]` pairs, percent-encoded and without `?`. */
export function formatQuery(pairs: string[][]): string {
  const parts: string[] = [];
  for (let i = 0; i < pairs.length; i++) parts.push(percentEncode(pairs[i][0]) + '=' + percentEncode(pairs[i][1]));
  return parts.join('&');
}

/** The text with everything but letters, digits, `-`, `.`, `_` and `~` as `%XX` of its UTF-8: safe in any part of a URL. */
export function percentEncode(text: string): string {
  const bytes = encode(text);
  const size = bytes.byteLength;
  // Three units per byte are always enough; the rest is cut off at the end.
  const encoded = changetype<string>(__new(<usize>size * 6, idof<string>()));
  const start = changetype<usize>(encoded);
  let at = start;
  for (let i = 0; i < size; i++) {
    const byte = load<u8>(pointerTo(bytes) + i);
    if (isUnreserved(byte)) {
      store<u16>(at, byte);
      at += 2;
      continue;
    }
    store<u16>(at, PERCENT);
    store<u16>(at, hexDigit(byte >> 4, UPPER_A), 2);
    store<u16>(at, hexDigit(byte & 15, UPPER_A), 4);
    at += 6;
  }
  return changetype<string>(__renew(start, at - start));
}

/** The text with each `%XX` decoded; `null` when an escape is broken or the result is not UTF-8. `+` stays a plus. */
export function percentDecode(text: string): string | null {
  const bytes = encode(text);
  for (let i = 0; i < bytes.byteLength; i++) {
    if (load<u8>(pointerTo(bytes) + i) == PERCENT && escapedAt(bytes, i) < 0) return null;
  }
  return decodeUtf8(unescape(bytes));
}

function decodeParameter(text: string): string {
  const bytes = encode(text);
  for (let i = 0; i < bytes.byteLength; i++) {
    const at = pointerTo(bytes) + i;
    if (load<u8>(at) == 0x2b) store<u8>(at, 0x20);
  }
  const plain = unescape(bytes);
  return decodeLossy(pointerTo(plain), plain.byteLength);
}

/** The bytes with each good escape decoded. */
function unescape(bytes: ArrayBuffer): ArrayBuffer {
  const plain = newBytes(bytes.byteLength);
  let size = 0;
  for (let i = 0; i < bytes.byteLength; i++) {
    let byte = load<u8>(pointerTo(bytes) + i);
    const escaped = byte == PERCENT ? escapedAt(bytes, i) : -1;
    if (escaped >= 0) {
      byte = <u8>escaped;
      i += 2;
    }
    store<u8>(pointerTo(plain) + size++, byte);
  }
  return plain.slice(0, size);
}

/** The byte that the escape at that place stands for; -1 when it is none. */
function escapedAt(bytes: ArrayBuffer, place: i32): i32 {
  if (place + 2 >= bytes.byteLength) return -1;
  const high = hexValue(load<u8>(pointerTo(bytes) + place, 1));
  const low = hexValue(load<u8>(pointerTo(bytes) + place, 2));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

function isUnreserved(byte: u8): bool {
  const letter = byte | 0x20;
  if (letter >= 0x61 && letter <= 0x7a) return byte < 0x80;
  return (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x7e;
}
