// Messages of any type: `google.protobuf.Any` with its `@type`, and the two TypedStructs that wrap another one in it.

import type { Part } from './part.ts';

export interface AnyMessage {
  /** Full name, such as `envoy.extensions.filters.http.router.v3.Router`. */
  type: string;
  /** Where its fields are; null when it has none. */
  fields: Part | null;
}

const wrappers = ['udpa.type.v1.TypedStruct', 'xds.type.v3.TypedStruct'];

/** Null for what has no type, which Envoy refuses. */
export function anyMessage(part: Part | null): AnyMessage | null {
  if (part?.tree.kind !== 'map') return null;
  const type = typeName(part.textOf('@type'));
  if (wrappers.includes(type))
    return { type: typeName(part.textOf('type_url')), fields: part.member('value') };
  return type === '' ? null : { type, fields: part };
}

const typeName = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
