// Holds a Project against a real Envoy, scenario by scenario, and tells each result as soon as it stands.

import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import type { Outcome, ScenarioVerdict } from '#trace/envoy-check.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import { blurred, readsChance } from './blur.ts';
import { type Comparison, compareTold } from './compare.ts';
import { type BothTold, compareAt } from './compare-scenario.ts';
import { EnvoyProblem } from './problem.ts';

export interface Verifying {
  project: Project;
  /** The release module of each plugin, at the plugin's index. */
  modules: readonly PluginModule[];
  /** Indexes of the scenarios. */
  scenarios: readonly number[];
  /** Path of the Envoy. */
  binary: string;
  /** Folders of the runs are made in it. */
  workFolder: string;
  started?: (index: number) => void;
}

/** A scenario that differs is played again: where things happen at the same time a busy machine can make a difference. */
const attempts = 3;

export async function* verifyProject(verifying: Verifying): AsyncGenerator<ScenarioVerdict> {
  for (const index of verifying.scenarios) {
    verifying.started?.(index);
    let verdict = await verifyScenario(verifying, index);
    for (let attempt = 1; attempt < attempts && verdict.outcome === 'different'; attempt += 1)
      verdict = await verifyScenario(verifying, index);
    yield verdict;
  }
}

async function verifyScenario(
  { project, modules, binary, workFolder }: Verifying,
  index: number,
): Promise<ScenarioVerdict> {
  const name = project.scenarios[index]?.name ?? '';
  const example = {
    project,
    modules: [...modules],
    isRestless: false,
    measuresTime: false,
    isMainThreadIdle: null,
  };
  let both: BothTold | null = null;
  const look = (told: BothTold): void => {
    both = told;
  };
  const comparing = { binary, workFolder, gaps: [], look };
  try {
    const comparison = await compareAt({ name, example, index }, 'trace', comparing);
    if (both === null) throw new Error('the comparison told nothing');
    return verdictOf(index, name, comparison, both, project.scenarios[index]?.clockMs ?? 0);
  } catch (error) {
    if (!(error instanceof EnvoyProblem)) throw error;
    const none = { calls: 0, identicalCalls: 0, differences: [], responses: [], logs: null };
    return { index, name, outcome: 'failed', text: error.message, ...none };
  }
}

function verdictOf(
  index: number,
  name: string,
  { differences, calls, identicalCalls }: Comparison,
  { sluice, envoy, facts, report, envoyLog }: BothTold,
  clockMs: number,
): ScenarioVerdict {
  const outcome =
    differences.length === 0
      ? 'identical'
      : readsChance(report) &&
          compareTold(blurred(sluice, facts), blurred(envoy, facts), facts, []).differences
            .length === 0
        ? 'numbers'
        : 'different';
  return {
    index,
    name,
    outcome,
    text: texts[outcome],
    calls,
    identicalCalls,
    differences,
    responses: responsesIn(envoy),
    logs: { sluice: formatEnvoyLog(report, clockMs), envoy: envoyLog },
  };
}

const texts: Record<Exclude<Outcome, 'failed'>, string> = {
  identical: 'Identical',
  numbers:
    'Identical but for numbers: the filter asks for the time or for chance, and no two runs share those',
  different: 'Sluice and Envoy differ',
};

function responsesIn(envoy: BothTold['envoy']): string[][] {
  return [...envoy].flatMap(([section, lines]) =>
    /^exchange \d+ client$/.test(section) ? [lines] : [],
  );
}
