// The Project in the fragment of a link. Whatever the link holds, the answer is a valid Project or a sentence, in bounded memory.

import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import { decodeBase64Url } from './base64url.ts';
import { dictionaryBytes, loadDictionary } from './dictionary.ts';
import { inflate } from './inflate.ts';
import { goesTooDeep } from './json-depth.ts';
import { damaged, type LinkProblem, splitParts, tooLarge } from './link-format.ts';
import type { LinkPlace } from './link-place.ts';

export type ReadLink =
  | { ok: true; project: Project; place: LinkPlace | null }
  | { ok: false; problem: LinkProblem };

/** With or without the `#`. Rejects only when a dictionary cannot be loaded. */
export async function readLink(fragment: string): Promise<ReadLink> {
  const parts = splitParts(fragment);
  if ('kind' in parts) return { ok: false, problem: parts };
  const before = await dictionaryOf(parts.dictionary);
  if (before === null) return { ok: false, problem: unknownDictionary(parts.dictionary) };
  const packed = decodeBase64Url(parts.data);
  const unpacked = packed === null ? null : inflate(packed, before);
  if (unpacked?.status === 'too-large') return { ok: false, problem: tooLarge };
  if (unpacked?.status !== 'whole') return { ok: false, problem: damaged };
  const read = readProject(unpacked.text);
  return 'kind' in read
    ? { ok: false, problem: read }
    : { ok: true, project: read, place: placeIn(read, parts.place) };
}

async function dictionaryOf(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const dash = name.indexOf('-');
  const dictionary = await loadDictionary(dash < 0 ? name : name.slice(0, dash));
  if (dictionary === null) return null;
  return dictionaryBytes(dictionary, dash < 0 ? null : name.slice(dash + 1));
}

function readProject(text: string): Project | LinkProblem {
  if (goesTooDeep(text)) return tooLarge;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return damaged;
  }
  const parsed = parseProject(json);
  if (parsed.ok) return parsed.project;
  const [first] = parsed.problems;
  return {
    kind: 'no-project',
    message: `This link holds no project that Sluice can open: ${first?.path === '' ? '' : `${first?.path}: `}${first?.message}.`,
  };
}

/** A scenario that is not there leads to no place. */
function placeIn(project: Project, place: LinkPlace | null): LinkPlace | null {
  return place !== null && place.scenario < project.scenarios.length ? place : null;
}

function unknownDictionary(name: string): LinkProblem {
  return {
    kind: 'unknown-dictionary',
    message: `This link was made with the dictionary "${name.slice(0, 60)}", which this Sluice does not have. It comes from a newer Sluice: reload the page, then open the link again.`,
  };
}
