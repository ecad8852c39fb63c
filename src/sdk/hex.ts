// Hexadecimal, imported from "proxy-wasm/hex".

import { hexDigit, hexValue } from './hex-digits';
import { newBytes, pointerTo } from './memory';

const LOWER_A = 0x61;

/** The bytes in hexadecimal, two lower-case digits each. */
export function encodeHex(bytes: ArrayBuffer): string {
  const size = bytes.byteLength;
  const text = changetype<string>(__new(<usize>size << 2, idof<string>()));
  for (let i = 0; i < size; i++) {
    const byte = load<u8>(pointerTo(bytes) + i);
    const at = changetype<usize>(text) + (<usize>i << 2);
    store<u16>(at, hexDigit(byte >> 4, LOWER_A));
    store<u16>(at, hexDigit(byte & 15, LOWER_A), 2);
  }
  return text;
}

/** The bytes that digits of either case stand for; `null` when there is anything else or half a byte. */
export function decodeHex(text: string): ArrayBuffer | null {
  if (text.length & 1) return null;
  const bytes = newBytes(text.length >> 1);
  for (let i = 0; i < bytes.byteLength; i++) {
    const high = hexValue(text.charCodeAt(i << 1));
    const low = hexValue(text.charCodeAt((i << 1) + 1));
    if (high < 0 || low < 0) return null;
    store<u8>(pointerTo(bytes) + i, (high << 4) | low);
  }
  return bytes;
}
