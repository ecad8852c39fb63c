import { expect, test } from 'vitest';
import type { ExchangeReport, NetEvent, TraceEvent } from '#run/api.ts';
import { callbackHints } from './callback-hints.ts';
import { callback, exchange, scenario } from './testing/report.ts';

const stream = `class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return this.onRequestHeaders(1, true);
  }
  onLog(): void {}
}`;
const called = (seq: number, name: string, resultText: string) =>
  callback({ seq, name, resultText, plugin: 0 });

function net(part: Partial<NetEvent> & Pick<NetEvent, 'seq' | 'what' | 'text'>): NetEvent {
  return {
    kind: 'net',
    timeNs: 0,
    parent: null,
    worker: 0,
    plugin: 0,
    exchange: 0,
    ...part,
  };
}

test('a callback’s line tells how often it was called and its last answer', () => {
  const report = scenario({
    events: [
      called(0, 'proxy_on_request_headers', 'Continue'),
      called(1, 'proxy_on_request_headers', 'StopIteration → Pause'),
      called(2, 'proxy_on_log', ''),
      called(3, 'proxy_on_done', 'true'),
      { ...called(4, 'proxy_on_log', ''), plugin: 1 },
    ],
  });
  const file = 'filter.ts';
  expect(callbackHints(report, 0, [{ path: file, text: stream }])).toEqual([
    {
      kind: 'callback',
      plugin: 0,
      file,
      line: 2,
      tone: 'paused',
      text: 'called 2× · → StopIteration → Pause',
    },
    { kind: 'callback', plugin: 0, file, line: 5, tone: 'neutral', text: 'called 1×' },
  ]);
});

test('a method that two classes have gets none', () => {
  const report = scenario({ events: [called(0, 'proxy_on_log', '')] });
  expect(callbackHints(report, 0, [{ path: 'filter.ts', text: `${stream}\n${stream}` }])).toEqual(
    [],
  );
});

test('what held the stream tells how long, up to the last time', () => {
  const hint = (events: TraceEvent[], verdict: ExchangeReport['verdict'] = 'completed') =>
    callbackHints(
      scenario({ events, exchanges: [exchange({}), exchange({ index: 1, verdict })] }),
      0,
      [{ path: 'filter.ts', text: stream }],
    )[0]?.text;
  const held = (seq: number, part: Partial<NetEvent> = {}): TraceEvent[] => [
    called(seq, 'proxy_on_request_headers', 'StopIteration'),
    net({ seq: seq + 1, what: 'paused', text: 'paused at request headers', ...part }),
  ];
  const goesOn = (seq: number, timeNs: number, part: Partial<NetEvent> = {}) =>
    net({ seq, what: 'resumed', text: 'request goes on', timeNs, ...part });
  const begun = 'called 1× · → StopIteration';

  expect(hint([...held(0), goesOn(2, 30_000_000)])).toBe(`${begun} · paused 30 ms`);
  expect(hint([...held(0), goesOn(2, 0)])).toBe(begun);
  expect(hint([...held(0), goesOn(2, 30_000_000, { plugin: 1 })])).toBe(begun);
  const answered = net({ seq: 2, what: 'local-response', timeNs: 5_000_000, text: '' });
  expect(hint([...held(0), answered])).toBe(`${begun} · paused 5 ms`);

  const second = { exchange: 1, timeNs: 40_000_000 };
  const both = [...held(0), goesOn(2, 30_000_000), ...held(3, second)];
  expect(hint(both)).toBe('called 2× · → StopIteration');
  expect(hint(both, 'hung')).toBe('called 2× · → StopIteration · never resumed');
});
