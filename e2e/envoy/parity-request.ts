// What `npm run parity` asks of its parts and hears of them.

import { readFileSync } from 'node:fs';
import type { Gap } from '#envoy/compare.ts';

export interface PartRequest {
  /** Scenarios whose name holds the text; the empty text takes all. */
  only: string;
  /** These checks and scenarios alone, whichever part they are of; null for all. */
  names: string[] | null;
  part: number;
  parts: number;
  /** Envoys side by side. */
  atOnce: number;
}

interface Held {
  name: string;
  holds: boolean;
}

export interface PartResult {
  checks: Held[];
  scenarios: (Held & { calls: number; identicalCalls: number })[];
  /** Places in the list of known gaps. */
  usedGaps: number[];
}

export function knownGaps(): Gap[] {
  return JSON.parse(readFileSync(new URL('known-gaps.json', import.meta.url), 'utf8')) as Gap[];
}
