// Reads what somebody has pasted, line by line, and says of each line that is known what it means. Lines that are not known are counted.

import { knownMessages } from './known-messages/all.ts';
import type { KnownMessage, Place, Scene } from './known-messages/known-message.ts';

export interface Explanation {
  /** Of the entry. */
  id: string;
  by: KnownMessage['by'];
  /** The line itself, cut when it is long. */
  line: string;
  /** Of its first occurrence, from 1. */
  lineNumber: number;
  /** How often the same was said. */
  count: number;
  what: string;
  cure: string;
  places: Place[];
}

export interface Explanations {
  explained: Explanation[];
  /** Lines that are not empty. */
  lines: number;
  /** Lines of which nothing is known here. */
  unknown: number;
}

/** Longer texts are read up to here. */
export const longestText = 1024 * 1024;
const longestLine = 4000;
const shownLine = 400;
const mostExplained = 100;

/** The backtrace under a trap says where, and what it means stands above it. */
const backtrace = /^(?:Proxy-Wasm plugin in-VM backtrace:|\d+: +0x[0-9a-f]+ - )/;

function meaningOf(line: string): { message: KnownMessage; groups: string[] } | null {
  for (const message of knownMessages) {
    const groups = message.pattern.exec(line);
    // A group that took no part is undefined; entries see it as empty.
    if (groups !== null) return { message, groups: Array.from(groups, (one) => one ?? '') };
  }
  return null;
}

export function explainMessage(text: string, scene: Scene | null): Explanations {
  const explained = new Map<string, Explanation>();
  let lines = 0;
  let unknown = 0;
  for (const [index, whole] of text.slice(0, longestText).split(/\r?\n/).entries()) {
    const line = whole.slice(0, longestLine).trim();
    if (line === '') continue;
    lines += 1;
    const known = meaningOf(line);
    if (known === null) {
      if (!backtrace.test(line)) unknown += 1;
      continue;
    }
    const { message, groups } = known;
    const { what, cure, places } = message.explain(groups, scene);
    const key = `${message.id} ${what}`;
    const before = explained.get(key);
    if (before !== undefined) before.count += 1;
    else if (explained.size < mostExplained)
      explained.set(key, {
        id: message.id,
        by: message.by,
        line: line.length > shownLine ? `${line.slice(0, shownLine)}…` : line,
        lineNumber: index + 1,
        count: 1,
        what,
        cure,
        places: [...(places ?? [])],
      });
  }
  return { explained: [...explained.values()], lines, unknown };
}
