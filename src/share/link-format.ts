// The outer form of a link, `1.<dictionary>.<data>.<check>[.<place>]`: its parts, its check, and how it says that it cannot be read.

import { sha256 } from '@noble/hashes/sha2.js';
import { type LinkPlace, readPlace, withPlace } from './link-place.ts';

export type LinkProblemKind =
  | 'truncated'
  | 'damaged'
  /** More than is opened: too long, too deep, or it swells when it is unpacked. */
  | 'too-large'
  | 'newer-format'
  | 'unknown-dictionary'
  /** It was read, but the schema refuses what is in it. */
  | 'no-project';

export interface LinkProblem {
  kind: LinkProblemKind;
  /** One or two sentences for the person who opened the link. */
  message: string;
}

export interface LinkParts {
  /** Such as `a`, or `a-hello-header` for dictionary `a` with that example in front of everything else. */
  dictionary: string;
  /** Base64url without padding. */
  data: string;
  place: LinkPlace | null;
}

const format = 1;
const checkLength = 5;
const checkValues = 36 ** checkLength;
/** Twice what a Project of the largest size comes to when nothing of it can be compressed. */
const longestFragment = 3_000_000;

/** Ends in a letter or a digit: mail and chat programs leave other characters at the end out of a link. */
export function joinParts({ dictionary, data, place }: LinkParts): string {
  const body = `${format}.${dictionary}.${data}`;
  const link = `${body}.${check(body)}`;
  return place === null ? link : withPlace(link, place);
}

/** The same link, leading to another place of its project; what is no link stays as it is. */
export function atOtherPlace(fragment: string, place: LinkPlace): string {
  const parts = splitParts(fragment);
  return 'kind' in parts ? fragment : joinParts({ ...parts, place });
}

/** What stands behind the link by mistake, such as the bracket after it, is let go. */
export function splitParts(fragment: string): LinkParts | LinkProblem {
  if (fragment.length > longestFragment) return tooLarge;
  const text = fragment.replace(/^#/, '').replace(/[^A-Za-z0-9]+$/, '');
  const [version = '', dictionary, data, given, place] = text.split('.');
  if (version !== String(format)) return otherFormat(version);
  if (dictionary === undefined || data === undefined || (given ?? '').length < checkLength)
    return truncated;
  if (given !== check(`${format}.${dictionary}.${data}`)) return damaged;
  return { dictionary, data, place: readPlace(place ?? '') };
}

/** Finds damage before anything is unpacked; it is no seal. */
function check(body: string): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = sha256(new TextEncoder().encode(body));
  const value = ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
  return (value % checkValues).toString(36).padStart(checkLength, '0');
}

function otherFormat(version: string): LinkProblem {
  const number = Number(version);
  if (!Number.isInteger(number) || number <= format) return damaged;
  return {
    kind: 'newer-format',
    message: `This link was made by a newer Sluice: it has format ${number}, and this Sluice reads format ${format}. Reload the page to get the newest Sluice, then open the link again.`,
  };
}

const truncated: LinkProblem = {
  kind: 'truncated',
  message:
    'This link is cut off: its end is missing, as happens when a program shortens long links. Copy it again whole, or ask for the project as a file.',
};

export const damaged: LinkProblem = {
  kind: 'damaged',
  message:
    'This link is damaged: some of its characters are not those that were shared. Copy it again from where it came.',
};

export const tooLarge: LinkProblem = {
  kind: 'too-large',
  message:
    'This link holds more than Sluice opens from a link (1 MiB unpacked). Ask for the project as a file.',
};
