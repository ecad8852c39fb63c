// With which settings and addresses an Envoy is started for a scenario.

import { expect, it } from 'vitest';
import type { ProjectInput } from '#project/schema.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { type ScenarioStart, scenarioStarts } from './scenario-start.ts';

type Overrides = NonNullable<NonNullable<ProjectInput['scenarios']>[number]['overrides']>;

function startWith(overrides: Overrides): ScenarioStart {
  const project = sampleProject({
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], overrides }],
  });
  const [start] = scenarioStarts(project);
  if (start === undefined) throw new Error('nothing is started');
  return start;
}

/** Of the configuration that is the scenario's own. */
function listenerOf({ file }: ScenarioStart): { listener_filters?: { name: string }[] } {
  if (file === null || !('text' in file)) throw new Error('it has none');
  const config = JSON.parse(file.text) as {
    static_resources: { listeners: [{ listener_filters?: { name: string }[] }] };
  };
  return config.static_resources.listeners[0];
}

it('a scenario without settings of its own takes the configuration of the bundle', () => {
  expect(startWith({})).toEqual({
    start: { config: 'envoy.yaml', level: 'info', proxy: null },
    file: null,
  });
  expect(startWith({ logLevel: 'warn' })).toMatchObject({
    start: { config: 'envoy.yaml', level: 'warning' },
    file: null,
  });
});

it('settings of its own make a configuration of its own', () => {
  const own = startWith({ node: { id: 'other' } });
  expect(own.start).toMatchObject({ config: 'verify/1.envoy.json', proxy: null });
  expect(own.file).toMatchObject({
    path: 'verify/1.envoy.json',
    text: expect.stringContaining('"id": "other"') as string,
  });
  expect(listenerOf(own).listener_filters).toBeUndefined();
});

it('addresses are told by the client, and Envoy is to listen to that', () => {
  const four = startWith({ attributes: { 'source.address': '9.9.9.9:4000' } });
  expect(four.start.proxy).toBe('TCP4 9.9.9.9 127.0.0.1 4000 10000');
  expect(listenerOf(four).listener_filters).toEqual([
    expect.objectContaining({ name: 'envoy.filters.listener.proxy_protocol' }),
  ]);
  const six = startWith({
    attributes: { 'source.address': '[2001:db8::1]:443', 'destination.address': '[::1]:80' },
  });
  expect(six.start.proxy).toBe('TCP6 2001:db8::1 ::1 443 80');
});
