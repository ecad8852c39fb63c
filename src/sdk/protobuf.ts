// The little of protobuf that Envoy's own functions need: messages of texts, bytes and small numbers.

import { encode, newBytes, pointerTo } from './memory';
import { decodeLossy } from './utf8';

/** Writes the fields of a message, in the order of the calls. Empty ones are left out, as protobuf has it. */
// @ts-ignore: decorator
@final
export class MessageWriter {
  private bytes: ArrayBuffer = newBytes(64);
  private size: i32 = 0;

  text(field: u32, text: string): MessageWriter {
    return this.blob(field, encode(text));
  }

  blob(field: u32, bytes: ArrayBuffer): MessageWriter {
    if (bytes.byteLength == 0) return this;
    this.reserve(bytes.byteLength + 10);
    this.number((field << 3) | 2);
    this.number(bytes.byteLength);
    memory.copy(pointerTo(this.bytes) + this.size, pointerTo(bytes), bytes.byteLength);
    this.size += bytes.byteLength;
    return this;
  }

  small(field: u32, value: u32): MessageWriter {
    if (value == 0) return this;
    this.reserve(10);
    this.number(field << 3);
    this.number(value);
    return this;
  }

  finish(): ArrayBuffer {
    return this.bytes.slice(0, this.size);
  }

  private number(value: u32): void {
    for (; value > 0x7f; value >>= 7) store<u8>(pointerTo(this.bytes) + this.size++, 0x80 | value);
    store<u8>(pointerTo(this.bytes) + this.size++, value);
  }

  private reserve(more: i32): void {
    if (this.size + more <= this.bytes.byteLength) return;
    const larger = newBytes(max(this.size + more, this.bytes.byteLength << 1));
    memory.copy(pointerTo(larger), pointerTo(this.bytes), this.size);
    this.bytes = larger;
  }
}

/** Reads the fields of a message one after the other. */
// @ts-ignore: decorator
@final
export class MessageReader {
  /** Number of the field at hand. */
  field: u32 = 0;
  /** Its value, when it is a number. */
  value: u64 = 0;
  private at: i32 = 0;
  private start: i32 = 0;
  private end: i32 = 0;

  constructor(private bytes: ArrayBuffer) {}

  /** Goes to the next field; false at the end, and for what is no message. */
  next(): bool {
    if (this.at >= this.bytes.byteLength) return false;
    const tag = this.number();
    const wire = <u32>tag & 7;
    this.field = <u32>(tag >> 3);
    this.start = this.end = this.at;
    this.value = 0;
    if (wire == 0) this.value = this.number();
    else if (wire == 2) {
      const size = this.number();
      if (size > <u64>(this.bytes.byteLength - this.at)) return false;
      this.start = this.at;
      this.end = this.start + <i32>size;
      this.at = this.end;
    } else return false;
    return this.at <= this.bytes.byteLength;
  }

  /** The bytes of the field at hand. */
  blob(): ArrayBuffer {
    return this.bytes.slice(this.start, this.end);
  }

  /** The text of the field at hand. */
  text(): string {
    return decodeLossy(pointerTo(this.bytes) + this.start, this.end - this.start);
  }

  private number(): u64 {
    let value: u64 = 0;
    for (let shift = 0; this.at < this.bytes.byteLength && shift < 64; shift += 7) {
      const byte = load<u8>(pointerTo(this.bytes) + this.at++);
      value |= <u64>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.at = this.bytes.byteLength + 1;
    return 0;
  }
}
