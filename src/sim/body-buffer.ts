// Bytes of a body on their way through the filters, with the ways of changing them that Envoy gives a filter.

import { concatBytes } from '#abi/byte-string.ts';

const nothing = new Uint8Array();

export class BodyBuffer {
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array = nothing) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Appends the bytes of another buffer, which is empty afterwards. */
  moveFrom(other: BodyBuffer): void {
    this.#bytes =
      this.#bytes.length === 0 ? other.#bytes : concatBytes([this.#bytes, other.#bytes]);
    other.#bytes = nothing;
  }

  take(): Uint8Array {
    const bytes = this.#bytes;
    this.#bytes = nothing;
    return bytes;
  }

  /**
   * `proxy_set_buffer_bytes`: at the start, the first `size` bytes give way to the new ones; at or behind the end, they are appended.
   * False in the middle, where Envoy refuses.
   */
  splice(start: number, size: number, bytes: Uint8Array): boolean {
    if (start === 0) this.#bytes = concatBytes([bytes, this.#bytes.subarray(size)]);
    else if (start >= this.#bytes.length) this.#bytes = concatBytes([this.#bytes, bytes]);
    else return false;
    return true;
  }
}

/** The first bytes of everything that passed a place, and how many there were. */
export class BodyCapture {
  static readonly LIMIT_BYTES = 65_536;
  #parts: Uint8Array[] = [];
  #held = 0;
  #declaredBytes = 0;
  sizeBytes = 0;

  /** The receiver was told the size beforehand, by a `content-length`. One that is no number is never reached. */
  declare(contentLength: string | null): void {
    if (contentLength === null) return;
    this.#declaredBytes = /^\d+$/.test(contentLength) ? Number(contentLength) : Infinity;
  }

  /** False while the receiver waits for bytes that were declared. */
  get whole(): boolean {
    return this.sizeBytes >= this.#declaredBytes;
  }

  /** True when a size was declared and that much has come. */
  get reachedDeclared(): boolean {
    return this.#declaredBytes > 0 && this.whole;
  }

  add(bytes: Uint8Array): void {
    this.sizeBytes += bytes.length;
    const room = BodyCapture.LIMIT_BYTES - this.#held;
    if (room <= 0 || bytes.length === 0) return;
    const part = bytes.slice(0, room);
    this.#parts.push(part);
    this.#held += part.length;
  }

  head(): Uint8Array {
    return concatBytes(this.#parts);
  }
}
