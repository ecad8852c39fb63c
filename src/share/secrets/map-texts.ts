// Every text of a Project that a person wrote, with where it stands; what is base64 there is given as what it says.

import { decodeBase64, encodeBase64 } from '#abi/base64.ts';
import type { Project } from '#project/schema.ts';

export interface TextPlace {
  /** Steps from the Project, such as `['scenarios', 0, 'name']`. */
  path: readonly (string | number)[];
  /** Name of the header or of the member that has this value; empty for other texts. */
  name: string;
  text: string;
}

/** Members whose values are words of the schema. */
const schemaWords = new Set([
  'kind',
  'encoding',
  'framing',
  'failurePolicy',
  'subject',
  'compare',
  'sha256',
  'moduleFileName',
  'logLevel',
  'protocol',
  'direction',
  'answersAt',
]);
/** Members of any name, which the person chose. */
const freeMembers = new Set(['environment', 'metadata', 'attributes']);

/** The Project with each text changed as `change` says. */
export function mapTexts(project: Project, change: (place: TextPlace) => string): Project {
  return mapped(project, [], false, change) as Project;
}

function mapped(
  value: unknown,
  path: readonly (string | number)[],
  packed: boolean,
  change: (place: TextPlace) => string,
): unknown {
  if (typeof value === 'string') return changed(value, path, packed, change);
  if (isPair(value) && isPairList(path)) {
    const [name, text] = value;
    return [name, change({ path, name, text })];
  }
  if (Array.isArray(value))
    return value.map((item, index) => mapped(item, [...path, index], packed, change));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value);
  const inside = packed || own.some(([name, held]) => name === 'encoding' && isPacked(held));
  return Object.fromEntries(
    own.map(([name, held]) => [
      name,
      schemaWords.has(name) && !path.some(isFree)
        ? (held as unknown)
        : mapped(held, [...path, name], inside, change),
    ]),
  );
}

function changed(
  value: string,
  path: readonly (string | number)[],
  packed: boolean,
  change: (place: TextPlace) => string,
): string {
  const last = path.at(-1);
  const name = path.slice(0, -1).some(isFree) && typeof last === 'string' ? last : '';
  if (!packed) return change({ path, name, text: value });
  const text = unpacked(value);
  if (text === null) return value;
  const next = change({ path, name, text });
  return next === text ? value : encodeBase64(new TextEncoder().encode(next));
}

/** Null for what is no text. */
function unpacked(base64: string): string | null {
  const bytes = decodeBase64(base64);
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const isFree = (step: string | number): boolean =>
  typeof step === 'string' && (freeMembers.has(step) || step.endsWith('Metadata'));

const isPacked = (encoding: unknown): boolean => encoding === 'base64' || encoding === 'bytes';

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === 'string');

/** Only lists of headers hold pairs; metadata may hold two texts in a row. */
const isPairList = (path: readonly (string | number)[]): boolean =>
  ['headers', 'trailers', 'initialMetadata', 'trailingMetadata'].includes(String(path.at(-2))) &&
  !path.includes('metadata');
