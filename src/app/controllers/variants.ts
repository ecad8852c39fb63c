// What a run can be tried with instead: another build, number of workers, configuration, policy, switch or wait.

import type { FailurePolicy, Plugin, Project, Scenario } from '#project/schema.ts';
import { editPlugin, editScenario } from '../store/edit-project.ts';

export type Variant =
  | { kind: 'release' }
  | { kind: 'workers'; workers: number }
  | { kind: 'configuration'; plugin: number; text: string }
  | { kind: 'failure-policy'; plugin: number; policy: FailurePolicy }
  | { kind: 'stop-iteration'; plugin: number; allowed: boolean }
  /** One plugin of the chain without the others. */
  | { kind: 'alone'; plugin: number }
  /** A longer pause before an exchange, or (null) after the last. */
  | { kind: 'wait'; exchange: number | null; addMs: number };

/** The Project with the variant in force; what the scenario has for itself gives way too. */
export function withVariant(project: Project, scenario: number, variant: Variant): Project {
  switch (variant.kind) {
    case 'release':
      return project;
    case 'workers':
      return { ...project, workers: variant.workers };
    case 'configuration': {
      const { plugin, text } = variant;
      const given = (old: Plugin['configuration']) => ({ ...old, text });
      return withField(project, scenario, plugin, 'configuration', given);
    }
    case 'failure-policy':
      return withField(project, scenario, variant.plugin, 'failurePolicy', () => variant.policy);
    case 'stop-iteration':
      return editPlugin(project, variant.plugin, (old) => ({
        ...old,
        allowOnHeadersStopIteration: variant.allowed,
      }));
    case 'alone':
      return alone(project, scenario, variant.plugin);
    case 'wait':
      return editScenario(project, scenario, (old) =>
        withWait(old, variant.exchange, pauseBefore(old, variant.exchange) + variant.addMs),
      );
  }
}

/** The chain of one plugin, with what the scenario has for that plugin. */
function alone(project: Project, scenario: number, plugin: number): Project {
  const plugins = project.plugins.slice(plugin, plugin + 1);
  return editScenario({ ...project, plugins }, scenario, (old) => {
    const own = old.overrides.plugins?.[String(plugin)];
    const { plugins: _, ...rest } = old.overrides;
    return { ...old, overrides: own === undefined ? rest : { ...rest, plugins: { '0': own } } };
  });
}

/** The modules that the Project with the variant has, of those of the whole chain. */
export function modulesFor<T>(modules: T[], variant: Variant): T[] {
  return variant.kind === 'alone' ? modules.slice(variant.plugin, variant.plugin + 1) : modules;
}

/** The pause before an exchange, or (null) after the last, in virtual milliseconds. */
export function pauseBefore(scenario: Scenario, exchange: number | null): number {
  return exchange === null ? scenario.lingerMs : (scenario.exchanges[exchange]?.afterMs ?? 0);
}

export function withWait(scenario: Scenario, exchange: number | null, ms: number): Scenario {
  if (exchange === null) return { ...scenario, lingerMs: ms };
  const exchanges = scenario.exchanges.map((old, at) =>
    at === exchange ? { ...old, afterMs: ms } : old,
  );
  return { ...scenario, exchanges };
}

/** A plugin's field that a scenario may have for itself, changed in both places. */
function withField<K extends 'configuration' | 'failurePolicy'>(
  project: Project,
  scenario: number,
  plugin: number,
  field: K,
  change: (old: Plugin[K]) => Plugin[K],
): Project {
  const shared = editPlugin(project, plugin, (old) => ({ ...old, [field]: change(old[field]) }));
  return editScenario(shared, scenario, (old) => {
    const own = old.overrides.plugins?.[String(plugin)];
    const value = own?.[field] as Plugin[K] | undefined;
    if (value === undefined) return old;
    const plugins = {
      ...old.overrides.plugins,
      [String(plugin)]: { ...own, [field]: change(value) },
    };
    return { ...old, overrides: { ...old.overrides, plugins } };
  });
}
