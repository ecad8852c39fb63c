// Lints from a run: each fires on a bad run and is silent on its good twin.

import { expect, test } from 'vitest';
import type { HeaderPair } from '#run/api.ts';
import { runLints } from './run-lints.ts';
import { exchange, hostcall, message, scenario, step } from './testing/report.ts';

const source = { plugin: 0, file: 'filter.ts', line: 7, column: 3 };
const rules = (report: Parameters<typeof runLints>[0]): string[] =>
  runLints(report).map(({ rule }) => rule);

function reading(headers: HeaderPair[], buffer = 1) {
  return scenario({
    exchanges: [exchange({ steps: [step({ direction: 'response', before: headers })] })],
    events: [hostcall({ seq: 1, name: 'proxy_get_buffer_bytes', args: [buffer, 0, 9], source })],
  });
}

test('reading a compressed body', () => {
  const report = reading([['content-encoding', 'gzip']]);
  expect(runLints(report)).toEqual([
    {
      rule: 'compressed-body',
      message:
        'The response body is gzip: these are compressed bytes, not the text. Leave such bodies alone, or remove ' +
        'accept-encoding from the request so that the upstream sends a plain one.',
      ...source,
      seq: 1,
    },
  ]);
});

test('a plain body, another buffer, a call that failed', () => {
  expect(rules(reading([['content-type', 'text/plain']]))).toEqual([]);
  expect(rules(reading([['content-encoding', 'identity']]))).toEqual([]);
  expect(rules(reading([['content-encoding', 'gzip']], 0))).toEqual([]);
  expect(rules(reading([['content-encoding', 'gzip']], 7))).toEqual([]);
  const failed = reading([['content-encoding', 'gzip']]);
  const events = failed.events.map((event) => ({ ...event, result: 2 }) as typeof event);
  expect(rules({ ...failed, events })).toEqual([]);
});

function writing(length: string, status = '200', method = 'GET', body = 'masked') {
  return scenario({
    exchanges: [
      exchange({
        clientRequest: message([[':method', method]]),
        clientResponse: message(
          [
            [':status', status],
            ['content-length', length],
          ],
          body,
        ),
      }),
    ],
    events: [hostcall({ seq: 4, name: 'proxy_set_buffer_bytes', args: [1, 0, 9], source })],
  });
}

test('a length that is no longer true', () => {
  expect(runLints(writing('28'))).toEqual([
    {
      rule: 'untrue-content-length',
      message:
        'The client is promised 28 bytes by content-length and gets 6; Envoy does not correct it. ' +
        'Remove content-length in onResponseHeaders, before the body is known.',
      ...source,
      seq: 4,
    },
  ]);
});

test('a true length, no body at all, a body that the filter left alone, one that was cut before', () => {
  expect(rules(writing('6'))).toEqual([]);
  expect(rules(writing('28', '304', 'GET', ''))).toEqual([]);
  expect(rules(writing('28', '200', 'HEAD', ''))).toEqual([]);
  expect(rules({ ...writing('28'), events: [] })).toEqual([]);
  const cut = writing('28');
  const upstreamResponse = { ...message([[':status', '200']]), complete: false };
  const exchanges = cut.exchanges.map((one) => ({ ...one, upstreamResponse }));
  expect(rules({ ...cut, exchanges })).toEqual([]);
});
