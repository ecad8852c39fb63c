// Reads what a filter can read: plays the exchange on screen once more, aside, with every attribute shown in each callback.

import type { AttributeReading } from '#run/api.ts';
import { editScenario } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { AskedAttributes } from '../workbench.ts';
import type { AsideRunner } from './aside-runner.ts';
import type { CompileController } from './compile-controller.ts';

export async function readAttributes(
  asked: AskedAttributes,
  store: PlaygroundStore,
  compiler: CompileController,
  aside: AsideRunner,
): Promise<AttributeReading[] | string> {
  const compiled = compiler.latest();
  if (compiled === null) return 'the filter does not compile';
  const { scenario, plugin, exchange, paths } = asked;
  // What comes after the exchange has no part in it, and further rounds are like the first.
  const project = editScenario(store.getState().project, scenario, (old) => ({
    ...old,
    repeat: 1,
    exchanges: old.exchanges.slice(0, exchange + 1),
    expect: [],
  }));
  const report = await aside.play(project, compiled.modules, {
    scenarios: [scenario],
    attributes: { plugin, exchange, paths },
  });
  return typeof report === 'string' ? report : (report.scenarios[0]?.attributes ?? []);
}
