// How a message in a Project looks on the wire: the pieces of its body and when they arrive, and the header that frames it.

import { byteStringOf, concatBytes, utf8 } from '#abi/byte-string.ts';
import { decodeBase64 } from '#abi/base64.ts';
import type { Pair } from '#abi/pairs.ts';
import type { Body } from '#project/schema.ts';

/** Envoy hands a body on in pieces of at most what its connection buffers. */
const READ_BYTES = 1024 * 1024;
export const LINE_BREAK_BYTES = 2;

export interface WirePiece {
  bytes: Uint8Array;
  /** After the piece before, or after the headers. */
  delayMs: number;
}

export interface WireBody {
  pieces: WirePiece[];
  sizeBytes: number;
  /** The header that says where the body ends, unless the person's own headers say so; null when there is no body. */
  framing: Pair | null;
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  if (times === 1) return bytes;
  const result = new Uint8Array(bytes.length * times);
  for (let i = 0; i < times; i++) result.set(bytes, i * bytes.length);
  return result;
}

/**
 * Pieces without a delay between them are one piece; a piece larger than a read is cut. The head of the message, whose start line has
 * `startLineBytes` with its line break, takes its room in the first read, and so does the line with the size of a chunk.
 */
export function wireBody(
  body: Body,
  headers: readonly (readonly [string, string])[],
  hasTrailers: boolean,
  startLineBytes: number,
): WireBody {
  const merged: WirePiece[] = [];
  for (const chunk of body.chunks) {
    const data =
      body.encoding === 'text' ? utf8(chunk.data) : (decodeBase64(chunk.data) ?? new Uint8Array());
    const bytes = repeated(data, chunk.repeat);
    const last = merged.at(-1);
    if (bytes.length === 0 && chunk.delayMs === 0) continue;
    if (last !== undefined && chunk.delayMs === 0) last.bytes = concatBytes([last.bytes, bytes]);
    else merged.push({ bytes, delayMs: chunk.delayMs });
  }
  const sizeBytes = merged.reduce((sum, piece) => sum + piece.bytes.length, 0);
  const named = (name: string): boolean => headers.some(([key]) => key.toLowerCase() === name);
  let framing: Pair | null = null;
  if (!named('content-length') && !named('transfer-encoding')) {
    const chunked =
      body.framing === 'chunked' ||
      (body.framing === 'auto' && (hasTrailers || body.chunks.length > 1));
    if (chunked) framing = ['transfer-encoding', 'chunked'];
    else if (sizeBytes > 0 || body.framing === 'content-length')
      framing = ['content-length', byteStringOf(String(sizeBytes))];
  }
  const lines = framing === null ? headers : [...headers, framing];
  const headBytes = headSize(startLineBytes, lines) + LINE_BREAK_BYTES;
  const isChunked = framing?.[0] === 'transfer-encoding' || named('transfer-encoding');
  const pieces = merged.flatMap((piece) => {
    const sizeLine = isChunked ? piece.bytes.length.toString(16).length + LINE_BREAK_BYTES : 0;
    return cut(piece, (piece.delayMs === 0 ? headBytes : 0) + sizeLine);
  });
  return { pieces, sizeBytes, framing };
}

/** Of the start line, with its line break, and the lines of the headers. */
export const headSize = (
  startLineBytes: number,
  lines: readonly (readonly [string, string])[],
): number =>
  lines.reduce(
    (sum, [name, value]) => sum + `${name}: ${value}`.length + LINE_BREAK_BYTES,
    startLineBytes,
  );

function cut(piece: WirePiece, headBytes: number): WirePiece[] {
  const pieces: WirePiece[] = [];
  const first = Math.max(1, READ_BYTES - headBytes);
  for (let at = 0; at < piece.bytes.length; ) {
    const size = at === 0 ? first : READ_BYTES;
    pieces.push({
      bytes: piece.bytes.subarray(at, at + size),
      delayMs: at === 0 ? piece.delayMs : 0,
    });
    at += size;
  }
  return pieces.length === 0 ? [piece] : pieces;
}

/** Headers as they count on the wire: names in small letters, values without the blanks around them. */
export function wirePairs(pairs: readonly (readonly [string, string])[]): Pair[] {
  return pairs.map(([name, value]) => [
    byteStringOf(name.toLowerCase()),
    byteStringOf(value.trim()),
  ]);
}
