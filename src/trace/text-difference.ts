// Two short texts side by side with what differs marked in each.

import { diffChars, diffWordsWithSpace } from 'diff';

export interface TextPart {
  text: string;
  /** True for what the other text does not have. */
  differs: boolean;
}

/** Texts that share less are told apart as a whole: marks on every second letter help nobody. */
const LEAST_SHARED = 0.4;

export function textDifference(one: string, other: string): [TextPart[], TextPart[]] {
  const short = Math.max(one.length, other.length) <= 80;
  const changes = short ? diffChars(one, other) : diffWordsWithSpace(one, other);
  const shared = changes
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.length, 0);
  if (shared < LEAST_SHARED * Math.max(one.length, other.length)) {
    return [[{ text: one, differs: true }], [{ text: other, differs: true }]];
  }
  const side = (without: 'added' | 'removed', own: 'added' | 'removed'): TextPart[] =>
    changes
      .filter((change) => !change[without])
      .map((change) => ({ text: change.value, differs: change[own] }));
  return [side('added', 'removed'), side('removed', 'added')];
}
