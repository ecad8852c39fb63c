// Whatever a hostcall refuses, the report says why: in every conformance scenario, and in random sequences of hostcalls.

import { describe, expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import type { HostcallEvent, RunReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { fuzzModule, fuzzProject, soundSequences } from '../fuzz/generate.ts';
import { conformanceProjects } from './cases.ts';
import { moduleProjects } from './module-cases.ts';

/** What a sentence has: several words, and none that was left out by mistake. */
const sentence = /^(?!.*(?:undefined|NaN|\[object))\S+(?: \S+){2,}/su;

function refusedCalls({ scenarios }: RunReport): HostcallEvent[] {
  return scenarios.flatMap(({ events }) =>
    events.filter(
      (event): event is HostcallEvent =>
        event.kind === 'hostcall' &&
        event.result !== null &&
        event.result !== 0 &&
        event.name !== 'pthread_equal',
    ),
  );
}

function expectExplained(report: RunReport): number {
  const refused = refusedCalls(report);
  const silent = refused.filter(({ why }) => !sentence.test(why));
  expect(silent.map(({ name, resultText, why }) => `${name} ${resultText}: ${why}`)).toEqual([]);
  return refused.length;
}

describe('every status but OK has a reason', () => {
  test('in the conformance scenarios', async () => {
    let refused = 0;
    for (const project of conformanceProjects()) {
      const modules = await pluginModules(project, 'debug');
      const request = { id: 1, project, modules, options: {} };
      refused += expectExplained(runProject(request, () => undefined, null));
    }
    for (const { project, modules } of moduleProjects()) {
      const request = { id: 1, project, modules, options: {} };
      refused += expectExplained(runProject(request, () => undefined, null));
    }
    expect(refused).toBeGreaterThan(500);
  });

  test('in random sequences', () => {
    let refused = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const project = fuzzProject(`seed ${seed}`, soundSequences(seed, 40));
      const modules = [{ bytes: fuzzModule, sourceMap: null }];
      const request = { id: 1, project, modules, options: {} };
      refused += expectExplained(runProject(request, () => undefined, null));
    }
    expect(refused).toBeGreaterThan(300);
  });
});
