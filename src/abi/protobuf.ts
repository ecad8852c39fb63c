// Just enough of the protobuf wire format to write the messages that a filter can read as a property: Struct, Node, Locality, Metadata.

import { concatBytes as concat, utf8 } from './byte-string.ts';

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

/** A length-delimited field. Empty strings and messages are left out by the callers that follow proto3's defaults. */
export function lengthDelimited(field: number, bytes: Uint8Array): Uint8Array {
  return concat([Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);
}

export function stringField(field: number, text: string): Uint8Array {
  return text === '' ? new Uint8Array() : lengthDelimited(field, utf8(text));
}

function encodeValue(value: Json): Uint8Array {
  if (value === null) return Uint8Array.of(0x08, 0);
  if (typeof value === 'number') {
    const bytes = new Uint8Array(9);
    bytes[0] = 0x11;
    new DataView(bytes.buffer).setFloat64(1, value, true);
    return bytes;
  }
  // A member of a oneof is written even when it holds the default.
  if (typeof value === 'string') return lengthDelimited(3, utf8(value));
  if (typeof value === 'boolean') return Uint8Array.of(0x20, value ? 1 : 0);
  if (Array.isArray(value))
    return lengthDelimited(6, concat(value.map((item) => lengthDelimited(1, encodeValue(item)))));
  return lengthDelimited(5, encodeStruct(value));
}

/** `google.protobuf.Struct`. The order of the fields is the order of the keys; Envoy's is unspecified. */
export function encodeStruct(object: { [key: string]: Json }): Uint8Array {
  return concat(
    Object.entries(object).map(([key, value]) =>
      lengthDelimited(
        1,
        concat([lengthDelimited(1, utf8(key)), lengthDelimited(2, encodeValue(value))]),
      ),
    ),
  );
}

/** `envoy.config.core.v3.Locality`. */
export function encodeLocality(region: string, zone: string, subZone: string): Uint8Array {
  return concat([stringField(1, region), stringField(2, zone), stringField(3, subZone)]);
}

/** `envoy.config.core.v3.Metadata` with filter metadata: namespace → Struct. */
export function encodeMetadata(namespaces: { [name: string]: Json }): Uint8Array {
  return concat(
    Object.entries(namespaces).map(([name, value]) => {
      const struct =
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? encodeStruct(value)
          : new Uint8Array();
      return lengthDelimited(
        1,
        concat([lengthDelimited(1, utf8(name)), lengthDelimited(2, struct)]),
      );
    }),
  );
}
