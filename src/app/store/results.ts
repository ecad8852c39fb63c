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
  /** The result of this Project before the last edit: the last without a fault, or when there is none, the last. */
  before(): RunResult | null;
  /** Keeps a result until another is kept. */
  keep(result: RunResult): void;
  kept(): RunResult | null;
}

/** Keeps the newest few results; an older key answers null. */
export function createResultShelf(size = 3): ResultShelf {
  const results = new Map<number, RunResult>();
  let last = 0;
  let newest: RunResult | null = null;
  let before: RunResult | null = null;
  let kept: RunResult | null = null;
  return {
    put: (result) => {
      if (newest !== null && newest.revision !== result.revision) {
        if (before === null || isGood(newest) || !isGood(before)) before = newest;
      }
      if (newest?.project.name !== result.project.name) before = null;
      newest = result;
      results.set(++last, result);
      results.delete(last - size);
      return last;
    },
    get: (key) => results.get(key) ?? null,
    before: () => before,
    keep: (result) => {
      kept = result;
    },
    kept: () => kept,
  };
}

function isGood({ scenarios }: RunResult): boolean {
  return [...scenarios.values()].every((report) => report.loaded && report.faults.length === 0);
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
