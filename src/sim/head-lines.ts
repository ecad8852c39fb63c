// What Envoy's HTTP/1.1 codec asks of the lines of a head, of requests and of answers alike. Names are in small letters.

import type { Pair } from '#abi/pairs.ts';

/** A head with more is refused. */
export const MOST_HEAD_LINES = 100;

/** Control characters, but for the tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no value may hold.
const control = /[\0-\x08\x0a-\x1f\x7f]/;

export const holdsControlCharacters = (lines: readonly Pair[]): boolean =>
  lines.some(([, value]) => control.test(value));

export const valuesOf = (lines: readonly Pair[], wanted: string): string[] =>
  lines.filter(([name]) => name === wanted).map(([, value]) => value);

/** The options in `connection`, in small letters. */
export function connectionOptions(lines: readonly Pair[]): string[] {
  return valuesOf(lines, 'connection').flatMap((value) =>
    value
      .split(',')
      .map((option) => option.trim().toLowerCase())
      .filter((option) => option !== ''),
  );
}

/** True when all `content-length` there is says one length; without any, too. */
export function hasOneLength(lines: readonly Pair[]): boolean {
  const lengths = valuesOf(lines, 'content-length');
  return lengths.length === 0 || (lengths.length === 1 && /^\d+$/.test(lengths[0] ?? ''));
}

/** True when `chunked` is the one encoding that `transfer-encoding` names. */
export const isChunkedAlone = (lines: readonly Pair[]): boolean =>
  valuesOf(lines, 'transfer-encoding').join(',').toLowerCase() === 'chunked';
