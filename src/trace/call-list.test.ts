import { expect, test } from 'vitest';
import { callRows, plumbingCount } from './call-list.ts';
import { callback, fault, hostcall, scenario } from './testing/report.ts';

const report = scenario({
  events: [
    callback({ seq: 0, lastSeq: 3, result: 1, resultText: 'StopIteration' }),
    hostcall({
      seq: 1,
      parent: 0,
      name: 'proxy_get_property',
      inputs: [{ name: 'path', text: '"source\\u0000address"' }],
      outputs: [{ name: 'value', text: '"127.0.0.1:50000"' }],
      source: { plugin: 0, file: 'filter.ts', line: 7, column: 1 },
    }),
    callback({ seq: 2, parent: 1, name: 'proxy_on_memory_allocate', args: [15] }),
    hostcall({ seq: 3, parent: 0, result: 2, resultText: 'BadArgument', why: 'sealed' }),
    {
      kind: 'log',
      seq: 4,
      timeNs: 0,
      parent: null,
      worker: 0,
      plugin: 0,
      exchange: 0,
      level: 'info',
      text: 'wasm log: hi',
      message: 'hi',
      fromGuest: true,
    },
    {
      kind: 'net',
      seq: 5,
      timeNs: 0,
      parent: null,
      worker: 0,
      plugin: null,
      exchange: 0,
      what: 'upstream-request',
      text: 'GET /',
    },
    {
      kind: 'fault',
      seq: 6,
      timeNs: 0,
      parent: null,
      worker: 0,
      plugin: 0,
      exchange: 0,
      fault: fault({}),
    },
  ],
});

test('a hostcall that a trap has left says so', () => {
  const left = scenario({
    events: [hostcall({ seq: 0, result: null, resultText: '', trapped: true })],
  });
  expect(callRows(left)).toMatchObject([{ result: 'trapped', tone: 'fault' }]);
});

test('the worker is told at the outermost call, when there are several', () => {
  const both = scenario({
    events: [
      callback({ seq: 0, worker: 0 }),
      hostcall({ seq: 1, parent: 0, worker: 0 }),
      callback({ seq: 2, worker: 1 }),
    ],
  });
  expect(callRows(both).map(({ worker }) => worker)).toEqual([0, null, 1]);
  expect(callRows(report).every(({ worker }) => worker === null)).toBe(true);
});

test('calls are nested under their callback, with results and lines', () => {
  const rows = callRows(report);
  expect(rows.map((row) => [row.seq, row.depth, `${row.name}${row.text}`, row.result])).toEqual([
    [0, 0, 'proxy_on_request_headers(2, 5, 1)', 'StopIteration'],
    [1, 1, 'proxy_get_property("source.address")', '"127.0.0.1:50000"'],
    [2, 2, 'proxy_on_memory_allocate(15)', 'Continue'],
    [3, 1, 'proxy_replace_header_map_value()', 'BadArgument'],
    [5, 0, '→ upstream GET /', ''],
    [6, 0, 'no more', ''],
  ]);
  expect(rows[1]?.source?.line).toBe(7);
});

test('tones tell pauses, faults and changes', () => {
  const tones = callRows(report).map((row) => row.tone);
  expect(tones).toEqual(['paused', 'neutral', 'neutral', 'fault', 'neutral', 'fault']);
});

test('allocations can be folded', () => {
  const rows = callRows(report);
  expect(rows.filter((row) => row.plumbing).map((row) => row.seq)).toEqual([2]);
  expect(plumbingCount(rows)).toBe(1);
});

test('long values are cut', () => {
  const rows = callRows(
    scenario({
      events: [hostcall({ seq: 0, inputs: [{ name: 'value', text: 'x'.repeat(500) }] })],
    }),
  );
  expect(rows[0]?.text.length).toBeLessThan(130);
});
