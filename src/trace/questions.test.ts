import { expect, test } from 'vitest';
import type { RunReport } from '#run/api.ts';
import { compareRuns } from './compare-runs.ts';
import { expectationSentence } from './expectation-text.ts';
import { runHints } from './run-hints.ts';
import { statusWithPhrase } from './status-text.ts';
import { callback, exchange, fault, hostcall, message, scenario } from './testing/report.ts';
import { unknownClusters } from './unknown-clusters.ts';

const source = { plugin: 0, file: 'filter.ts', line: 7, column: 1 };

test('a line’s hint tells its last call and how often it called', () => {
  const call = {
    source,
    mutates: true,
    inputs: [
      { name: 'name', text: '"x-user"' },
      { name: 'value', text: '"u1"' },
    ],
  };
  const hints = runHints(
    scenario({
      events: [
        hostcall({ seq: 0, ...call }),
        hostcall({ seq: 1, ...call }),
        hostcall({ seq: 2, source: { ...source, file: '~lib/proxy-wasm/log.ts' } }),
      ],
    }),
  );
  expect(hints).toEqual([
    {
      kind: 'hostcall',
      plugin: 0,
      file: 'filter.ts',
      line: 7,
      tone: 'changed',
      text: '2× · x-user: u1',
    },
  ]);
});

test('a fault’s hint wins over those of calls on its line', () => {
  const hints = runHints(
    scenario({
      events: [hostcall({ seq: 0, source: { plugin: 0, file: 'filter.ts', line: 12, column: 1 } })],
      faults: [fault({})],
    }),
  );
  expect(hints).toEqual([
    { kind: 'fault', plugin: 0, file: 'filter.ts', line: 12, tone: 'fault', text: 'trapped here' },
  ]);
});

test('clusters that the filter called in vain are named once', () => {
  const failed = {
    name: 'proxy_http_call',
    result: 2,
    why: 'no cluster is named "auth"',
    inputs: [{ name: 'upstream', text: '"auth"' }],
  };
  const report = scenario({
    events: [
      hostcall({ seq: 0, ...failed }),
      hostcall({ seq: 1, ...failed }),
      hostcall({ seq: 2, ...failed, result: 0 }),
      hostcall({ seq: 3, ...failed, why: 'the path is missing' }),
    ],
  });
  expect(unknownClusters(report)).toEqual(['auth']);
});

test('two runs are compared by what others can see', () => {
  const run = (part: Parameters<typeof scenario>[0]): RunReport => ({
    format: 1,
    project: 'p',
    scenarios: [scenario(part)],
  });
  const one = run({
    exchanges: [exchange({})],
    events: [callback({ seq: 0 }), callback({ seq: 1, name: 'proxy_on_memory_allocate' })],
  });
  const fewerAllocations = run({ exchanges: [exchange({})], events: [callback({ seq: 0 })] });
  expect(compareRuns(one, fewerAllocations, ['debug', 'release'])).toEqual([]);

  const otherAnswer = run({
    exchanges: [exchange({ clientResponse: message([[':status', '201']]) })],
    events: [callback({ seq: 0 })],
  });
  const differences = compareRuns(one, otherAnswer, ['debug', 'release']);
  expect(differences).toHaveLength(1);
  expect(differences[0]?.text).toMatch(/^client's answer 1: debug .*200.*, release .*201/);
});

test('assertions read as sentences', () => {
  const base = { exchange: 1, key: '', compare: 'equals', value: '' } as const;
  expect(
    expectationSentence({ ...base, subject: 'client.header', key: 'hello', value: 'world' }, true),
  ).toEqual({
    subject: 'response header at the client of request 2',
    key: 'hello',
    comparison: 'is',
    value: 'world',
  });
  expect(expectationSentence({ ...base, subject: 'log', compare: 'absent' }, true)).toEqual({
    subject: 'log',
    key: '',
    comparison: 'is absent',
    value: '',
  });
});

test('a status has its phrase when it has one', () => {
  expect(statusWithPhrase('403')).toBe('403 Forbidden');
  expect(statusWithPhrase('299')).toBe('299');
});
