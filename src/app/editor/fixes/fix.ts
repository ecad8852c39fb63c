// What a quick fix is, and what it is made from: a text, what is wrong in it, and what the libraries offer.

import type { Diagnostic, SourceRange } from '#compile/api.ts';
import type { Library } from './library.ts';

/** UTF-16 offsets in the text before any edit. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  edits: TextEdit[];
}

export interface FixInput {
  text: string;
  diagnostic: Diagnostic & { range: SourceRange };
  library: Library;
  /** Paths of the filter's files. */
  files: readonly string[];
}

/** Gives the fixes for what it knows, the best first. */
export type FixMaker = (input: FixInput) => Fix[];

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start || other.end - one.end)
    .reduce(
      (result, { start, end, text: put }) => result.slice(0, start) + put + result.slice(end),
      text,
    );
}

/** The text that the diagnostic marks. */
export function marked({ text, diagnostic: { range } }: FixInput): string {
  return text.slice(range.start, range.end);
}

export function replaceMarked({ diagnostic: { range } }: FixInput, text: string): TextEdit {
  return { start: range.start, end: range.end, text };
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The offset behind the bracket that closes the one at `open`; -1 when none does. Brackets in strings and comments do not count. */
export function closingOf(text: string, open: number): number {
  const bare = withoutWords(text);
  let depth = 0;
  for (let at = open; at < bare.length; at++) {
    if ('([{'.includes(bare.charAt(at))) depth++;
    else if (')]}'.includes(bare.charAt(at)) && --depth === 0) return at + 1;
  }
  return -1;
}

const commentOrString = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(["'])(?:\\[\s\S]|(?!\1)[^\\\n])*\1/g;

/** The text with blanks in place of comments and strings, so that offsets stay. */
export function withoutWords(text: string): string {
  return text.replace(commentOrString, (whole) => whole.replace(/[^\n]/g, ' '));
}
