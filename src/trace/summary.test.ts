import { expect, test } from 'vitest';
import {
  faultHeadline,
  isOwnFile,
  positionText,
  scenarioOutcome,
  verdictChip,
  withTimeApart,
} from './summary.ts';
import { exchange, fault, message, scenario } from './testing/report.ts';

test.each([
  [exchange({}), 'ok', 'completed · 200 · 8 ms'],
  [
    exchange({ verdict: 'local-reply', clientResponse: message([[':status', '403']]) }),
    'ok',
    'local reply · 403 · 8 ms',
  ],
  [
    exchange({ verdict: 'failed-closed', clientResponse: message([[':status', '503']]) }),
    'fault',
    'failed closed · 503 · 8 ms',
  ],
  [
    exchange({ clientResponse: message([[':status', '503']]) }),
    'changed',
    'completed · 503 · 8 ms',
  ],
  [
    exchange({
      verdict: 'hung',
      clientResponse: null,
      verdictText: 'Paused at request headers; nothing will resume it.',
    }),
    'paused',
    'hung at request headers',
  ],
  [exchange({ verdict: 'not-run', clientResponse: null }), 'neutral', 'not run'],
] as const)('the chip of an exchange, %#', (one, tone, words) => {
  expect(verdictChip(scenario({ exchanges: [one] }), one)).toEqual({ tone, text: words });
});

test('a stopped run and a filter that did not load have their own chips', () => {
  const stopped = scenario({ faults: [fault({ kind: 'timed-out' })] });
  expect(verdictChip(stopped, null)).toEqual({
    tone: 'fault',
    text: 'stopped in on_request_headers',
  });
  expect(verdictChip(scenario({ loaded: false }), null).text).toBe('filter not loaded');
});

test('a scenario passes when its assertions hold, even when a trap was to be expected', () => {
  const trapped = scenario({
    faults: [fault({})],
    expectations: [
      { index: 0, holds: true, actual: '' },
      { index: 1, holds: true, actual: '' },
    ],
  });
  expect(scenarioOutcome(trapped)).toEqual({ tone: 'ok', holds: 2, total: 2 });
  expect(scenarioOutcome({ ...trapped, expectations: [] }).tone).toBe('fault');
  expect(scenarioOutcome(scenario({ exchanges: [exchange({})] })).tone).toBe('ok');
});

test('headlines say in which callback of which request', () => {
  expect(faultHeadline(fault({})).what).toBe(
    'The filter trapped in on_request_headers of request 1.',
  );
  expect(faultHeadline(fault({ exchange: null, callback: 'proxy_on_configure' })).what).toBe(
    'The filter trapped in on_configure.',
  );
});

test('positions are told apart from library code', () => {
  const position = { plugin: 0, file: 'filter.ts', line: 3, column: 9 };
  expect(positionText(position, true)).toBe('filter.ts:3:9');
  expect(isOwnFile(position)).toBe(true);
  expect(isOwnFile({ ...position, file: '~lib/proxy-wasm/http.ts' })).toBe(false);
});

test('the time at the end of a chip can be left out', () => {
  const apart = (text: string) => withTimeApart({ tone: 'ok', text });
  expect(apart('completed · 200 · 1.5 ms')).toEqual({
    words: 'completed · 200',
    time: ' · 1.5 ms',
  });
  expect(apart('hung at request headers')).toEqual({ words: 'hung at request headers', time: '' });
});
