// The guest's memory with every access checked. Views are made anew when the memory has grown, because growing detaches them.

import { type ByteString, lowerCase, toByteString } from '#abi/byte-string.ts';

/** A guest asks for the same few names again and again: short texts are kept, found by their bytes. */
const KEPT_TEXTS = 1024;
const LONGEST_KEPT_TEXT = 64;
/** Below this a loop over the characters is faster than what the engine has for it. */
const SHORT = 32;

export class GuestMemory {
  readonly #memory: WebAssembly.Memory;
  /** Views of shared memory are never detached, so they must be compared instead. */
  readonly #isShared: boolean;
  #bytes: Uint8Array;
  #view: DataView;
  readonly #texts: ByteString[] = Array<ByteString>(KEPT_TEXTS).fill('');
  readonly #names: ByteString[] = Array<ByteString>(KEPT_TEXTS).fill('');

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#isShared = !(memory.buffer instanceof ArrayBuffer);
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  /** The bytes as they are now. A detached view has no length. */
  #now(): Uint8Array {
    if (this.#bytes.length === 0 || this.#isShared) this.#renew();
    return this.#bytes;
  }

  #renew(): void {
    if (this.#bytes.buffer === this.#memory.buffer) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }

  get sizeBytes(): number {
    return this.#now().length;
  }

  holds(at: number, size: number): boolean {
    return at + size <= this.#now().length;
  }

  /** A copy of the bytes, or null when they are not all inside. */
  read(at: number, size: number): Uint8Array | null {
    const bytes = this.#now();
    return at + size <= bytes.length ? bytes.slice(at, at + size) : null;
  }

  readText(at: number, size: number): ByteString | null {
    const bytes = this.#now();
    if (at + size > bytes.length) return null;
    if (size > LONGEST_KEPT_TEXT) return toByteString(bytes.subarray(at, at + size));
    return this.#texts[this.#slotOf(bytes, at, size)] ?? '';
  }

  /** A text in small letters. */
  readName(at: number, size: number): ByteString | null {
    const bytes = this.#now();
    if (at + size > bytes.length) return null;
    if (size > LONGEST_KEPT_TEXT) return lowerCase(toByteString(bytes.subarray(at, at + size)));
    return this.#names[this.#slotOf(bytes, at, size)] ?? '';
  }

  /** Where the text is kept, which it is from now on. */
  #slotOf(bytes: Uint8Array, at: number, size: number): number {
    let slot = size;
    for (let i = at; i < at + size; i++) slot = (Math.imul(slot, 31) + (bytes[i] ?? 0)) | 0;
    slot &= KEPT_TEXTS - 1;
    if (holdsText(bytes, at, size, this.#texts[slot] ?? '')) return slot;
    const text = toByteString(bytes.subarray(at, at + size));
    this.#texts[slot] = text;
    this.#names[slot] = lowerCase(text);
    return slot;
  }

  readU32(at: number): number | null {
    if (!this.holds(at, 4)) return null;
    return this.#view.getUint32(at, true);
  }

  write(at: number, bytes: Uint8Array): boolean {
    const target = this.#now();
    if (at + bytes.length > target.length) return false;
    if (bytes.length > SHORT) target.set(bytes, at);
    else for (let i = 0; i < bytes.length; i++) target[at + i] = bytes[i] ?? 0;
    return true;
  }

  writeText(at: number, text: ByteString): boolean {
    const target = this.#now();
    if (at + text.length > target.length) return false;
    for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i);
    return true;
  }

  writeU32(at: number, value: number): boolean {
    if (!this.holds(at, 4)) return false;
    this.#view.setUint32(at, value, true);
    return true;
  }

  writeU64(at: number, value: bigint): boolean {
    if (!this.holds(at, 8)) return false;
    this.#view.setBigUint64(at, BigInt.asUintN(64, value), true);
    return true;
  }
}

function holdsText(bytes: Uint8Array, at: number, size: number, text: ByteString): boolean {
  if (text.length !== size) return false;
  for (let i = 0; i < size; i++) if (text.charCodeAt(i) !== bytes[at + i]) return false;
  return true;
}
