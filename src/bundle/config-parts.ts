// The small parts of an Envoy configuration that several of its messages are made of.

import type { Project } from '#project/schema.ts';
import { isObject, type JsonObject } from './json.ts';
import { BundleProblem } from './problem.ts';

export function localityConfig({ region, zone, subZone }: Project['node']['locality']): JsonObject {
  const locality = {
    ...given('region', region),
    ...given('zone', zone),
    ...given('sub_zone', subZone),
  };
  return Object.keys(locality).length > 0 ? { locality } : {};
}

/** Metadata is `{namespace: {…}}`, as Envoy's `filter_metadata`. */
export function metadataConfig(metadata: JsonObject, field: string): JsonObject {
  for (const [namespace, value] of Object.entries(metadata)) {
    if (!isObject(value)) throw new BundleProblem(`${field}.${namespace} must be a JSON object.`);
  }
  return Object.keys(metadata).length > 0 ? { metadata: { filter_metadata: metadata } } : {};
}

export function given(key: string, value: string): JsonObject {
  return value === '' ? {} : { [key]: value };
}

/** As protobuf's JSON form: seconds with at most nine decimals. */
export function duration(ms: number): string {
  return `${(ms / 1000).toFixed(9).replace(/\.?0+$/, '')}s`;
}
