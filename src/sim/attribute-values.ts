// The small parts that attributes are made of: kinds of values, ways of saying that there is none, and walking into maps and lists.

import { type ByteString, byteStringOf } from '#abi/byte-string.ts';
import { jsonProperty, type PropertyValue } from '#abi/property.ts';
import { encodeLocality, encodeMetadata, type Json } from '#abi/protobuf.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { Plugin, ProjectNode } from '#project/schema.ts';
import type { HeaderFields } from './header-fields.ts';
import type { StreamInfo } from './stream-info.ts';
import type { World } from './world.ts';

/** From where an attribute is asked for. */
export interface AttributeView {
  world: World;
  plugin: Plugin;
  /** Null in a root context, where only `xds.node` and the plugin's own names exist. */
  stream: StreamInfo | null;
  /** The header maps that the asking filter holds. */
  filter: {
    requestHeaders: HeaderFields | null;
    responseHeaders: HeaderFields | null;
    responseTrailers: HeaderFields | null;
    /** True in on_log, when everything can be read again. */
    logging: boolean;
  } | null;
}

export type Found = PropertyValue | Refusal;
export const text = (value: string): PropertyValue => ({
  type: 'string',
  value: byteStringOf(value),
});
export const raw = (value: ByteString): PropertyValue => ({ type: 'string', value });
export const int = (value: number): PropertyValue => ({
  type: 'int',
  value: BigInt(Math.trunc(value)),
});
export const duration = (ns: number): PropertyValue => ({
  type: 'duration',
  value: BigInt(Math.trunc(ns)),
});
export const message = (value: Uint8Array): PropertyValue => ({ type: 'message', value });
export const emptyMap: PropertyValue = { type: 'map', value: [] };
export const missing = (why: string): Refusal => new Refusal(Status.NOT_FOUND, why);

/** Walks the rest of a path through a map or a list. */
export function descend(value: PropertyValue, rest: readonly ByteString[], path: string): Found {
  let at = value;
  for (const segment of rest) {
    let next: PropertyValue | undefined;
    if (at.type === 'map') next = at.value.find(([key]) => key === segment)?.[1];
    else if (at.type === 'list' && /^\d+$/.test(segment)) next = at.value[Number(segment)];
    if (next === undefined) return missing(`"${path}" has no value`);
    at = next;
  }
  return at;
}

/** Metadata of the configuration: a message as a whole, a Struct per namespace below `filter_metadata`. */
export function metadata(
  namespaces: Record<string, Json>,
  rest: readonly ByteString[],
  path: string,
): Found {
  if (rest.length === 0) return message(encodeMetadata(namespaces));
  const [kind, ...inner] = rest;
  if (kind === 'filter_metadata') return descend(jsonProperty(namespaces), inner, path);
  return kind === 'typed_filter_metadata' && inner.length === 0
    ? emptyMap
    : missing(`"${path}" has no value`);
}

/** `envoy.config.core.v3.Locality`: a message as a whole, a text per member. */
export function localityProperty(
  { region, zone, subZone }: ProjectNode['locality'],
  rest: readonly ByteString[],
  path: string,
): Found {
  const [member, ...further] = rest;
  if (member === undefined) return message(encodeLocality(region, zone, subZone));
  const parts: Record<ByteString, string> = { region, zone, sub_zone: subZone };
  const part = parts[member];
  return part === undefined || further.length > 0
    ? missing(`there is no attribute "${path}"`)
    : text(part);
}
