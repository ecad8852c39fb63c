// Reads the protobuf wire format as the C++ library does: unknown fields are passed over, and anything malformed spoils the message.

import { utf8OrNull } from './byte-string.ts';

export interface ProtobufField {
  number: number;
  /** A varint or a fixed number, or the bytes of a length-delimited field. Groups are passed over. */
  value: bigint | Uint8Array;
}

const MAX_VARINT_BYTES = 10;
const GROUP_START = 3;
const GROUP_END = 4;

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): bigint | null {
    let value = 0n;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return null;
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return null;
  }

  bytes(size: number): Uint8Array | null {
    if (this.#at + size > this.#bytes.length) return null;
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }

  fixed(size: 4 | 8): bigint | null {
    const bytes = this.bytes(size);
    if (bytes === null) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    return size === 8 ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
  }

  /** The number of a field and the form of its value; null when there is no such field. */
  tag(): { number: number; wireType: number } | null {
    const tag = this.varint();
    if (tag === null || tag > 0xffff_ffffn || tag < 8n) return null;
    return { number: Number(tag >> 3n), wireType: Number(tag & 7n) };
  }

  value(wireType: number): bigint | Uint8Array | null {
    if (wireType === 0) return this.varint();
    if (wireType === 1) return this.fixed(8);
    if (wireType === 5) return this.fixed(4);
    if (wireType !== 2) return null;
    const size = this.varint();
    return size === null || size > 0x7fff_ffffn ? null : this.bytes(Number(size));
  }

  /** Passes over a group up to its end. False when it has none. */
  skipGroup(number: number): boolean {
    while (!this.atEnd) {
      const tag = this.tag();
      if (tag === null) return false;
      if (tag.wireType === GROUP_END) return tag.number === number;
      const passed =
        tag.wireType === GROUP_START
          ? this.skipGroup(tag.number)
          : this.value(tag.wireType) !== null;
      if (!passed) return false;
    }
    return false;
  }
}

/** The fields of a message in their order, or null when the bytes are no message. */
export function decodeFields(bytes: Uint8Array): ProtobufField[] | null {
  const reader = new Reader(bytes);
  const fields: ProtobufField[] = [];
  while (!reader.atEnd) {
    const tag = reader.tag();
    if (tag === null) return null;
    if (tag.wireType === GROUP_START) {
      if (!reader.skipGroup(tag.number)) return null;
      continue;
    }
    const value = reader.value(tag.wireType);
    if (value === null) return null;
    fields.push({ number: tag.number, value });
  }
  return fields;
}

/** The last bytes that a field was given, as protobuf has it; empty without any. */
export function bytesField(fields: readonly ProtobufField[], number: number): Uint8Array {
  const found = fields.findLast(
    (field) => field.number === number && field.value instanceof Uint8Array,
  );
  return found?.value instanceof Uint8Array ? found.value : new Uint8Array();
}

/** Text of a field. Null when it is not UTF-8: then the whole message counts as malformed. */
export function textField(fields: readonly ProtobufField[], number: number): string | null {
  const texts = fields.flatMap(({ number: own, value }) =>
    own === number && value instanceof Uint8Array ? [utf8OrNull(value)] : [],
  );
  return texts.includes(null) ? null : (texts.at(-1) ?? '');
}

/** The last number that a field was given; 0 without any. */
export function numberField(fields: readonly ProtobufField[], number: number): bigint {
  const found = fields.findLast(
    (field) => field.number === number && typeof field.value === 'bigint',
  );
  return typeof found?.value === 'bigint' ? found.value : 0n;
}
