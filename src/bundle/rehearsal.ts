// Which answers of a scenario come again, found by playing it in other ways: twice in a row, long before and long after any Envoy that one may
// have and with other chance, for what a running Envoy can be asked; and once near its own moment, also a little slower, and today, for what
// an Envoy can be asked that is started for it.

import type { Project, Scenario } from '#project/schema.ts';

/** In the years 2001 and 2058: what runs out with time has not yet, or has, whenever it is asked. */
const farClocksMs = [1_000_000_000_123, 2_800_000_000_123];

/** So long after a scenario's own moment answers that depend on the clock are still looked at. */
export const nearMs = 365 * 24 * 3_600_000;

/** Scenarios may have moments that are far off; this is when the Envoys of this Sluice are. */
export const todayMs = Date.UTC(2026, 0, 1);

const nearClocks = [
  { afterMs: 3_600_000, slowerMs: 0 },
  { afterMs: nearMs, slowerMs: 13 },
];

/** The Project to play for it: all scenarios for each of the moments, at the far ones with their exchanges twice. */
export function rehearsalOf(project: Project): Project {
  const far = farClocksMs.flatMap((clockMs) =>
    project.scenarios.map((scenario) => ({
      ...withOtherChance(scenario, 1),
      clockMs,
      exchanges: [...scenario.exchanges, ...scenario.exchanges],
    })),
  );
  const near = nearClocks.flatMap(({ afterMs, slowerMs }, index) =>
    project.scenarios.map((scenario) => ({
      ...slower(withOtherChance(scenario, index + 2), slowerMs),
      clockMs: scenario.clockMs + afterMs,
    })),
  );
  const today = project.scenarios.map((scenario) => ({
    ...withOtherChance(scenario, 4),
    clockMs: todayMs,
  }));
  return { ...project, scenarios: [...far, ...near, ...today] };
}

function withOtherChance(scenario: Scenario, step: number): Scenario {
  return { ...scenario, repeat: 1, seed: (scenario.seed + step) % 2 ** 32, expect: [] };
}

/** Its upstream takes longer, as one in a real network would. */
function slower(scenario: Scenario, byMs: number): Scenario {
  return {
    ...scenario,
    exchanges: scenario.exchanges.map((exchange) => {
      const { upstream } = exchange;
      if (upstream.kind !== 'answer') return exchange;
      return { ...exchange, upstream: { ...upstream, delayMs: upstream.delayMs + byMs } };
    }),
  };
}

interface Played<Exchange> {
  exchanges: Exchange[];
}

/** All rounds of one scenario at the far moments, each with its exchanges in order; null where one was not played. */
export function rehearsedRounds<Exchange>(
  rehearsals: readonly (Played<Exchange> | undefined)[],
  scenario: number,
  exchanges: number,
): Exchange[][] | null {
  const rounds = playedAt(rehearsals, scenario).far.flatMap((found) => [
    (found?.exchanges ?? []).slice(0, exchanges),
    (found?.exchanges ?? []).slice(exchanges),
  ]);
  return rounds.every((round) => round.length === exchanges) ? rounds : null;
}

/** What was found of one scenario at the far moments, at the near ones, and today. */
export function playedAt<Found>(
  rehearsals: readonly Found[],
  scenario: number,
): { far: (Found | undefined)[]; near: (Found | undefined)[]; today: Found | undefined } {
  const scenarios = rehearsals.length / (farClocksMs.length + nearClocks.length + 1);
  const at = (moment: number): Found | undefined => rehearsals[moment * scenarios + scenario];
  return {
    far: farClocksMs.map((_, moment) => at(moment)),
    near: nearClocks.map((_, moment) => at(farClocksMs.length + moment)),
    today: at(farClocksMs.length + nearClocks.length),
  };
}
