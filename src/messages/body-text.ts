// A body as one text, and a change of that text carried over to the pieces in which the body is sent.

import type { Body } from '#project/schema.ts';

export type BodyText = { ok: true; text: string } | { ok: false; why: string };

/** The text of all pieces, or why it cannot stand in a text field as a whole. */
export function bodyText(body: Body): BodyText {
  if (body.chunks.length === 0) return { ok: true, text: '' };
  if (body.encoding === 'base64') return { ok: false, why: 'it is base64' };
  if (body.chunks.some((chunk) => chunk.repeat > 1)) {
    return { ok: false, why: 'it has repeated pieces' };
  }
  const text = body.chunks.map((chunk) => chunk.data).join('');
  if (text.includes('\r')) return { ok: false, why: 'it has carriage returns' };
  return { ok: true, text };
}

/** The body with another text. Cuts between pieces stay where they were, before and behind the place that changed. */
export function withBodyText(body: Body, text: string): Body {
  const before = body.chunks.map((chunk) => chunk.data).join('');
  if (text === before) return body;
  if (body.chunks.length === 0) {
    return { ...body, encoding: 'text', chunks: [{ data: text, delayMs: 0, repeat: 1 }] };
  }
  const start = sameStart(before, text);
  const end = sameEnd(before, text, start);
  const grown = text.length - before.length;
  const moved = (cut: number): number => {
    if (cut <= start) return cut;
    return cut >= before.length - end ? cut + grown : start;
  };

  let at = 0;
  let from = 0;
  const chunks = body.chunks.flatMap((chunk, index) => {
    at += chunk.data.length;
    const to = index === body.chunks.length - 1 ? text.length : moved(at);
    const data = text.slice(from, to);
    from = to;
    return data === '' && chunk.data !== '' ? [] : [{ ...chunk, data }];
  });
  return { ...body, chunks };
}

/** How many characters both begin with; a pair of surrogates is not parted. */
function sameStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at++;
  return at > 0 && isHighSurrogate(one.charCodeAt(at - 1)) ? at - 1 : at;
}

function sameEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count > 0 && isLowSurrogate(one.charCodeAt(one.length - count)) ? count - 1 : count;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
