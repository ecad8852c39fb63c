// Base64 and base64url (RFC 4648), imported from "proxy-wasm/base64". Decoding is strict: of all texts exactly one stands for some bytes.

import { encode, newBytes, pointerTo } from './memory';
import { decodeUtf8 } from './utf8';

/** The bytes as base64, padded with `=`. */
export function encodeBase64(bytes: ArrayBuffer): string {
  return write(bytes, false);
}

/** The UTF-8 of a text as base64, padded with `=`. */
export function encodeBase64Text(text: string): string {
  return write(encode(text), false);
}

/** The bytes as base64url: `-` and `_` in place of `+` and `/`, and no padding. */
export function encodeBase64Url(bytes: ArrayBuffer): string {
  return write(bytes, true);
}

/** The UTF-8 of a text as base64url, without padding. */
export function encodeBase64UrlText(text: string): string {
  return write(encode(text), true);
}

/** The bytes that base64 stands for; `null` for bad characters (blanks and line ends too), missing padding or stray bits in the end. */
export function decodeBase64(text: string): ArrayBuffer | null {
  return read(text, false);
}

/** The text that base64 stands for; `null` when `decodeBase64` gives none or the bytes are not UTF-8. */
export function decodeBase64Text(text: string): string | null {
  const bytes = read(text, false);
  return bytes != null ? decodeUtf8(bytes) : null;
}

/** The bytes that base64url stands for, as in a JWT; `null` for bad characters, any padding or stray bits in the end. */
export function decodeBase64Url(text: string): ArrayBuffer | null {
  return read(text, true);
}

/** The text that base64url stands for; `null` when `decodeBase64Url` gives none or the bytes are not UTF-8. */
export function decodeBase64UrlText(text: string): string | null {
  const bytes = read(text, true);
  return bytes != null ? decodeUtf8(bytes) : null;
}

function write(bytes: ArrayBuffer, url: bool): string {
  const size = bytes.byteLength;
  const groups = (size + 2) / 3;
  const units = url ? size + groups : groups << 2;
  const text = changetype<string>(__new(<usize>units << 1, idof<string>()));
  let at = changetype<usize>(text);
  const end = at + (<usize>units << 1);
  for (let i = 0; i < size; i += 3) {
    const ptr = pointerTo(bytes) + i;
    const left = size - i;
    let bits = <u32>load<u8>(ptr) << 16;
    if (left > 1) bits |= <u32>load<u8>(ptr, 1) << 8;
    if (left > 2) bits |= <u32>load<u8>(ptr, 2);
    for (let digit = 0; digit < 4 && at < end; digit++) {
      store<u16>(at, digit <= left ? unitOf((bits >> (18 - 6 * digit)) & 63, url) : 0x3d);
      at += 2;
    }
  }
  return text;
}

function read(text: string, url: bool): ArrayBuffer | null {
  let units = text.length;
  if (!url) {
    if (units & 3) return null;
    for (let padding = 0; padding < 2 && units > 0 && text.charCodeAt(units - 1) == 0x3d; padding++) units--;
  }
  const left = units & 3;
  if (left == 1) return null;
  const bytes = newBytes((units >> 2) * 3 + (left > 0 ? left - 1 : 0));
  let at = pointerTo(bytes);
  let bits: u32 = 0;
  for (let i = 0; i < units; i++) {
    const value = valueOf(text.charCodeAt(i), url);
    if (value < 0) return null;
    bits = (bits << 6) | value;
    if ((i & 3) != 3) continue;
    store<u8>(at, bits >> 16);
    store<u8>(at, bits >> 8, 1);
    store<u8>(at, bits, 2);
    at += 3;
  }
  if (left == 0) return bytes;
  bits <<= 24 - 6 * left;
  store<u8>(at, bits >> 16);
  if (left == 3) store<u8>(at, bits >> 8, 1);
  const stray = left == 3 ? bits & 0xff : bits & 0xffff;
  return stray == 0 ? bytes : null;
}

/** The character for six bits. */
function unitOf(value: u32, url: bool): u16 {
  if (value < 26) return <u16>(0x41 + value);
  if (value < 52) return <u16>(0x61 + value - 26);
  if (value < 62) return <u16>(0x30 + value - 52);
  if (value == 62) return url ? 0x2d : 0x2b;
  return url ? 0x5f : 0x2f;
}

/** The six bits of a character; -1 when it is none of the alphabet. */
function valueOf(unit: i32, url: bool): i32 {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52;
  if (unit == (url ? 0x2d : 0x2b)) return 62;
  return unit == (url ? 0x5f : 0x2f) ? 63 : -1;
}
