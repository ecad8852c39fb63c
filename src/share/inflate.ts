// Unpacks what stands in a link, and stops in time when it swells beyond what any project needs.

import { Inflate } from 'fflate';

/** Of a project's JSON as UTF-8, both when a link is made and when it is read. */
export const mostBytes = 1_048_576;

/** One byte can stand for a thousand, so not much more than {@link mostBytes} is ever made. */
const pieceBytes = 256;

export type Inflated = { status: 'whole'; text: string } | { status: 'damaged' | 'too-large' };

export function inflate(bytes: Uint8Array, dictionary: Uint8Array): Inflated {
  const made = { parts: [] as Uint8Array[], bytes: 0, ended: false };
  const stream = new Inflate({ dictionary }, (part, final) => {
    made.parts.push(part);
    made.bytes += part.length;
    made.ended = final;
  });
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      stream.push(bytes.slice(at, at + pieceBytes), at + pieceBytes >= bytes.length);
      if (made.bytes > mostBytes) return { status: 'too-large' };
    }
    return made.ended
      ? { status: 'whole', text: utf8(made.parts, made.bytes) }
      : { status: 'damaged' };
  } catch {
    return { status: 'damaged' };
  }
}

/** Throws when it is no UTF-8. */
function utf8(parts: Uint8Array[], size: number): string {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
}
