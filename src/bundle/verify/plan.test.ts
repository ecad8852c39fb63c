// Which scenarios a running Envoy is asked for, and what is expected of it.

import { describe, expect, it } from 'vitest';
import type { ProjectInput } from '#project/schema.ts';
import type { FoundExchange, ScenarioOutcome } from '../outcome.ts';
import { nearMs, todayMs } from '../rehearsal.ts';
import { defaultOptions } from '../target-options.ts';
import { nothingFound, sampleProject } from '../testing/sample-project.ts';
import { type PlannedScenario, verificationPlan } from './plan.ts';

type Scenario = NonNullable<ProjectInput['scenarios']>[number];

function found(
  headers: [name: string, value: string][],
  changes: Partial<FoundExchange> = {},
): FoundExchange {
  const body = { encoding: 'text' as const, data: 'ok', sizeBytes: 2, truncated: false };
  return {
    verdictText: '',
    clientResponse: {
      complete: true,
      headers: [[':status', '200'], ...headers],
      body,
      trailers: [],
    },
    upstreamCluster: null,
    upstreamRequest: null,
    steps: [],
    ...changes,
  };
}

/** The plan for one scenario of one exchange, given what came the first time, in the four rounds far from it and in the two near it. */
function plan(
  first: FoundExchange,
  rounds: FoundExchange[] = [first, first, first, first],
  scenario: Partial<Scenario> = {},
  {
    near = [first, first],
    today = [],
    ...changes
  }: Partial<ScenarioOutcome> & Partial<Record<'near' | 'today', FoundExchange[]>> = {},
): PlannedScenario {
  const outcome = (exchanges: FoundExchange[]): ScenarioOutcome => ({
    ...nothingFound,
    exchanges,
    ...changes,
  });
  const project = sampleProject({
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], ...scenario }],
  });
  const [planned] = verificationPlan({
    project,
    modules: [],
    options: defaultOptions,
    outcomes: [outcome([first])],
    rehearsals: [rounds.slice(0, 2), rounds.slice(2), near.slice(0, 1), near.slice(1), today].map(
      outcome,
    ),
  });
  if (planned === undefined) throw new Error('nothing is planned');
  return planned;
}

describe('the plan', () => {
  it('has nothing to ask for what Sluice cannot send', () => {
    const faults = [{ kind: 'bad-input', message: 'the path must not be empty' }];
    const { leftOut, alone, exchanges } = plan(found([]), [], {}, { loaded: false, faults });
    expect(leftOut).toBe('Sluice cannot play it: the path must not be empty');
    expect(alone.leftOut).toBe(leftOut);
    expect(exchanges).toEqual([]);
  });

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
    [
      { exchanges: [{ request: { body: { chunks: [{ data: 'a' }, { data: 'b' }] } } }] },
      'its body comes in pieces',
    ],
    [{ exchanges: [{ request: {}, afterMs: 60_000 }] }, 'it waits 60 s on the way'],
  ])('leaves out %j', (scenario, reason) => {
    expect(plan(found([]), undefined, scenario).leftOut).toContain(reason);
  });

  it('leaves out what depends on a server that is asked before the first request', () => {
    expect(plan(found([]), undefined, {}, { calls: [{ exchange: null }] }).leftOut).toContain(
      'asks its servers at the start',
    );
  });
});

describe('for an Envoy that is started for it', () => {
  const a = found([['x-left', '2']]);
  const b = found([['x-more', '1']]);

  it.each<[Partial<Scenario>, Partial<ScenarioOutcome>]>([
    [{ overrides: { node: { id: 'other' } } }, {}],
    [{ overrides: { attributes: { 'source.address': '9.9.9.9:1' } } }, {}],
    [{ exchanges: [{ request: { trailers: [['x', '1']] } }] }, {}],
    [{}, { calls: [{ exchange: null }] }],
  ])('%j %j can be played, although no running one can be asked', (scenario, changes) => {
    const { leftOut, alone, exchanges } = plan(a, undefined, scenario, changes);
    expect(leftOut).not.toBeNull();
    expect(alone).toMatchObject({ leftOut: null, holds: null, loads: true });
    expect(exchanges[0]?.answer.headers).toEqual([{ name: 'x-left', value: '2' }]);
  });

  it('what came otherwise the second time is played once', () => {
    const { leftOut, alone } = plan(a, [a, b, a, b]);
    expect(leftOut).toContain('on what was sent before');
    expect(alone).toMatchObject({ leftOut: null, holds: null });
  });

  it('what the clock changes is known for the year after its own moment, and from today on', () => {
    const clockMs = 1_900_000_000_000;
    const { alone } = plan(a, [a, a, b, b], { clockMs }, { today: [b] });
    expect(alone).toMatchObject({ leftOut: null, holds: [clockMs, clockMs + nearMs] });
    const same = plan(a, [a, a, b, b], { clockMs }, { today: [a] });
    expect(same.alone.holds).toEqual([todayMs, clockMs + nearMs]);
  });

  it.each<[string, Partial<Scenario>, Parameters<typeof plan>[3]]>([
    ['depend on chance, on the hour', {}, { near: [a, b] }],
    ['sets connection.mtls, which', { overrides: { attributes: { 'connection.mtls': true } } }, {}],
    ['3 times in a row', { repeat: 3 }, {}],
    ['its client speaks TLS', { exchanges: [{ request: { scheme: 'https' } }] }, {}],
  ])('is left out: %s', (reason, scenario, changes) => {
    expect(plan(a, undefined, scenario, changes).alone.leftOut).toContain(reason);
  });

  it('is to log what it logged each time, and to be refused where Sluice says so', () => {
    const events = [
      { kind: 'log', fromGuest: true, text: 'wasm log a: here' },
      { kind: 'log', fromGuest: false, text: 'Envoy says' },
      { kind: 'network' },
    ];
    expect(plan(a, undefined, {}, { events }).alone.log).toEqual(['wasm log a: here']);
    const refused = plan(a, undefined, {}, { loaded: false });
    expect(refused.alone).toMatchObject({ leftOut: null, loads: false });
  });
});
