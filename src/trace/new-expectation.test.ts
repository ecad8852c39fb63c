import { expect, test } from 'vitest';
import {
  expectBody,
  expectHeader,
  expectLogLine,
  expectMetric,
  newExpectation,
  suggestedExpectations,
} from './new-expectation.ts';
import { callback, exchange, hostcall, message, scenario, step, text } from './testing/report.ts';

const response = { direction: 'response', reached: 'client' } as const;
const request = { direction: 'request', reached: 'upstream' } as const;

test('a header is asserted where it arrived, and a removed one as absent', () => {
  expect(expectHeader(request, { name: 'x-user', after: 'u1' }, 2)).toEqual(
    newExpectation({ subject: 'upstream.header', exchange: 2, key: 'x-user', value: 'u1' }),
  );
  expect(expectHeader(response, { name: 'server', after: null }, 0)).toEqual(
    newExpectation({ subject: 'client.header', key: 'server', compare: 'absent' }),
  );
  expect(expectHeader(response, { name: ':status', after: '403' }, 0)).toEqual(
    newExpectation({ subject: 'client.status', value: '403' }),
  );
});

test('nothing looks at a request that no upstream got', () => {
  const held = { direction: 'request', reached: 'filter' } as const;
  expect(expectHeader(held, { name: 'x-user', after: 'u1' }, 0)).toBeNull();
  expect(expectBody(held, text('a'), 0)).toBeNull();
});

test('a body of JSON is compared as JSON, another as it is, one that is cut not at all', () => {
  expect(expectBody(response, text('{"a": 1}'), 0)?.compare).toBe('json');
  expect(expectBody(response, text('{a'), 0)?.compare).toBe('equals');
  expect(expectBody(response, { ...text('abc'), truncated: true }, 0)).toBeNull();
});

test('a histogram is asserted by its last sample', () => {
  const base = { name: 'ms', type: 'histogram', value: null, sampleCount: 2 } as const;
  const histogram = { ...base, steps: [] };
  expect(expectMetric({ ...histogram, samples: ['4', '7'] })?.value).toBe('7');
  expect(expectMetric({ ...histogram, samples: [], sampleCount: 0 })).toBeNull();
});

test('the suggestions are what the filter did, each once', () => {
  const line = {
    kind: 'log',
    seq: 2,
    timeNs: 0,
    parent: 0,
    worker: 0,
    plugin: 0,
    exchange: 0,
    level: 'info',
    text: 'wasm log: seen',
    message: 'seen',
    fromGuest: true,
  } as const;
  const source = { plugin: 0, file: 'filter.ts', line: 3, column: 1 };
  const before = message([[':method', 'GET']]).headers;
  const after = message([
    [':method', 'GET'],
    ['x-user', 'u1'],
  ]);
  const report = scenario({
    exchanges: [
      exchange({
        clientRequest: message([[':method', 'GET']]),
        upstreamRequest: after,
        steps: [step({ before, after: after.headers })],
      }),
    ],
    events: [
      callback({ seq: 0, lastSeq: 3 }),
      hostcall({
        seq: 1,
        parent: 0,
        mutates: true,
        source,
        name: 'proxy_add_header_map_value',
        inputs: [
          { name: 'name', text: '"x-user"' },
          { name: 'value', text: '"u1"' },
        ],
      }),
      line,
      { ...line, seq: 3 },
    ],
  });
  expect(suggestedExpectations(report, 0)).toEqual([
    newExpectation({ subject: 'verdict', value: 'completed' }),
    newExpectation({ subject: 'client.status', value: '200' }),
    newExpectation({ subject: 'upstream.header', key: 'x-user', value: 'u1' }),
    expectLogLine(line),
  ]);
});
