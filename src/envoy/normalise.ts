// The values that two runs of the same scenario never share, each by name. Everything else must be equal.

import { unsharedRules } from '#trace/unshared-values.ts';

export interface Facts {
  /** Real ports of the clusters, with the address and port that the Project has for them. */
  clusters: { realPort: number; address: string }[];
  /** Wall clock of the run, milliseconds since 1970. */
  clockMs: number;
  /** The Project as JSON: what stands in it is no chance. */
  project: string;
}

type Rule = (line: string, facts: Facts) => string;

/** How far the clocks of both runs may be apart. */
const clockToleranceMs = 120_000;

export const rules: Record<string, Rule> = {
  ...unsharedRules,

  /** A moment of the wall clock, in seconds to nanoseconds since 1970, near the one of the run. */
  wallClock: (line, { clockMs }) =>
    line.replace(/\b\d{10}(?:\d{3}|\d{6}|\d{9})?\b/g, (digits) => {
      const ms = Number(digits.slice(0, 13).padEnd(13, '0'));
      return Math.abs(ms - clockMs) < clockToleranceMs ? `<clock ${digits.length}>` : digits;
    }),

  /** Ids that filters make of random bits: spans and traces, visitors. What the Project itself says is no chance. */
  randomId: (line, { project }) =>
    line.replace(
      /(?<=\b(?:00-|00-[0-9a-f]{32}-|x-trace-id\W{1,4}|visitor=))(?:[0-9a-f]{32}|[0-9a-f]{16})\b/g,
      (id) => (project.includes(id) ? id : `<id of ${id.length} digits>`),
    ),

  /** The mock servers listen on free ports of this machine. */
  ports: (line, { clusters }) =>
    clusters.reduce(
      (text, { realPort, address }) => text.replaceAll(`127.0.0.1:${realPort}`, address),
      line,
    ),
};

export function normalise(line: string, facts: Facts): string {
  return Object.values(rules).reduce((text, rule) => rule(text, facts), line);
}

/**
 * Whether the upstream took so much longer in one run that the number of digits differs. That changes the size of
 * header maps and with it pointers in the guest, so such a pair of runs says nothing.
 */
export function timingDiffers(sluice: string[], envoy: string[]): boolean {
  const digits = (lines: string[]): string =>
    lines
      .flatMap((line) => [...line.matchAll(/x-envoy-upstream-service-time\W{1,4}(\d+)/g)])
      .map((found) => found[1]?.length)
      .join();
  return digits(sluice) !== digits(envoy);
}

/**
 * Whether a body too large for one packet came in other pieces. How the network cuts it is chance, so such a pair of runs
 * says nothing.
 */
export function readsDiffer(sluice: string[], envoy: string[]): boolean {
  const sizes = (lines: string[]): number[] =>
    lines.flatMap((line) =>
      [...line.matchAll(/\[host->vm] proxy_on_(?:request|response)_body\(\d+, (\d+), /g)].map(
        (found) => Number(found[1]),
      ),
    );
  const ours = sizes(sluice);
  const theirs = sizes(envoy);
  return Math.max(...ours, ...theirs) > 65_536 && ours.join() !== theirs.join();
}
