// Results of runs and compiled modules, kept outside the store because they are large; the store holds their key.

import type { PluginModule, ScenarioReport } from '#run/api.ts';
import type { Project, Scenario } from '#project/schema.ts';

export interface RunResult {
  /** The Project as it was run. */
  project: Project;
  revision: number;
  /** By scenario index of that Project; grows while a run goes on. */
  scenarios: Map<number, ScenarioReport>;
}

export interface ResultShelf {
  put(result: RunResult): number;
  get(key: number): RunResult | null;
}

/** Keeps the newest few results; an older key answers null. */
export function createResultShelf(size = 3): ResultShelf {
  const results = new Map<number, RunResult>();
  let last = 0;
  return {
    put: (result) => {
      results.set(++last, result);
      results.delete(last - size);
      return last;
    },
    get: (key) => results.get(key) ?? null,
  };
}

export interface CompiledModules {
  sourceRevision: number;
  modules: PluginModule[];
}

/** The report for a scenario of the current Project, though scenarios may have come, gone or been renamed since the run. */
export function reportFor(
  result: RunResult | null,
  scenario: Scenario | undefined,
  index: number,
): ScenarioReport | null {
  if (result === null || scenario === undefined) return null;
  const then = result.project.scenarios;
  const same = then.indexOf(scenario);
  if (same >= 0) return result.scenarios.get(same) ?? null;
  if (then[index]?.name === scenario.name) return result.scenarios.get(index) ?? null;
  const named = then.findIndex((candidate) => candidate.name === scenario.name);
  return named >= 0 ? (result.scenarios.get(named) ?? null) : null;
}
