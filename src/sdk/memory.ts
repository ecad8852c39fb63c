// How bytes cross the border: the out slots that hostcalls write to, taking over what the host allocated, and the latest status.

import { Status } from './types';
import { decodeLossy, sizeOfUtf8, writeUtf8 } from './utf8';

/** First out slot: a pointer, or a number of up to 64 bits. */
export const OUT: usize = memory.data(16, 8);
/** Second out slot: the size that belongs to the pointer in `OUT`. */
export const OUT_SIZE: usize = OUT + 4;
/** Third out slot. */
export const OUT_THIRD: usize = OUT + 8;

let latest: Status = Status.Ok;

/**
 * The status of the latest call to the host. After a reading call returned `null` or nothing, it tells
 * an absent value (`NotFound`) from one that cannot be reached here (`BadArgument`).
 */
export function lastStatus(): Status {
  return latest;
}

export function note(status: u32): Status {
  latest = status as Status;
  return latest;
}

// @ts-ignore: decorator
@inline
export function pointerTo(bytes: ArrayBuffer): usize {
  return changetype<usize>(bytes);
}

/** A new buffer of that size. */
export function newBytes(size: usize): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
}

/** The text as UTF-8. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. */
export function encode(text: string): ArrayBuffer {
  const bytes = newBytes(sizeOfText(text));
  writeText(text, pointerTo(bytes));
  return bytes;
}

/** Number of bytes that `writeText` writes. */
export function sizeOfText(text: string): usize {
  return sizeOfUtf8(changetype<usize>(text), text.length);
}

/** Writes a text as UTF-8 and returns the address behind it. */
export function writeText(text: string, at: usize): usize {
  return writeUtf8(changetype<usize>(text), text.length, at);
}

/** Takes the text that the host left in the out slots, and frees it. An empty one was never allocated: its pointer is 0. */
export function takeText(): string {
  const ptr = load<usize>(OUT);
  const text = decodeLossy(ptr, load<usize>(OUT_SIZE));
  release(ptr);
  return text;
}

/** As {@link takeText}, without decoding. */
export function takeBytes(): ArrayBuffer {
  const ptr = load<usize>(OUT);
  const size = load<usize>(OUT_SIZE);
  const bytes = newBytes(size);
  memory.copy(pointerTo(bytes), ptr, size);
  release(ptr);
  return bytes;
}

export function release(ptr: usize): void {
  if (ptr != 0) heap.free(ptr);
}
