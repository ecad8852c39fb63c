import { expect, test } from 'vitest';
import { smallProject } from '../testing/project.ts';
import { withVariant } from './variants.ts';

test('another configuration is in force also where the scenario has its own', () => {
  const project = smallProject();
  const variant = { kind: 'configuration', plugin: 0, text: 'B' } as const;
  const [plain] = withVariant(project, 0, variant).plugins;
  expect(plain?.configuration.text).toBe('B');
  const own = {
    ...project,
    scenarios: project.scenarios.map((one) => ({
      ...one,
      overrides: { plugins: { 0: { configuration: { encoding: 'string' as const, text: 'A' } } } },
    })),
  };
  const [scenarioOf] = withVariant(own, 0, variant).scenarios;
  expect(scenarioOf?.overrides.plugins?.['0']?.configuration?.text).toBe('B');
});

test('another policy is in force also where the scenario has its own, and the rest stays', () => {
  const project = smallProject();
  const variant = { kind: 'failure-policy', plugin: 0, policy: 'fail-open' } as const;
  const own = {
    ...project,
    scenarios: project.scenarios.map((one) => ({
      ...one,
      overrides: { plugins: { 0: { failurePolicy: 'fail-closed' as const } } },
    })),
  };
  const tried = withVariant(own, 1, variant);
  expect(tried.plugins[0]?.failurePolicy).toBe('fail-open');
  expect(tried.scenarios[1]?.overrides.plugins?.['0']?.failurePolicy).toBe('fail-open');
  expect(tried.scenarios[0]).toBe(own.scenarios[0]);
  expect(withVariant(project, 0, variant).scenarios[0]?.overrides).toEqual({});
});

test('a wait is added to the pause before a request or after the last', () => {
  const project = smallProject();
  const before = withVariant(project, 0, { kind: 'wait', exchange: 0, addMs: 30 });
  const twice = withVariant(before, 0, { kind: 'wait', exchange: 0, addMs: 30 });
  expect(twice.scenarios[0]?.exchanges[0]?.afterMs).toBe(60);
  const after = withVariant(twice, 0, { kind: 'wait', exchange: null, addMs: 5 });
  expect(after.scenarios[0]).toMatchObject({ lingerMs: 5, exchanges: [{ afterMs: 60 }] });
});
