import { expect, test } from 'vitest';
import { alignedCalls, scenarioDifferences } from './compare-scenarios.ts';
import { callback, exchange, hostcall, message, scenario } from './testing/report.ts';

const answer = (headers: [string, string][], body = '') =>
  scenario({ exchanges: [exchange({ clientResponse: message(headers, body) })] });

test('equal runs have no differences', () => {
  expect(scenarioDifferences(answer([['a', '1']]), answer([['a', '1']]))).toEqual([]);
});

test('headers are told one by one, also those that only one run has', () => {
  const one = answer(
    [
      ['a', '1'],
      ['b', '2'],
      ['b', '3'],
    ],
    'x',
  );
  const other = answer(
    [
      ['a', '1'],
      ['b', '2'],
      ['c', '4'],
    ],
    'y',
  );
  expect(scenarioDifferences(one, other)).toEqual([
    { what: 'b at the client', left: '2, 3', right: '2' },
    { what: 'c at the client', left: '', right: '4' },
    { what: 'body at the client', left: 'x', right: 'y' },
  ]);
});

test('of several requests each says which', () => {
  const run = (verdict: 'completed' | 'hung') =>
    scenario({ exchanges: [exchange({}), exchange({ index: 1, verdict })] });
  expect(scenarioDifferences(run('completed'), run('hung'))).toEqual([
    { what: 'verdict, request 2', left: 'completed', right: 'hung' },
  ]);
});

test('what is shared at the end is compared by name', () => {
  const metric = (value: string) =>
    scenario({
      state: {
        sharedData: [],
        queues: [],
        metrics: [{ name: 'hits', type: 'counter', value, samples: [], sampleCount: 0, steps: [] }],
      },
    });
  expect(scenarioDifferences(metric('1'), metric('2'))).toEqual([
    { what: 'metric hits', left: '1', right: '2' },
  ]);
});

test('calls are aligned: what one run has more stands alone', () => {
  const run = (names: string[]) =>
    scenario({
      events: [
        callback({ seq: 0, lastSeq: names.length }),
        ...names.map((name, index) => hostcall({ seq: index + 1, parent: 0, name })),
      ],
    });
  const [worker] = alignedCalls(run(['a', 'b', 'c']), run(['a', 'c']));
  expect(worker?.rows.map(({ kind }) => kind)).toEqual(['same', 'same', 'only-sluice', 'same']);
});

test('a worker that only one run has is told as its own', () => {
  const one = scenario({ events: [callback({ seq: 0 })] });
  const two = scenario({ events: [callback({ seq: 0 }), callback({ seq: 1, worker: 1 })] });
  expect(
    alignedCalls(one, two).map(({ worker, rows }) => [worker, rows.map(({ kind }) => kind)]),
  ).toEqual([
    [0, ['same']],
    [1, ['only-envoy']],
  ]);
});
