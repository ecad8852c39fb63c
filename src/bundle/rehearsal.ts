// Which answers of a scenario come again: its exchanges are played twice in a row, long before and long after any Envoy that one may
// have, and with other chance. What then differs cannot be asked of an Envoy that somebody started some time ago.

import type { Project } from '#project/schema.ts';

/** In the years 2001 and 2058: what runs out with time has not yet, or has, whenever it is asked. */
const clocksMs = [1_000_000_000_123, 2_800_000_000_123];

/** The Project to play for it: each scenario once for each of these moments, with its exchanges twice. */
export function rehearsalOf(project: Project): Project {
  return {
    ...project,
    scenarios: clocksMs.flatMap((clockMs) =>
      project.scenarios.map((scenario) => ({
        ...scenario,
        repeat: 1,
        clockMs,
        seed: (scenario.seed + 1) % 2 ** 32,
        expect: [],
        exchanges: [...scenario.exchanges, ...scenario.exchanges],
      })),
    ),
  };
}

/** All rounds of one scenario, each with its exchanges in order; null where one was not played. */
export function rehearsedRounds<Exchange>(
  rehearsals: readonly ({ exchanges: Exchange[] } | undefined)[],
  scenario: number,
  exchanges: number,
): Exchange[][] | null {
  const scenarios = rehearsals.length / clocksMs.length;
  const rounds = clocksMs.flatMap((_, moment) => {
    const found = rehearsals[moment * scenarios + scenario]?.exchanges ?? [];
    return [found.slice(0, exchanges), found.slice(exchanges)];
  });
  return rounds.every((round) => round.length === exchanges) ? rounds : null;
}
