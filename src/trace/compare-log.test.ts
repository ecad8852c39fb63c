// A report held against a log: the right thread for each worker.

import { expect, test } from 'vitest';
import type { TraceEvent } from '#run/api.ts';
import { compareLogs, compareWithLog } from './compare-log.ts';
import { formatEnvoyLog } from './envoy-log.ts';
import { realLog } from './testing/envoy-log.ts';

const strict = { addresses: true };

function callback(seq: number, worker: number, name: string): TraceEvent {
  return {
    kind: 'callback',
    seq,
    lastSeq: seq,
    timeNs: 0,
    parent: null,
    worker,
    plugin: 0,
    exchange: null,
    name,
    contextId: 1,
    args: [1],
    result: null,
    trapped: false,
    resultText: '',
  };
}

test("a worker is held against the thread that did most of what it did, not against Envoy's main thread", () => {
  const events = [
    callback(0, 0, 'proxy_on_context_create'),
    callback(1, 0, 'proxy_on_request_headers'),
  ];
  expect(compareWithLog({ events }, realLog, strict).map(({ thread }) => thread)).toEqual([
    '16483',
  ]);
});

test('every worker has a thread of its own', () => {
  const events = [callback(0, 0, 'proxy_on_log'), callback(1, 1, 'proxy_on_tick')];
  const log = formatEnvoyLog({ events }, 0)
    .replaceAll('][0][', '][41][')
    .replaceAll('][1][', '][40][');
  expect(compareWithLog({ events }, log, strict)).toMatchObject([
    { worker: 0, thread: '41', differences: 0 },
    { worker: 1, thread: '40', differences: 0 },
  ]);
});

test('a worker for which the log has no thread has everything alone', () => {
  const events = [callback(0, 0, 'proxy_on_log'), callback(1, 1, 'proxy_on_log')];
  const log = formatEnvoyLog({ events: events.slice(0, 1) }, 0);
  expect(compareWithLog({ events }, log, strict)).toMatchObject([
    { thread: '0', differences: 0 },
    { thread: null, rows: [{ kind: 'only-sluice' }] },
  ]);
});

test('a text that tells nothing of filters is compared with nothing', () => {
  expect(compareWithLog({ events: [callback(0, 0, 'proxy_on_log')] }, 'hello', strict)).toEqual([]);
});

test('two logs are held against each other, each worker of the one against a thread of the other', () => {
  const events = [callback(0, 0, 'proxy_on_log'), callback(1, 1, 'proxy_on_tick')];
  const other = [callback(0, 0, 'proxy_on_tick'), callback(1, 1, 'proxy_on_done')];
  const logs = {
    sluice: formatEnvoyLog({ events }, 0),
    envoy: formatEnvoyLog({ events: other }, 0),
  };
  const found = compareLogs(logs, strict).map(({ worker, thread, differences }) => [
    worker,
    thread,
    differences > 0,
  ]);
  expect(found).toEqual([
    [0, '0', true],
    [1, '1', true],
  ]);
  expect(
    compareLogs({ ...logs, envoy: logs.sluice }, strict).map((one) => one.differences),
  ).toEqual([0, 0]);
});
