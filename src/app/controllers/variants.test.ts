import { expect, test } from 'vitest';
import { smallProject } from '../testing/project.ts';
import { modulesFor, withVariant } from './variants.ts';

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

test('a plugin alone keeps its module and what the scenario has for it', () => {
  const project = smallProject();
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const chain = {
    ...project,
    plugins: [plugin, { ...plugin, name: 'second' }],
    scenarios: project.scenarios.map((one) => ({
      ...one,
      overrides: {
        logLevel: 'debug' as const,
        plugins: { 1: { failurePolicy: 'fail-open' as const } },
      },
    })),
  };
  const second = withVariant(chain, 0, { kind: 'alone', plugin: 1 });
  expect(second.plugins.map(({ name }) => name)).toEqual(['second']);
  expect(second.scenarios[0]?.overrides).toEqual({
    logLevel: 'debug',
    plugins: { '0': { failurePolicy: 'fail-open' } },
  });
  const first = withVariant(chain, 0, { kind: 'alone', plugin: 0 });
  expect(first.scenarios[0]?.overrides).toEqual({ logLevel: 'debug' });
  expect(modulesFor(['a', 'b'], { kind: 'alone', plugin: 1 })).toEqual(['b']);
  expect(modulesFor(['a', 'b'], { kind: 'release' })).toEqual(['a', 'b']);
});
