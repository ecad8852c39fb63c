// Questions to JSON values on their way into an Envoy configuration.

import { BundleProblem } from './problem.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Reads JSON text that must be an object, as a google.protobuf.Struct is one. */
export function parseObject(text: string, field: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new BundleProblem(
      `${field} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isObject(value))
    throw new BundleProblem(`${field} must be a JSON object, as a Struct is one.`);
  return value;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Dotted paths of the numbers that Envoy's YAML reader would turn into text inside of a Struct: it keeps only
 * integers of 32 bits as numbers there (seen in 1.40.0). Its JSON reader keeps all of them.
 */
export function numbersLostInYaml(value: Json, path: string): string[] {
  if (typeof value === 'number')
    return (value | 0) === value && !Object.is(value, -0) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...members].flatMap(([key, member]) => numbersLostInYaml(member, `${path}.${key}`));
}
