import { expect, test } from 'vitest';
import type { HeaderPair } from '#run/api.ts';
import { journeyOf } from './journey.ts';
import { exchange, fault, hostcall, message, scenario, step, text } from './testing/report.ts';

const sent: HeaderPair[] = [
  [':method', 'GET'],
  [':path', '/'],
  ['X-User', 'root'],
];
const asEnvoyHasIt: HeaderPair[] = [
  [':path', '/'],
  [':method', 'GET'],
  ['x-user', 'root'],
  ['x-request-id', '7'],
];
const changed: HeaderPair[] = [
  [':path', '/'],
  [':method', 'GET'],
  ['x-user', 'u1'],
  ['x-request-id', '7'],
];
const source = { plugin: 0, file: 'filter.ts', line: 34, column: 5 };

const report = scenario({
  events: [
    hostcall({
      seq: 4,
      mutates: true,
      source,
      inputs: [
        { name: 'map', text: 'HTTP_REQUEST_HEADERS' },
        { name: 'name', text: '"x-user"' },
        { name: 'value', text: '"u1"' },
      ],
    }),
  ],
});

test('what the person did not type is Envoy’s work, what a filter changed carries its line', () => {
  const journey = journeyOf(
    report,
    exchange({
      clientRequest: message(asEnvoyHasIt),
      upstreamRequest: message([...changed, ['x-envoy-expected-rq-timeout-ms', '15000']]),
      steps: [step({ before: asEnvoyHasIt, after: changed })],
    }),
    sent,
  );
  const rows = journey.request.rows.map((row) => [row.name, row.change, row.by, row.source?.line]);
  expect(rows).toEqual([
    [':path', 'same', null, undefined],
    [':method', 'same', null, undefined],
    ['x-user', 'changed', 0, 34],
    ['x-request-id', 'added', null, undefined],
    ['x-envoy-expected-rq-timeout-ms', 'added', null, undefined],
  ]);
});

test('the stations stand in the order of the way, with the filter’s changes', () => {
  const journey = journeyOf(
    report,
    exchange({
      clientRequest: message(asEnvoyHasIt),
      upstreamRequest: message(changed),
      steps: [
        step({ before: asEnvoyHasIt, after: changed, pausedNs: 30_000_000 }),
        step({ direction: 'response', before: [[':status', '200']], seq: 9 }),
      ],
    }),
    sent,
  );
  expect(journey.stations.map((station) => [station.place, station.headline])).toEqual([
    ['client', 'GET /'],
    ['filter', 'paused 30 ms'],
    ['upstream', '200'],
    ['filter', 'continue'],
    ['client-end', '200 OK'],
  ]);
  expect(journey.stations[1]).toMatchObject({ changed: 1, added: 0, detail: '1 change' });
});

test('headers that never left a filter are not shown as removed by it', () => {
  const journey = journeyOf(
    scenario({ faults: [fault({})] }),
    exchange({
      verdict: 'failed-closed',
      clientRequest: message(asEnvoyHasIt),
      clientResponse: message([[':status', '503']]),
      upstreamRequest: null,
      upstreamResponse: null,
      steps: [step({ before: asEnvoyHasIt, after: [], localResponse: true })],
    }),
    null,
  );
  expect(journey.request.rows.map((row) => row.change)).toEqual(['same', 'same', 'same', 'same']);
  expect(journey.stations[1]).toMatchObject({ tone: 'fault', headline: 'trapped', removed: 0 });
  expect(journey.response?.origin).toBe('envoy');
  expect(journey.response?.rows[0]).toMatchObject({ name: ':status', by: null });
});

test('in a local response the filter’s own headers are its work and the rest is Envoy’s', () => {
  const answer: HeaderPair[] = [
    [':status', '403'],
    ['powered-by', 'proxy-wasm'],
    ['date', 'today'],
  ];
  const journey = journeyOf(
    scenario({
      events: [
        hostcall({
          seq: 5,
          name: 'proxy_send_local_response',
          mutates: true,
          source,
          inputs: [
            { name: 'statusCode', text: '403' },
            { name: 'headers', text: '[powered-by: proxy-wasm]' },
          ],
        }),
      ],
    }),
    exchange({
      verdict: 'local-reply',
      clientRequest: message(asEnvoyHasIt),
      clientResponse: message(answer, 'no'),
      upstreamRequest: null,
      upstreamResponse: null,
      steps: [step({ before: asEnvoyHasIt, after: [], localResponse: true })],
    }),
    null,
  );
  expect(journey.response?.origin).toBe('filter');
  expect(journey.response?.rows.map((row) => [row.name, row.by, row.source?.line])).toEqual([
    [':status', 0, 34],
    ['powered-by', 0, 34],
    ['date', null, undefined],
  ]);
  expect(journey.stations[1]?.headline).toBe('answered itself');
  expect(journey.stations[2]).toMatchObject({ headline: 'not asked', tone: 'unreached' });
});

test('a direct response of the route is told as such', () => {
  const journey = journeyOf(
    scenario({}),
    exchange({ details: 'direct_response', upstreamRequest: null, upstreamResponse: null }),
    null,
  );
  expect(journey.stations[1]).toMatchObject({ headline: 'direct response' });
});

test('a new body of a filter shows on its side', () => {
  const journey = journeyOf(
    scenario({}),
    exchange({
      upstreamResponse: message([[':status', '200']], 'one'),
      clientResponse: message([[':status', '200']], 'other'),
      steps: [
        step({
          direction: 'response',
          before: [[':status', '200']],
          bodyBefore: text('one'),
          bodyAfter: text('other'),
        }),
      ],
    }),
    null,
  );
  expect(journey.response?.body).toMatchObject({ change: 'changed' });
  expect(journey.stations.find((station) => station.place === 'filter')?.detail).toBe('new body');
});

test('no answer at all is said', () => {
  const journey = journeyOf(
    scenario({}),
    exchange({
      verdict: 'hung',
      clientResponse: null,
      upstreamResponse: null,
      upstreamRequest: null,
    }),
    null,
  );
  expect(journey.response).toBeNull();
  expect(journey.stations.at(-1)).toMatchObject({ headline: 'no answer', detail: 'still waiting' });
});

test('a route that is chosen anew is told with the one before', () => {
  const routeOf = (routes: Parameters<typeof exchange>[0]['routes']) =>
    journeyOf(scenario({}), exchange({ routes: routes ?? [] }), null).route;
  expect(routeOf([{ name: '', cluster: 'upstream' }])).toEqual({
    before: 'cluster upstream',
    after: 'cluster upstream',
  });
  expect(
    routeOf([
      { name: '', cluster: 'upstream' },
      { name: 'api', cluster: 'v1' },
    ]),
  ).toEqual({
    before: 'cluster upstream',
    after: 'api · cluster v1',
  });
  expect(routeOf([null, { name: '', cluster: null }])).toEqual({
    before: 'no route',
    after: 'direct response',
  });
  expect(routeOf([])).toBeNull();
});
