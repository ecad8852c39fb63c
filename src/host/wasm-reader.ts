// Reads the primitives of the wasm binary format: LEB128 numbers, names, value types. Throws WasmSyntaxError at the end of the bytes.

import { decodeUtf8 } from '#abi/byte-string.ts';

export class WasmSyntaxError extends Error {}

const valueTypes: Readonly<Record<number, string>> = {
  0x7f: 'i32',
  0x7e: 'i64',
  0x7d: 'f32',
  0x7c: 'f64',
  0x7b: 'v128',
  0x70: 'funcref',
  0x6f: 'externref',
};

export class WasmReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    if (this.at >= this.end)
      throw new WasmSyntaxError(`the module ends inside of something at byte ${this.at}`);
    return this.bytes[this.at++] ?? 0;
  }

  skip(count: number): void {
    if (this.at + count > this.end)
      throw new WasmSyntaxError(`the module ends inside of something at byte ${this.at}`);
    this.at += count;
  }

  /** Unsigned LEB128 of up to 64 bits; exact below 2^53. */
  u(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if ((byte & 0x80) === 0) return value;
      scale *= 128;
    }
    throw new WasmSyntaxError(`a number of more than ten bytes at byte ${this.at}`);
  }

  /** Skips a LEB128 number, signed or not. */
  skipNumber(): void {
    while ((this.byte() & 0x80) !== 0) {}
  }

  name(): string {
    const size = this.u();
    const from = this.at;
    this.skip(size);
    return decodeUtf8(this.bytes.subarray(from, this.at));
  }

  valueType(): string {
    const code = this.byte();
    // (ref null? heap type): the heap type is a signed number.
    if (code === 0x63 || code === 0x64) {
      this.skipNumber();
      return 'ref';
    }
    return valueTypes[code] ?? `type 0x${code.toString(16)}`;
  }
}
