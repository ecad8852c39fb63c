// Reads the DER encoding of keys: nested values, each with a tag and a length.

export interface DerValue {
  tag: number;
  content: Uint8Array;
}

export const Der = { INTEGER: 2, BIT_STRING: 3, OCTET_STRING: 4, OBJECT_ID: 6, SEQUENCE: 0x30 };

/** The value at the start of the bytes and what is behind it, or null when there is none. */
function readOne(bytes: Uint8Array): { value: DerValue; rest: Uint8Array } | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || (first === 0x80 && lengthBytes === 0)) return null;
  let length = lengthBytes === 0 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  const start = 2 + lengthBytes;
  if (start + length > bytes.length) return null;
  return {
    value: { tag, content: bytes.subarray(start, start + length) },
    rest: bytes.subarray(start + length),
  };
}

/** All values in the content of another, or null when something is malformed. */
export function derValues(content: Uint8Array): DerValue[] | null {
  const values: DerValue[] = [];
  for (let rest = content; rest.length > 0; ) {
    const one = readOne(rest);
    if (one === null) return null;
    values.push(one.value);
    rest = one.rest;
  }
  return values;
}

/** The members of the sequence that the bytes begin with. */
export function derSequence(bytes: Uint8Array): DerValue[] | null {
  const one = readOne(bytes);
  return one === null || one.value.tag !== Der.SEQUENCE ? null : derValues(one.value.content);
}

export function bigIntOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return value;
}
