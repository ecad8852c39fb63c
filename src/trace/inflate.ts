// Undoes what hides a body: gzip and deflate, in bounded memory. Loaded when there is something to undo.

import { Decompress } from 'fflate';

export type Inflated =
  /** `truncated`: there is more, or the end never came. */
  { ok: true; bytes: Uint8Array<ArrayBuffer>; truncated: boolean } | { ok: false; why: string };

/** Codings that can be undone here. */
export const inflatable: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate']);

/** Stops after `limit` bytes, however much there is: a small body may hold gigabytes. */
export function inflate(bytes: Uint8Array, limit: number): Inflated {
  const made = { bytes: new Uint8Array(limit), size: 0, ended: false };
  const stream = new Decompress((part, final) => {
    const room = part.subarray(0, limit - made.size);
    made.bytes.set(room, made.size);
    made.size += room.length;
    made.ended = final;
  });
  try {
    // In small pieces, so that not much more than the limit is ever made.
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      stream.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length);
      if (made.size === limit) break;
    }
  } catch (error) {
    // What came before the damage is still worth showing.
    if (made.size === 0)
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
  const truncated = !made.ended || made.size === limit;
  return { ok: true, bytes: made.bytes.slice(0, made.size), truncated };
}

const pieceBytes = 1024;
