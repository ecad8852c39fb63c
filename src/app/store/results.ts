// Results of runs and compiled modules, kept outside the store because they are large; the store holds their key.

import type { PluginModule, ScenarioReport } from '#run/api.ts';
import type { Project, Scenario } from '#project/schema.ts';
import type { RanScenario } from '#trace/test-matrix.ts';

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

/** A scenario of the current Project as it ran, though scenarios may have come, gone or been renamed since then. */
export function ranScenario(
  result: RunResult | null,
  scenario: Scenario | undefined,
  index: number,
): RanScenario | null {
  if (result === null || scenario === undefined) return null;
  const then = result.project.scenarios;
  const same = then.indexOf(scenario);
  const at =
    same >= 0
      ? same
      : then[index]?.name === scenario.name
        ? index
        : then.findIndex((candidate) => candidate.name === scenario.name);
  const ran = then[at];
  const report = result.scenarios.get(at);
  return ran === undefined || report === undefined ? null : { scenario: ran, report };
}

export function reportFor(
  result: RunResult | null,
  scenario: Scenario | undefined,
  index: number,
): ScenarioReport | null {
  return ranScenario(result, scenario, index)?.report ?? null;
}
