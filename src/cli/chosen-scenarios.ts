// Which scenarios of a Project a command plays.

import type { Project } from '#project/schema.ts';
import { CliProblem } from './problem.ts';

/** Their indexes: all, or those of the name. A name that no scenario has is a CliProblem. */
export function chosenScenarios({ scenarios }: Project, name: string | null): number[] {
  const all = [...scenarios.keys()];
  if (name === null) return all;
  const chosen = all.filter((index) => scenarios[index]?.name === name);
  if (chosen.length > 0) return chosen;
  throw new CliProblem(
    `There is no scenario "${name}"; there are ${scenarioNames({ scenarios })}.`,
  );
}

export function scenarioNames({ scenarios }: Pick<Project, 'scenarios'>): string {
  return scenarios.map(({ name }) => `"${name}"`).join(', ');
}
