// How property paths are cut into segments and how property values are written for a guest (host behaviour of Envoy's CEL values).

import { type ByteString, byteStringOf, toByteString } from './byte-string.ts';
import { encodePairs } from './pairs.ts';
import type { Json } from './protobuf.ts';

/** A value that a guest can be given. */
export type PropertyValue =
  | { type: 'string'; value: ByteString }
  | { type: 'bytes'; value: Uint8Array }
  /** int, uint, timestamp and duration all travel as 64 bits, little endian. */
  | { type: 'int' | 'uint' | 'timestamp' | 'duration'; value: bigint }
  | { type: 'double'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'message'; value: Uint8Array }
  | { type: 'map'; value: readonly (readonly [ByteString, PropertyValue])[] }
  | { type: 'list'; value: readonly PropertyValue[] }
  | { type: 'null' };

/** A path of a property, cut up. */
export interface PropertyPath {
  /** Without a single segment, which is something else than one segment without a name. */
  isEmpty: boolean;
  /** `request`, `xds` … */
  root: ByteString;
  /** The second segment, if there is one. */
  member: ByteString | undefined;
  /** What follows the second segment. */
  rest: readonly ByteString[];
  /** `request.headers.x-a`, for people and as a name. */
  dotted: ByteString;
  /** `root.member`. */
  attribute: ByteString;
}

/** Filters ask for the same few paths again and again. */
const KEPT_PATHS = 256;
const kept = new Map<ByteString, PropertyPath>();

/** Segments are parted by one zero byte; one zero byte at the end is tolerated. */
export function readPropertyPath(path: ByteString): PropertyPath {
  const known = kept.get(path);
  if (known !== undefined) return known;
  const segments = (path.endsWith('\0') ? path.slice(0, -1) : path).split('\0');
  const [root = '', member, ...rest] = segments;
  const attribute = segments.slice(0, 2).join('.');
  const read = { isEmpty: path === '', root, member, rest, dotted: segments.join('.'), attribute };
  if (kept.size === KEPT_PATHS) kept.clear();
  kept.set(path, read);
  return read;
}

/** The bytes a guest receives, or null when the value cannot be serialised (a null inside, or the value itself). */
export function encodePropertyValue(value: PropertyValue): Uint8Array | null {
  switch (value.type) {
    case 'string': {
      const bytes = new Uint8Array(value.value.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = value.value.charCodeAt(i);
      return bytes;
    }
    case 'bytes':
    case 'message':
      return value.value;
    case 'int':
    case 'uint':
    case 'timestamp':
    case 'duration': {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, value.value), true);
      return bytes;
    }
    case 'double': {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setFloat64(0, value.value, true);
      return bytes;
    }
    case 'bool':
      return Uint8Array.of(value.value ? 1 : 0);
    case 'map':
      return encodeMembers(value.value.map(([key, member]) => [key, encodePropertyValue(member)]));
    case 'list':
      // A list travels in the form of a map: the element is the name, the value is empty.
      return encodeMembers(
        value.value.map((member) => {
          const bytes = encodePropertyValue(member);
          return bytes === null ? ['', null] : [toByteString(bytes), new Uint8Array()];
        }),
      );
    case 'null':
      return null;
    default:
      return value satisfies never;
  }
}

function encodeMembers(members: [ByteString, Uint8Array | null][]): Uint8Array | null {
  const pairs: [ByteString, ByteString][] = [];
  for (const [name, bytes] of members) {
    if (bytes === null) return null;
    pairs.push([name, toByteString(bytes)]);
  }
  return encodePairs(pairs);
}

/** A JSON value as Envoy's Struct presents it: every number is a double. */
export function jsonProperty(value: Json): PropertyValue {
  if (value === null) return { type: 'null' };
  if (typeof value === 'string') return { type: 'string', value: byteStringOf(value) };
  if (typeof value === 'number') return { type: 'double', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (Array.isArray(value)) return { type: 'list', value: value.map(jsonProperty) };
  return {
    type: 'map',
    value: Object.entries(value).map(
      ([key, member]) => [byteStringOf(key), jsonProperty(member)] as const,
    ),
  };
}
