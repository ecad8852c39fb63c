// Header names and values are bytes, not text. A byte string holds one byte per character (0–255), which keeps every byte,
// compares fast and never depends on whether the bytes are UTF-8.

export type ByteString = string;

const encoder = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const CHUNK = 8192;

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

export function toByteString(bytes: Uint8Array): ByteString {
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return text;
}

export function fromByteString(text: ByteString): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** ASCII letters in small, as Envoy writes header names; no other byte is changed. */
export function lowerCase(text: ByteString): ByteString {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code <= 90)
      return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return text;
}

/** The UTF-8 bytes of `text`, as a byte string. */
export function byteStringOf(text: string): ByteString {
  return isAscii(text) ? text : toByteString(encoder.encode(text));
}

/** For people: UTF-8 decoded, U+FFFD for what is not UTF-8. */
export function textOf(bytes: ByteString): string {
  return isAscii(bytes) ? bytes : lenient.decode(fromByteString(bytes));
}

/** UTF-8 decoded, or null when the bytes are not UTF-8. */
export function utf8OrNull(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

export function decodeUtf8(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
