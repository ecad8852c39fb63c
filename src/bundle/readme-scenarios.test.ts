// What the README says of a scenario: the same that is checked, and not more than a person reads.

import { describe, expect, it } from 'vitest';
import type { ProjectInput } from '#project/schema.ts';
import type { FoundExchange, ScenarioOutcome } from './outcome.ts';
import { readmeScenarios } from './readme-scenarios.ts';
import { defaultOptions } from './target-options.ts';
import { nothingFound, sampleProject } from './testing/sample-project.ts';

function found(data: string, left = '1'): FoundExchange {
  return {
    verdictText: '',
    clientResponse: {
      complete: true,
      headers: [
        [':status', '200'],
        ['x-left', left],
      ],
      body: { encoding: 'text', data, sizeBytes: data.length, truncated: false },
      trailers: [],
    },
    upstreamCluster: null,
    upstreamRequest: null,
    steps: [],
  };
}

function readme(
  own: Partial<ScenarioOutcome>,
  {
    other = own,
    scenario = {},
    files = [],
  }: {
    other?: Partial<ScenarioOutcome>;
    scenario?: Partial<NonNullable<ProjectInput['scenarios']>[number]>;
    files?: string[];
  } = {},
): string {
  const project = sampleProject({
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], ...scenario }],
  });
  const again = { ...nothingFound, ...other };
  const twice = { ...again, exchanges: [...again.exchanges, ...again.exchanges] };
  const context = {
    project,
    modules: [],
    options: defaultOptions,
    outcomes: [{ ...nothingFound, ...own }],
    rehearsals: [twice, twice, again, again, again],
  };
  return readmeScenarios(context, new Set(files)).join('\n');
}

const logged = (...texts: string[]): ScenarioOutcome['events'] =>
  texts.map((text) => ({ kind: 'log', fromGuest: true, text }));

describe('a scenario in the README', () => {
  it('says why a scenario is not played, and blames no configuration', () => {
    const faults = [{ kind: 'bad-input', message: 'the path must hold no blanks' }];
    const text = readme({ loaded: false, faults });
    expect(text).toContain('Sluice cannot play it: the path must hold no blanks.');
    expect(text).not.toContain('refuses');
  });

  it('has an ellipsis for a value that is another each time', () => {
    const text = readme({ exchanges: [found('ok')] }, { other: { exchanges: [found('ok', '2')] } });
    expect(text).toContain('Expected:\n\n```\n200\nx-left: …\n\nok\n```\n');
  });

  it('shows the beginning of a long body', () => {
    const text = readme({ exchanges: [found('a'.repeat(5000))] });
    expect(text).toContain(`\n${'a'.repeat(2000)}…\n(5000 bytes in all)\n`);
  });

  it('shows log lines that come each time, and not very many', () => {
    const exchanges = [found('ok')];
    const events = logged('wasm log a: same', 'wasm log a: 17 ms');
    const other = { exchanges, events: logged('wasm log a: same', 'wasm log a: 18 ms') };
    const text = readme({ exchanges, events }, { other });
    expect(text).toContain('Envoy logs:\n\n```\nwasm log a: same\n```\n');
    const many = logged(...Array.from({ length: 25 }, (_, index) => `wasm log a: ${index}`));
    expect(readme({ exchanges, events: many })).toContain('with 5 more lines like these');
  });

  it('says how its own settings come into force, where the bundle has them', () => {
    const scenario = { overrides: { node: { id: 'other' } } };
    expect(readme({}, { scenario })).toContain('its own node; set them in the configuration');
    const files = ['verify/1.envoy.json'];
    expect(readme({}, { scenario, files })).toContain(
      'its own node: start Envoy with `CONFIG=verify/1.envoy.json SCENARIO=1 sh run.sh`.',
    );
    const told = { overrides: { attributes: { 'source.address': '9.9.9.9:1' } } };
    expect(readme({}, { scenario: told, files })).toContain('`sh verify.sh --start` plays it.');
  });

  it('says that Envoy does not start with it', () => {
    expect(readme({ loaded: false })).toContain('Envoy refuses this configuration');
  });
});
