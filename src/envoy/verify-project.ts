// Holds a Project against a real Envoy, scenario by scenario, and tells each result as soon as it stands.

import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import { blurred, readsChance } from './blur.ts';
import { type Comparison, compareTold, type Difference } from './compare.ts';
import { type BothTold, compareAt } from './compare-scenario.ts';
import { EnvoyProblem } from './problem.ts';

/**
 * `identical`; `numbers`: identical but for numbers, where the filter reads the clock or asks for chance, which no two runs share;
 * `different`; `failed`: Envoy did not get through the scenario.
 */
export type Outcome = 'identical' | 'numbers' | 'different' | 'failed';

export interface ScenarioVerdict {
  /** Of the scenario in the Project. */
  index: number;
  name: string;
  outcome: Outcome;
  /** One sentence. */
  text: string;
  /** Calls between Envoy and the filters, and how many are identical up to the first difference. */
  calls: number;
  identicalCalls: number;
  /** The first difference of each part that differs. */
  differences: Difference[];
  /** What the client got of Envoy for each request, as lines; empty when Envoy did not get so far. */
  responses: string[][];
  /** What both logged at wasm:trace, each as Envoy's log has it; null when Envoy did not get so far. */
  logs: { sluice: string; envoy: string } | null;
}

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
      : readsChance(envoy) &&
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
    'Identical but for numbers: the filter reads the clock or asks for chance, and no two runs share those',
  different: 'Sluice and Envoy differ',
};

function responsesIn(envoy: BothTold['envoy']): string[][] {
  return [...envoy].flatMap(([section, lines]) =>
    /^exchange \d+ client$/.test(section) ? [lines] : [],
  );
}
