// Plays the scenario on screen once more with something else than the run on screen had.

import type { PluginModule, ScenarioReport } from '#run/api.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { AsideRunner } from './aside-runner.ts';
import type { CompileController } from './compile-controller.ts';
import { modulesFor, type Variant, withVariant } from './variants.ts';

export interface CompareController {
  /** A sentence when it could not be played. A signal that is aborted ends it. */
  play(variant: Variant, signal?: AbortSignal): Promise<ScenarioReport | string>;
}

export function createCompareController(
  store: PlaygroundStore,
  compiler: CompileController,
  aside: AsideRunner,
): CompareController {
  return {
    async play(variant, signal) {
      const { project, scenario } = store.getState();
      const modules = await builtFor(variant, compiler);
      if (typeof modules === 'string') return modules;
      const report = await aside.play(
        withVariant(project, scenario, variant),
        modulesFor(modules, variant),
        { scenarios: [scenario] },
        signal,
      );
      if (typeof report === 'string') return report;
      return report.scenarios[0] ?? 'the scenario did not run';
    },
  };
}

async function builtFor(
  variant: Variant,
  compiler: CompileController,
): Promise<PluginModule[] | string> {
  if (variant.kind === 'release') return compiler.release();
  return compiler.latest()?.modules ?? 'the filter does not compile';
}
