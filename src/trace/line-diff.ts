// Two texts line by line. JSON is laid out first, so that one changed member is one changed line.

import { diffLines } from 'diff';

export interface DiffLine {
  change: 'same' | 'added' | 'removed';
  text: string;
}

export function lineDiff(before: string, after: string): DiffLine[] {
  return diffLines(laidOut(before), laidOut(after)).flatMap(({ value, added, removed }) => {
    const change = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ change, text }));
  });
}

function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return ended(text);
  try {
    return ended(JSON.stringify(JSON.parse(text), null, 2));
  } catch {
    return ended(text);
  }
}

/** A line break at the very end is no difference that a person looks for. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
