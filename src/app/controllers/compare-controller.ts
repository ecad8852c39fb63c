// Plays the scenario on screen once more with something else than the run on screen had: another build, more workers, another configuration.

import type { Project } from '#project/schema.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { editPlugin, editScenario } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { AsideRunner } from './aside-runner.ts';
import type { CompileController } from './compile-controller.ts';

export type Variant =
  | { kind: 'release' }
  | { kind: 'workers'; workers: number }
  | { kind: 'configuration'; plugin: number; text: string };

export interface CompareController {
  /** A sentence when it could not be played. */
  play(variant: Variant): Promise<ScenarioReport | string>;
}

export function createCompareController(
  store: PlaygroundStore,
  compiler: CompileController,
  aside: AsideRunner,
): CompareController {
  return {
    async play(variant) {
      const { project, scenario } = store.getState();
      const modules = await modulesFor(variant, compiler);
      if (typeof modules === 'string') return modules;
      const report = await aside.play(withVariant(project, scenario, variant), modules, {
        scenarios: [scenario],
      });
      if (typeof report === 'string') return report;
      return report.scenarios[0] ?? 'the scenario did not run';
    },
  };
}

async function modulesFor(
  variant: Variant,
  compiler: CompileController,
): Promise<PluginModule[] | string> {
  if (variant.kind === 'release') return compiler.release();
  return compiler.latest()?.modules ?? 'the filter does not compile';
}

/** The Project with the variant in force; a configuration that the scenario has for itself gives way too. */
export function withVariant(project: Project, scenario: number, variant: Variant): Project {
  switch (variant.kind) {
    case 'release':
      return project;
    case 'workers':
      return { ...project, workers: variant.workers };
    case 'configuration': {
      const { plugin, text } = variant;
      const changed = editPlugin(project, plugin, (old) => ({
        ...old,
        configuration: { ...old.configuration, text },
      }));
      return editScenario(changed, scenario, (old) => {
        const own = old.overrides.plugins?.[String(plugin)];
        if (own?.configuration === undefined) return old;
        const configuration = { ...own.configuration, text };
        const plugins = { ...old.overrides.plugins, [String(plugin)]: { ...own, configuration } };
        return { ...old, overrides: { ...old.overrides, plugins } };
      });
    }
  }
}
