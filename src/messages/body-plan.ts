// The pieces in which a body is sent: how large, when, and how to cut it anew.

import { decodeBase64, encodeBase64 } from '#abi/base64.ts';
import type { Body } from '#project/schema.ts';
import { mostBodyBytes } from './message.ts';
import { bad, type Checked, good } from './rules.ts';

/** As many as the Project's schema allows. */
export const mostPieces = 1000;

export interface Piece {
  bytes: number;
  /** Virtual time after the headers. */
  atMs: number;
}

/** Repetitions of a chunk arrive together: they are one piece here. */
export function bodyPieces(body: Body): Piece[] {
  let atMs = 0;
  return body.chunks.map((chunk) => {
    atMs += chunk.delayMs;
    const once =
      body.encoding === 'base64'
        ? base64Bytes(chunk.data)
        : new TextEncoder().encode(chunk.data).length;
    return { bytes: once * chunk.repeat, atMs };
  });
}

function base64Bytes(text: string): number {
  return Math.floor((text.replace(/[=\s]/g, '').length * 3) / 4);
}

export function bodyBytes(body: Body): number {
  return bodyPieces(body).reduce((sum, piece) => sum + piece.bytes, 0);
}

/** The same bytes in `count` pieces of about one size, `apartMs` from each other. */
export function cutByCount(body: Body, count: number, apartMs: number): Checked<Body> {
  const total = bodyBytes(body);
  if (count > Math.max(1, total)) {
    return bad(`The body has ${total} bytes: it cannot be cut into ${count} pieces.`);
  }
  return cut(body, (index) => Math.round(((index + 1) * total) / count), apartMs);
}

/** The same bytes in pieces of `size`, the last with what is left. */
export function cutBySize(body: Body, size: number, apartMs: number): Checked<Body> {
  const count = Math.ceil(bodyBytes(body) / size);
  if (count > mostPieces) {
    return bad(`That would be ${count} pieces; a body has at most ${mostPieces}.`);
  }
  return cut(body, (index) => (index + 1) * size, apartMs);
}

/** The same pieces, all but the first `apartMs` after the one before. */
export function withDelays(body: Body, apartMs: number): Body {
  return {
    ...body,
    chunks: body.chunks.map((chunk, index) =>
      index === 0 ? chunk : { ...chunk, delayMs: apartMs },
    ),
  };
}

function cut(body: Body, endOf: (index: number) => number, apartMs: number): Checked<Body> {
  if (bodyBytes(body) > mostBodyBytes) {
    return bad('Bodies up to 1 MB can be cut; this one is larger, so edit its pieces by hand.');
  }
  const bytes = allBytes(body);
  if (bytes === null) return bad('The base64 of the body does not hold; mend it first.');
  const first = body.chunks[0]?.delayMs ?? 0;
  const chunks: Body['chunks'] = [];
  let from = 0;
  for (let index = 0; from < bytes.length; index++) {
    let to = Math.min(endOf(index), bytes.length);
    // Text is cut between characters only: half of one is no text.
    if (body.encoding === 'text') while (isContinuation(bytes[to])) to++;
    if (to <= from) continue;
    const piece = bytes.subarray(from, to);
    const data =
      body.encoding === 'base64'
        ? encodeBase64(piece)
        : new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece);
    chunks.push({ data, delayMs: chunks.length === 0 ? first : apartMs, repeat: 1 });
    from = to;
  }
  if (chunks.length === 0) chunks.push({ data: '', delayMs: first, repeat: 1 });
  return good({ ...body, chunks });
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function allBytes(body: Body): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (const { data, repeat } of body.chunks) {
    const bytes = body.encoding === 'base64' ? decodeBase64(data) : new TextEncoder().encode(data);
    if (bytes === null) return null;
    for (let count = 0; count < repeat; count++) parts.push(bytes);
  }
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The same pieces in the other encoding; null when a piece is no text. */
export function recoded(body: Body, encoding: Body['encoding']): Body | null {
  if (body.encoding === encoding) return body;
  const chunks: Body['chunks'] = [];
  for (const chunk of body.chunks) {
    const data =
      encoding === 'base64'
        ? encodeBase64(new TextEncoder().encode(chunk.data))
        : textOf(decodeBase64(chunk.data));
    if (data === null) return null;
    chunks.push({ ...chunk, data });
  }
  return { ...body, encoding, chunks };
}

/** A body of these bytes, as text where they are text. */
export function bodyOfBytes(body: Body, bytes: Uint8Array): Body {
  const text = textOf(bytes);
  const encoding = text === null || text.includes('\0') ? 'base64' : 'text';
  const data = encoding === 'text' && text !== null ? text : encodeBase64(bytes);
  return { ...body, encoding, chunks: [{ data, delayMs: 0, repeat: 1 }] };
}

function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
