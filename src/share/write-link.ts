// A Project as the fragment of a link.

import { deflateSync } from 'fflate';
import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { encodeBase64Url } from './base64url.ts';
import { type Dictionary, dictionaryBytes } from './dictionary.ts';
import { mostBytes } from './inflate.ts';
import { goesTooDeep } from './json-depth.ts';
import { joinParts } from './link-format.ts';
import type { LinkPlace } from './link-place.ts';

/** So many projects of the dictionary are tried, those that have most lines in common first. */
const mostTried = 3;

/** Without the `#`; null when the project is larger than a link may be. The same project always gives the same link. */
export function writeLink(
  project: Project,
  dictionary: Dictionary,
  place: LinkPlace | null = null,
): string | null {
  const text = JSON.stringify(compactProject(project));
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mostBytes || goesTooDeep(text)) return null;
  const candidates = [null, ...nearestExamples(text, dictionary)].map((example) => ({
    dictionary: example === null ? dictionary.version : `${dictionary.version}-${example}`,
    data: encodeBase64Url(pack(bytes, dictionary, example)),
    place,
  }));
  const links = candidates.map(joinParts);
  return links.reduce((best, link) => (link.length < best.length ? link : best));
}

function pack(bytes: Uint8Array, dictionary: Dictionary, example: string | null): Uint8Array {
  const before = dictionaryBytes(dictionary, example);
  if (before === null) throw new Error(`no example ${example} in dictionary ${dictionary.version}`);
  return deflateSync(bytes, { level: 9, mem: 4, dictionary: before });
}

function nearestExamples(text: string, dictionary: Dictionary): string[] {
  const own = linesOf(text);
  const shared = (other: string): number =>
    [...linesOf(other)].filter((line) => own.has(line)).length;
  return Object.entries(dictionary.examples)
    .map(([name, other]) => ({ name, lines: shared(other) }))
    .toSorted((one, other) => other.lines - one.lines)
    .slice(0, mostTried)
    .map(({ name }) => name);
}

/** Lines of sources, and members of the JSON around them. */
const linesOf = (text: string): Set<string> => new Set(text.split(/\\n|,/));
