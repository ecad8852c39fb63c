// The doctor against modules of all sorts: those written by hand for the comparison with Envoy, and one for each extension of WebAssembly.

import { describe, expect, it } from 'vitest';
import { examineModule } from '#doctor/examine.ts';
import { type Feature, featureNames } from '#doctor/feature-names.ts';
import { runProject } from '#run/run-project.ts';
import { moduleProjects } from './module-cases.ts';
import { featureModules } from './module-guests/features.ts';

describe('features', () => {
  it.each(Object.keys(featureNames) as Feature[])(
    '%s is found, and nothing rare besides',
    (feature) => {
      const { features } = examineModule(featureModules[feature]);
      expect(features).toContain(feature);
      const rare = features.filter((one) => one !== feature && !featureNames[one].everywhere);
      expect(rare).toEqual(feature === 'relaxed-simd' ? ['simd'] : []);
    },
  );
});

/** Found when the instance is made or when it starts: the doctor does not run what it looks at. */
const foundByRunning =
  /^a start section that traps|^a segment beyond|^a trap in|too early$|^on_(vm_start|configure) answers false|then on_vm_start false$|^an allocator that traps in on_vm_start/;

describe('modules written by hand', () => {
  const played = moduleProjects().flatMap(({ project, modules: [module, ...others] }) =>
    module === undefined || others.length > 0 ? [] : [{ project, module }],
  );
  const named = played.map(
    (one) => [one.project.name, one.project.scenarios[0]?.name ?? '', one] as const,
  );

  it.each(named)('%s / %s: the doctor and the run agree', (_, name, { project, module }) => {
    const { verdict, envoyLines, findings } = examineModule(module.bytes);
    const request = { id: 0, project, modules: [module], options: {} };
    const { scenarios } = runProject(
      request,
      () => {},
      () => () => null,
    );
    const told = findings.map(({ envoyLine }) => envoyLine);
    const reasons = envoyLines.filter(
      (line) => !/Failed to (load|initialize) Wasm code/.test(line),
    );
    for (const line of reasons) expect(told).toContain(line);
    if (verdict === 'loads' && foundByRunning.test(name)) return;
    expect(scenarios[0]?.loaded).toBe(verdict === 'loads');
  });
});
