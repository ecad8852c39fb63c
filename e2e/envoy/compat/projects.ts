// Filters written for the two public AssemblyScript SDKs, as Projects that are played in Sluice and in a real Envoy.

import { readFileSync } from 'node:fs';
import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import {
  answer,
  type ExchangeInput,
  get,
  ok,
  post,
  type ScenarioInput,
  side,
  withRequestTrailers,
  withResponseTrailers,
} from '../conformance/case.ts';

type Request = NonNullable<ExchangeInput['request']>;

/** A request that asks the filter for one thing. */
function asking(what: string, request: ExchangeInput['request'] = get): Request {
  return { ...request, headers: [...(request?.headers ?? []), ['x-do', what]] };
}

const upstream = answer('some ', 'text');

const scenario = (what: string, more: Partial<ScenarioInput> = {}): ScenarioInput => ({
  name: what,
  exchanges: [{ request: asking(what), upstream }],
  ...more,
});

const posting = (what: string): ScenarioInput =>
  scenario(what, { exchanges: [{ request: asking(what, post('one ', 'two')), upstream }] });

const twice = (what: string): ScenarioInput => {
  const exchange = { request: asking(what), upstream };
  return scenario(what, { exchanges: [exchange, { ...exchange, afterMs: 50 }], lingerMs: 50 });
};

const unanswered = (what: string): ScenarioInput => ({
  ...scenario(what, { calls: side({ kind: 'refused' }) }),
  name: `${what}, refused`,
});

const soloIo: ScenarioInput[] = [
  scenario('headers'),
  posting('body'),
  {
    name: 'trailers',
    exchanges: [withRequestTrailers, withResponseTrailers],
  },
  scenario('reply'),
  scenario('call', { calls: side(ok) }),
  unanswered('call'),
  scenario('nowhere'),
  scenario('properties'),
  twice('share'),
  scenario('metrics'),
  scenario('tick'),
  scenario('wrong'),
  scenario('abort'),
];

const gcoredev: ScenarioInput[] = [
  scenario('headers'),
  scenario('body'),
  posting('append'),
  scenario('reply'),
  scenario('call', { calls: side(ok) }),
  unanswered('call'),
  scenario('answer', { calls: side(ok) }),
  scenario('host'),
  scenario('fastedge'),
  twice('share'),
  scenario('metrics'),
  scenario('refresh', { calls: side(ok), lingerMs: 100 }),
  scenario('tick', { lingerMs: 100 }),
];

function compatProject(name: string, scenarios: ScenarioInput[]): Project {
  const text = readFileSync(new URL(`${name}.as.ts`, import.meta.url), 'utf8');
  const parsed = parseProject({
    format: 1,
    name: `compat-${name}`,
    plugins: [
      {
        name: 'compat',
        rootId: 'some root id',
        source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text }] },
        configuration: { text: 'a configuration' },
        vm: { id: 'vm', environment: { MODE: 'x'.repeat(70_000) } },
      },
    ],
    clusters: [{ name: 'upstream' }, { name: 'side', port: 8081 }],
    route: { name: 'all', target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

export function compatProjects(): { soloIo: Project; gcoredev: Project } {
  return {
    soloIo: compatProject('solo-io', soloIo),
    gcoredev: compatProject('gcoredev', gcoredev),
  };
}
