// Finds the first difference between what Sluice says and what Envoy did, and prints it so that one sees why.

import type { Difference } from '#trace/envoy-check.ts';
import { type Facts, normalise } from './normalise.ts';
import type { Told } from './told.ts';

/** A known difference: at its place one side has this line and the other has that one, or none. */
export interface Gap {
  /** `example / scenario`, or `*` for all. */
  scenario: string;
  section: string;
  sluice: string | null;
  envoy: string | null;
  reason: string;
}

export interface Comparison {
  differences: Difference[];
  usedGaps: Set<Gap>;
  calls: number;
  identicalCalls: number;
}

const contextLines = 6;
const shownLines = 3;
const callStart = /^\[(host->vm|vm->host)\] /;

export function compareTold(sluice: Told, envoy: Told, facts: Facts, gaps: Gap[]): Comparison {
  const result: Comparison = {
    differences: [],
    usedGaps: new Set(),
    calls: 0,
    identicalCalls: 0,
  };
  for (const section of new Set([...envoy.keys(), ...sluice.keys()])) {
    const ours = (sluice.get(section) ?? []).map((line) => normalise(line, facts));
    const theirs = (envoy.get(section) ?? []).map((line) => normalise(line, facts));
    const own = gaps.filter((gap) => gap.section === section);
    const { at, identical } = walk(ours, theirs, own, result.usedGaps);
    if (section === 'trace') {
      const count = (lines: string[]): number =>
        lines.filter((line) => callStart.test(line)).length;
      result.calls += Math.max(count(ours), count(theirs));
      result.identicalCalls += at === null ? count(theirs) : identical;
    }
    if (at !== null) result.differences.push(differenceAt(section, ours, theirs, at));
  }
  return result;
}

/** Goes along both sides; a known gap is stepped over. */
function walk(
  ours: string[],
  theirs: string[],
  gaps: Gap[],
  used: Set<Gap>,
): { at: { ours: number; theirs: number } | null; identical: number } {
  let a = 0;
  let b = 0;
  let calls = 0;
  while (a < ours.length || b < theirs.length) {
    if (a < ours.length && ours[a] === theirs[b]) {
      if (callStart.test(ours[a] ?? '')) calls += 1;
      a += 1;
      b += 1;
      continue;
    }
    const gap = gaps.find(
      (one) =>
        (one.sluice === null || one.sluice === ours[a]) &&
        (one.envoy === null || one.envoy === theirs[b]),
    );
    if (gap === undefined) return { at: { ours: a, theirs: b }, identical: Math.max(0, calls - 1) };
    used.add(gap);
    if (gap.sluice !== null) a += 1;
    if (gap.envoy !== null) b += 1;
  }
  return { at: null, identical: calls };
}

function differenceAt(
  section: string,
  ours: string[],
  theirs: string[],
  at: { ours: number; theirs: number },
): Difference {
  const before = theirs.slice(Math.max(0, at.theirs - contextLines), at.theirs).map(short);
  const sluice = ours.slice(at.ours, at.ours + shownLines).map(short);
  const envoy = theirs.slice(at.theirs, at.theirs + shownLines).map(short);
  const line = at.theirs + 1;
  const shown = (lines: string[]): string[] => (lines.length === 0 ? ['(nothing more)'] : lines);
  const text = [
    `  ${section}, line ${line}:`,
    ...before.map((one) => `      ${one}`),
    ...shown(sluice).map((one) => `    S ${one}`),
    ...shown(envoy).map((one) => `    E ${one}`),
  ].join('\n');
  return { section, line, before, sluice, envoy, text };
}

function short(line: string): string {
  return line.length > 400 ? `${line.slice(0, 400)} … (${line.length} characters)` : line;
}
