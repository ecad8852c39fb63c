// The page's end of the check: what it sends, what it keeps, and what it says when there is nobody to ask.

import { expect, test, vi } from 'vitest';
import type { CheckMessage, ScenarioVerdict } from '#trace/envoy-check.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { smallProject } from '../testing/project.ts';
import { createEnvoyCheckController } from './envoy-check-controller.ts';

const release = [{ bytes: new Uint8Array([0, 97, 255]), sourceMap: null }];
const json = { headers: { 'content-type': 'application/json' } };
const service = (problem: string | null = null): Response =>
  new Response(JSON.stringify({ token: 'secret', problem }), json);

const verdict: ScenarioVerdict = {
  index: 0,
  name: 'one',
  outcome: 'identical',
  text: 'Identical',
  calls: 3,
  identicalCalls: 3,
  differences: [],
  responses: [],
  logs: null,
};

function told(...messages: CheckMessage[]): Response {
  return new Response(messages.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

function controller(answers: (Response | Error)[], modules: typeof release | string = release) {
  const store = createPlaygroundStore(smallProject());
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const answer = answers.shift() ?? new Error('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const compiler = {
    compile: () => Promise.resolve(null),
    latest: () => null,
    release: () => Promise.resolve(modules),
  };
  const check = createEnvoyCheckController({ store, compiler, fetch, flushEditors: () => {} });
  const end = () =>
    vi.waitUntil(() => {
      const { envoyCheck } = store.getState();
      return /none|preparing|playing/.test(envoyCheck.status) ? null : envoyCheck;
    });
  return { store, fetch, check, end };
}

test('modules and token go to the service, verdicts come back', async () => {
  const { store, fetch, check, end } = controller([
    service(),
    told(
      { kind: 'started', index: 0 },
      { kind: 'verdict', verdict },
      { kind: 'end', problem: null },
    ),
  ]);
  check.start();
  expect(await end()).toMatchObject({ status: 'done', verdicts: [verdict], problem: null });
  expect(store.getState()).toMatchObject({ resultTab: 'compare', compareWith: 'envoy' });
  const sent = fetch.mock.calls[1]?.[1];
  expect(sent?.headers).toMatchObject({ 'x-sluice-token': 'secret' });
  expect(JSON.parse(sent?.body as string)).toEqual({
    project: store.getState().project,
    modules: ['AGH/'],
  });
});

test.each([
  ['a page of static files', [new Response('null\n', json)], { status: 'no-service' }],
  ['a server that has a page for all', [new Response('<html>')], { status: 'no-service' }],
  ['a server that is gone', [new Error('refused')], { status: 'no-service' }],
  [
    'a service without an Envoy',
    [service('No Envoy.')],
    { status: 'refused', reason: 'No Envoy.' },
  ],
  [
    'a service that is busy',
    [service(), new Response('Another check is running.\n', { status: 409 })],
    { status: 'refused', reason: 'Another check is running.' },
  ],
  [
    'an answer that breaks off',
    [service(), told({ kind: 'verdict', verdict })],
    { status: 'done', verdicts: [verdict], problem: 'The answer of the service broke off.' },
  ],
])('%s is told as that', async (_, answers, state) => {
  const { check, end } = controller(answers);
  check.start();
  expect(await end()).toMatchObject(state);
});

test('without a release build nothing is sent', async () => {
  const { check, end, fetch } = controller([service()], 'the filter does not compile');
  check.start();
  expect(await end()).toEqual({
    status: 'refused',
    reason: 'There is no release build: the filter does not compile.',
  });
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('a check that is stopped says so, and another can begin', async () => {
  const { check, end, store } = controller([service(), service('No Envoy.')]);
  check.start();
  check.stop();
  expect(await end()).toEqual({ status: 'refused', reason: 'The check was stopped.' });
  check.start();
  await vi.waitUntil(() => {
    const { envoyCheck } = store.getState();
    return envoyCheck.status === 'refused' && envoyCheck.reason === 'No Envoy.';
  });
});
