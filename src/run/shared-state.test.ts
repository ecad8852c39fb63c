// State across the VMs of a process in whole runs: VMs that are played unseen, workers that take turns, and what the report says.

import { expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { CallbackEvent, HostcallEvent, ScenarioReport } from './api.ts';
import { runProject } from './run-project.ts';
import { projectOf, runModule } from './testing/project.ts';

const imports = `
  (import "env" "proxy_define_metric" (func $define (param i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_increment_metric" (func $increment (param i32 i64) (result i32)))
  (import "env" "proxy_record_metric" (func $record (param i32 i64) (result i32)))
  (import "env" "proxy_set_shared_data" (func $set (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_get_shared_data" (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_register_shared_queue" (func $register (param i32 i32 i32) (result i32)))
  (import "env" "proxy_enqueue_shared_queue" (func $enqueue (param i32 i32 i32) (result i32)))`;
const guest = (body: string): Uint8Array =>
  wat(
    `(module ${imports} ${boilerplate} (data (i32.const 100) "key") (data (i32.const 110) "value") ${body})`,
  );
const onConfigure = (body: string): string =>
  `(func (export "proxy_on_configure") (param i32 i32) (result i32) ${body} (i32.const 1))`;
const onRequest = (body: string): string =>
  `(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) ${body} (i32.const 0))`;
const setKey =
  '(drop (call $set (i32.const 100) (i32.const 3) (i32.const 110) (i32.const 5) (i32.const 0)))';
const countOnce = `(drop (call $define (i32.const 0) (i32.const 100) (i32.const 3) (i32.const 0)))
  (drop (call $increment (i32.load (i32.const 0)) (i64.const 1)))`;
const register = '(drop (call $register (i32.const 100) (i32.const 3) (i32.const 8)))';
const enqueue = '(drop (call $enqueue (i32.const 1) (i32.const 110) (i32.const 5)))';
const onQueueReady = '(func (export "proxy_on_queue_ready") (param i32 i32))';

const requests = (count: number) => ({
  exchanges: Array.from({ length: count }, () => ({ request: {} })),
});
const callbacks = (report: ScenarioReport): CallbackEvent[] =>
  report.events.filter((event): event is CallbackEvent => event.kind === 'callback');

test('canary, main thread and every worker start a VM each; only the workers are seen', () => {
  const starts = guest(onConfigure(setKey + countOnce));
  const report = runModule(starts, projectOf({}, {}, { workers: 2 }));
  expect(report.state.sharedData).toMatchObject([{ vmId: '', key: 'key', cas: 4 }]);
  expect(report.state.sharedData[0]?.value.data).toBe('value');
  expect(report.state.metrics).toMatchObject([{ name: 'key', type: 'counter', value: '4' }]);
  expect(callbacks(report).map(({ name, worker }) => [name, worker])).toEqual([
    ['proxy_on_configure', 0],
    ['proxy_on_configure', 1],
  ]);
  expect(report.memoryBytes).toHaveLength(2);
});

test('exchanges go to the workers in turn, each with VMs and context ids of its own', () => {
  const report = runModule(
    guest(onRequest('') + '(func (export "proxy_on_context_create") (param i32 i32))'),
    projectOf({}, requests(3), { workers: 2 }),
  );
  const seen = callbacks(report).filter(({ name }) => name === 'proxy_on_request_headers');
  expect(seen.map(({ worker, contextId }) => [worker, contextId])).toEqual([
    [0, 2],
    [1, 2],
    [0, 3],
  ]);
  expect(report.events.every((event) => event.worker !== null)).toBe(true);
});

test('the worker that registered a queue last is told, once per value, after the callback', () => {
  const report = runModule(
    guest(onConfigure(register) + onRequest(enqueue + enqueue) + onQueueReady),
    projectOf({}, requests(1), { workers: 2 }),
  );
  const names = callbacks(report).map(({ name, worker }) => `${name} ${worker}`);
  expect(names.slice(2)).toEqual([
    'proxy_on_request_headers 0',
    'proxy_on_queue_ready 1',
    'proxy_on_queue_ready 1',
  ]);
  expect(report.state.queues).toMatchObject([{ id: 1, name: 'key', items: [{}, {}] }]);
});

test('a guest without shared state starts once per worker and no more', () => {
  const quiet = wat(`(module ${boilerplate} ${onConfigure('')})`);
  const entered: string[] = [];
  runProject(
    { id: 1, project: projectOf({}), modules: [{ bytes: quiet, sourceMap: null }], options: {} },
    ({ callback }) => entered.push(callback),
    null,
  );
  expect(entered).toEqual(['proxy_on_configure']);
});

test('a start that the unseen canary refuses is told on a worker, where it can be seen', () => {
  const refuses = guest(
    `(func (export "proxy_on_configure") (param i32 i32) (result i32) ${setKey} (i32.const 0))`,
  );
  const report = runModule(refuses);
  expect(report.loaded).toBe(false);
  expect(report.faults.map(({ kind }) => kind)).toEqual(['load-failed']);
  expect(callbacks(report).map(({ name }) => name)).toEqual(['proxy_on_configure']);
});

test('an endless loop in the unseen canary is found by the guard, with its callback', () => {
  const loops = guest(onConfigure(`${setKey} (loop $l (br $l))`));
  const options = { loopGuard: { scenario: 0, seq: 0, turns: 1000 } };
  const report = runModule(loops, projectOf({}), options);
  expect(report.loaded).toBe(false);
  expect(report.faults[0]).toMatchObject({ kind: 'trap', callback: 'proxy_on_configure' });
});

test('why a hostcall on shared state did not succeed is told', () => {
  const asks = guest(
    onRequest(
      '(drop (call $get (i32.const 100) (i32.const 3) (i32.const 8) (i32.const 12) (i32.const 16)))',
    ),
  );
  const call = runModule(asks).events.find(
    (event): event is HostcallEvent => event.kind === 'hostcall',
  );
  expect(call).toMatchObject({ result: 1, resultText: 'NotFound' });
  expect(call?.why).toContain('nothing has been set');
});

test('assertions on metrics and shared data, and on those that are not there', () => {
  const measures = guest(
    onRequest(`${setKey} ${countOnce}
      (drop (call $define (i32.const 2) (i32.const 110) (i32.const 5) (i32.const 4)))
      (drop (call $record (i32.const 6) (i64.const 7))) (drop (call $record (i32.const 6) (i64.const 9)))`),
  );
  const expectations = [
    { subject: 'metric' as const, key: 'key', value: 1 },
    { subject: 'metric' as const, key: 'key', value: 2 },
    { subject: 'metric' as const, key: 'value', value: 9 },
    { subject: 'metric' as const, key: 'value', compare: 'count' as const, value: 2 },
    { subject: 'metric' as const, key: 'nope', compare: 'absent' as const },
    { subject: 'shared-data' as const, key: 'key', value: 'value' },
    { subject: 'shared-data' as const, key: 'key', value: 'other' },
    { subject: 'shared-data' as const, key: 'nope', value: 'value' },
  ];
  const report = runModule(measures, projectOf({}, { expect: expectations }));
  expect(report.expectations.map(({ holds }) => holds)).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(report.expectations.at(-1)?.actual).toBe('no shared data has the key nope');
});
