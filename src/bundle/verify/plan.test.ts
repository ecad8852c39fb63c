// Which scenarios a running Envoy is asked for, and what is expected of it.

import { describe, expect, it } from 'vitest';
import type { ProjectInput } from '#project/schema.ts';
import type { FoundExchange, ScenarioOutcome } from '../outcome.ts';
import { defaultOptions } from '../target-options.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { type PlannedScenario, verificationPlan } from './plan.ts';

type Scenario = NonNullable<ProjectInput['scenarios']>[number];

function found(
  headers: [name: string, value: string][],
  changes: Partial<FoundExchange> = {},
): FoundExchange {
  const body = { encoding: 'text' as const, data: 'ok', sizeBytes: 2, truncated: false };
  return {
    verdictText: '',
    clientResponse: { headers: [[':status', '200'], ...headers], body },
    upstreamCluster: null,
    upstreamRequest: null,
    steps: [],
    ...changes,
  };
}

/** The plan for one scenario of one exchange, given what came the first time and in the four rounds after it. */
function plan(
  first: FoundExchange,
  rounds: FoundExchange[] = [first, first, first, first],
  scenario: Partial<Scenario> = {},
  calls: ScenarioOutcome['calls'] = [],
): PlannedScenario {
  const project = sampleProject({
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], ...scenario }],
  });
  const [planned] = verificationPlan({
    project,
    modules: [],
    options: defaultOptions,
    outcomes: [{ exchanges: [first], calls }],
    rehearsals: [
      { exchanges: rounds.slice(0, 2), calls },
      { exchanges: rounds.slice(2), calls },
    ],
  });
  if (planned === undefined) throw new Error('nothing is planned');
  return planned;
}

describe('the plan', () => {
  it('expects what came each time', () => {
    const { leftOut, exchanges } = plan(found([['x-by', 'gate']]));
    expect(leftOut).toBeNull();
    expect(exchanges[0]).toMatchObject({
      status: '200',
      answer: { headers: [{ name: 'x-by', value: 'gate' }], sizeBytes: 2 },
      upstream: 'none',
    });
  });

  it('takes any value of a header that had another one in some round, or that is of the moment', () => {
    const a = found([
      ['x-left', '2'],
      ['date', 'today'],
    ]);
    const b = found([
      ['x-left', '1'],
      ['date', 'today'],
    ]);
    expect(plan(a, [a, a, a, b]).exchanges[0]?.answer.headers).toEqual([
      { name: 'x-left', value: null },
      { name: 'date', value: null },
    ]);
  });

  it.each([
    ['another status', found([], { clientResponse: null })],
    ['another header', found([['x-more', '1']])],
    ['another upstream', found([], { upstreamCluster: 'web' })],
  ])('leaves out what came with %s in one round', (_name, other) => {
    const first = found([]);
    for (const at of [0, 1, 2, 3])
      expect(plan(first, [first, first, first, first].with(at, other)).leftOut).toContain(
        'its answers depend on the time',
      );
  });

  it.each<[Partial<Scenario>, string]>([
    [{ repeat: 3 }, 'Sluice plays it 3 times in a row'],
    [{ overrides: { node: { id: 'other' } } }, 'it has its own node'],
    [{ exchanges: [{ request: { scheme: 'https' } }] }, 'its client speaks TLS'],
    [{ exchanges: [{ request: { trailers: [['x', '1']] } }] }, 'its request has trailers'],
    [{ exchanges: [{ request: {}, afterMs: 60_000 }] }, 'it waits 60 s on the way'],
  ])('leaves out %j', (scenario, reason) => {
    expect(plan(found([]), undefined, scenario).leftOut).toContain(reason);
  });

  it('leaves out what depends on a server that is asked before the first request', () => {
    expect(plan(found([]), undefined, {}, [{ exchange: null }]).leftOut).toContain(
      'asks its servers at the start',
    );
  });
});
