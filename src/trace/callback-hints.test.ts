import { expect, test } from 'vitest';
import { callbackHints } from './callback-hints.ts';
import { callback, scenario } from './testing/report.ts';

const stream = `class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return this.onRequestHeaders(1, true);
  }
  onLog(): void {}
}`;
const called = (seq: number, name: string, resultText: string) =>
  callback({ seq, name, resultText, plugin: 0 });

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
