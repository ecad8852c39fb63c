// The suite for Google's tester, as that reads it.

import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileBytes, makeBundle } from '../bundle.ts';
import type { FoundExchange, FoundStep } from '../outcome.ts';
import { nothingFound, samplePlugin, sampleProject } from '../testing/sample-project.ts';
import { bundleFor } from '../testing/target-bundle.ts';
import { targetNamed } from '../targets.ts';

const step: FoundStep = {
  plugin: 0,
  localResponse: false,
  direction: 'request',
  before: [
    [':path', '/'],
    ['x-old', '1'],
    ['x-both', 'a'],
  ],
  after: [
    [':path', '/'],
    ['x-both', 'a'],
    ['x-both', 'b "c"'],
  ],
};

interface Case {
  steps?: FoundStep[];
  status?: string;
  scenario?: string;
  /** Whether the filter did the same when it was played again at other times. */
  rehearsed?: boolean;
}

function suiteOf({ steps = [step], status, scenario, rehearsed = true }: Case): unknown {
  const exchange: FoundExchange = {
    verdictText: '',
    clientResponse:
      status === undefined
        ? null
        : {
            complete: true,
            headers: [[':status', status]],
            body: { encoding: 'text', data: '', sizeBytes: 0, truncated: false },
            trailers: [],
          },
    upstreamCluster: null,
    upstreamRequest: null,
    steps,
  };
  const project = sampleProject();
  const [first] = project.scenarios;
  if (first !== undefined && scenario !== undefined) first.name = scenario;
  const twice = { ...nothingFound, exchanges: [exchange, exchange] };
  const { files } = makeBundle(
    {
      project,
      modules: [new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])],
      sources: [],
      outcomes: [{ ...nothingFound, exchanges: [exchange] }],
      rehearsals: rehearsed ? [twice, twice, twice, twice, twice] : [],
    },
    targetNamed('service-extensions'),
  );
  const suite = files.find(({ path }) => path === 'tests.yaml');
  if (suite === undefined || !('text' in suite)) throw new Error('there is no suite');
  return parse(suite.text, { version: '1.1' });
}

const input = { header: step.before.map(([key, value]) => ({ key, value })) };

it('tells headers before, and what the filter changes of them', () => {
  expect(suiteOf({})).toEqual({
    env: { log_level: 'TRACE' },
    test: [
      {
        name: 'first',
        request_headers: {
          input,
          result: {
            has_header: [{ key: 'x-both', value: 'a, b "c"' }],
            no_header: [{ key: 'x-old' }],
          },
        },
      },
    ],
  });
});

it('ends a test with the answer of the filter itself', () => {
  const steps: FoundStep[] = [
    { ...step, localResponse: true },
    { ...step, direction: 'response' },
  ];
  expect(suiteOf({ steps, status: '403' })).toMatchObject({
    test: [
      { name: 'first', request_headers: { input, result: { immediate: { http_status: 403 } } } },
    ],
  });
  expect(JSON.stringify(suiteOf({ steps, status: '403' }))).not.toContain('response_headers');
});

it('leaves out what the filter does differently at another time', () => {
  expect(suiteOf({ rehearsed: false })).toMatchObject({ test: [] });
});

it.each(['42', 'true', ' .5e3', 'nan', 'Infinity', '0x1F'])(
  'has no name %j, which the tester takes for something else',
  (scenario) => {
    expect(suiteOf({ scenario })).toMatchObject({ test: [{ name: `scenario 1: ${scenario}` }] });
  },
);

it('leaves out a header whose name the tester takes for a number', () => {
  const steps = [{ ...step, before: [['1e3', 'x']] as [string, string][] }];
  expect(suiteOf({ steps })).toMatchObject({ test: [] });
});

it.each([
  ['string', 'plain', [...Buffer.from('plain')]],
  ['bytes', 'AAEC/w==', [0, 1, 2, 255]],
  ['struct', '{}', []],
  ['struct', '{"a":true}', [10, 7, 10, 1, 97, 18, 2, 32, 1]],
] as const)(
  'a configuration of %s is the file that the filter is to get: %s',
  (encoding, text, bytes) => {
    const project = sampleProject({
      plugins: [samplePlugin({ configuration: { encoding, text } })],
    });
    const { files } = bundleFor('service-extensions', project);
    const file = files.find(({ path }) => path === 'plugin.config');
    expect(file && [...fileBytes(file)]).toEqual(bytes);
  },
);

it('a Struct that is no JSON is bad input', () => {
  const configuration = { encoding: 'struct', text: '{' } as const;
  const project = sampleProject({ plugins: [samplePlugin({ configuration })] });
  expect(() => bundleFor('service-extensions', project)).toThrow(
    'plugins.0.configuration is not JSON',
  );
});
