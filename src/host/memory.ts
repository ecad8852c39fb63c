// The guest's memory with every access checked. Views are made anew when the memory has grown, because growing detaches them.

import { type ByteString, toByteString } from '#abi/byte-string.ts';

export class GuestMemory {
  #memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  #refresh(): void {
    if (this.#bytes.buffer === this.#memory.buffer) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }

  get sizeBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  holds(at: number, size: number): boolean {
    return at + size <= this.#memory.buffer.byteLength;
  }

  /** A copy of the bytes, or null when they are not all inside. */
  read(at: number, size: number): Uint8Array | null {
    if (!this.holds(at, size)) return null;
    this.#refresh();
    return this.#bytes.slice(at, at + size);
  }

  readByteString(at: number, size: number): ByteString | null {
    if (!this.holds(at, size)) return null;
    this.#refresh();
    if (size > 48) return toByteString(this.#bytes.subarray(at, at + size));
    let text = '';
    for (let i = at; i < at + size; i++) text += String.fromCharCode(this.#bytes[i] ?? 0);
    return text;
  }

  readU32(at: number): number | null {
    if (!this.holds(at, 4)) return null;
    this.#refresh();
    return this.#view.getUint32(at, true);
  }

  write(at: number, bytes: Uint8Array): boolean {
    if (!this.holds(at, bytes.length)) return false;
    this.#refresh();
    this.#bytes.set(bytes, at);
    return true;
  }

  writeU32(at: number, value: number): boolean {
    if (!this.holds(at, 4)) return false;
    this.#refresh();
    this.#view.setUint32(at, value, true);
    return true;
  }

  writeU64(at: number, value: bigint): boolean {
    if (!this.holds(at, 8)) return false;
    this.#refresh();
    this.#view.setBigUint64(at, BigInt.asUintN(64, value), true);
    return true;
  }
}
