// What VMs share, without VMs: numbers and statuses as a real Envoy gave them.

import { expect, test } from 'vitest';
import { Status } from '#abi/status.ts';
import { MetricType } from '#abi/types.ts';
import { Refusal } from '#host/refusal.ts';
import { Metrics, VmMetrics } from './metrics.ts';
import { SharedData } from './shared-data.ts';
import { SharedQueues } from './shared-queues.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const statusOf = (result: unknown): unknown => (result instanceof Refusal ? result.status : result);
const why = (result: unknown): string => (result instanceof Refusal ? result.why : '');

test('cas is one count for the whole process, and data belongs to a VM id', () => {
  const data = new SharedData();
  const one = data.of('one');
  const other = data.of('other');
  expect(one.set('k', bytes(1), 0)).toBeNull();
  expect(other.set('k', bytes(2), 0)).toBeNull();
  expect(one.get('k')).toEqual({ value: bytes(1), cas: 1 });
  expect(data.of('other').get('k')).toEqual({ value: bytes(2), cas: 2 });
  expect(statusOf(data.of('').get('k'))).toBe(Status.NOT_FOUND);
});

test('a wrong cas is refused and changes nothing; an absent key takes any', () => {
  const data = new SharedData().of('');
  expect(data.set('new', bytes(1), 77)).toBeNull();
  const refused = data.set('new', bytes(2), 77);
  expect(statusOf(refused)).toBe(Status.CAS_MISMATCH);
  expect(why(refused)).toContain('expected with cas 77 and has 1');
  expect(data.get('new')).toEqual({ value: bytes(1), cas: 1 });
  expect(data.set('new', bytes(3), 1)).toBeNull();
  expect(data.get('new')).toEqual({ value: bytes(3), cas: 2 });
});

test('a key that was never set is told with those that were', () => {
  const data = new SharedData().of('vm');
  expect(why(data.get('a'))).toContain('nothing has been set');
  data.set('b', bytes(), 0);
  expect(why(data.get('a'))).toContain('there is "b"');
});

test('registering again keeps what a queue holds, and the last who did is told', () => {
  const queues = new SharedQueues();
  const told: string[] = [];
  const vm = queues.of('vm');
  expect(queues.register('vm', 'q', (id) => told.push(`first ${id}`))).toBe(1);
  expect(vm.enqueue(1, bytes(1))).toBeNull();
  expect(queues.register('vm', 'q', (id) => told.push(`second ${id}`))).toBe(1);
  expect(vm.enqueue(1, bytes(2))).toBeNull();
  expect(told).toEqual(['first 1', 'second 1']);
  expect([vm.dequeue(1), vm.dequeue(1), statusOf(vm.dequeue(1))]).toEqual([
    bytes(1),
    bytes(2),
    Status.EMPTY,
  ]);
});

test('queues of two VM ids are two, an empty id is the own, and an id is good for all', () => {
  const queues = new SharedQueues();
  queues.register('a', 'q', () => undefined);
  queues.register('b', 'q', () => undefined);
  expect([queues.of('b').resolve('', 'q'), queues.of('b').resolve('a', 'q')]).toEqual([2, 1]);
  expect(queues.of('b').enqueue(1, bytes(7))).toBeNull();
  expect(queues.of('a').dequeue(1)).toEqual(bytes(7));
  const unknown = queues.of('a').resolve('', 'nope');
  expect(statusOf(unknown)).toBe(Status.NOT_FOUND);
  expect(why(unknown)).toContain('1 "q" of the VM id "a", 2 "q" of the VM id "b"');
  expect([0, 3].map((id) => statusOf(queues.of('a').dequeue(id)))).toEqual([1, 1]);
  expect(statusOf(queues.of('a').enqueue(0, bytes()))).toBe(Status.NOT_FOUND);
});

test('a metric defined twice has two ids and one value, in every VM', () => {
  const metrics = new Metrics();
  const vm = new VmMetrics(metrics);
  const ids = [
    vm.define(MetricType.COUNTER, 'c'),
    vm.define(MetricType.GAUGE, 'g'),
    vm.define(MetricType.HISTOGRAM, 'h'),
    vm.define(MetricType.COUNTER, 'c'),
    vm.define(MetricType.GAUGE, 'c'),
  ];
  expect(ids).toEqual([4, 5, 6, 8, 9]);
  const other = new VmMetrics(metrics);
  other.define(MetricType.COUNTER, 'c');
  other.increment(4, 3n);
  expect([vm.get(4), vm.get(8), vm.get(9)]).toEqual([3n, 3n, 0n]);
});

test('a counter only grows, and recording adds; a gauge wraps', () => {
  const vm = new VmMetrics(new Metrics());
  vm.define(MetricType.COUNTER, 'c');
  vm.define(MetricType.GAUGE, 'g');
  expect([0n, -1n].map((delta) => statusOf(vm.increment(4, delta)))).toEqual([2, 2]);
  expect([vm.increment(4, 5n), vm.record(4, 7n), vm.get(4)]).toEqual([null, null, 12n]);
  expect([vm.increment(5, 3n), vm.increment(5, -5n), vm.get(5)]).toEqual([
    null,
    null,
    2n ** 64n - 2n,
  ]);
  expect([vm.record(5, 9n), vm.increment(5, 0n), vm.get(5)]).toEqual([null, null, 9n]);
});

test('histograms record alone, and unknown ids are refused by their class', () => {
  const metrics = new Metrics();
  const vm = new VmMetrics(metrics);
  vm.define(MetricType.HISTOGRAM, 'h');
  expect([vm.record(6, 100n), metrics.all()[0]?.samples]).toEqual([null, [100n]]);
  const statuses = (id: number) =>
    [vm.increment(id, 1n), vm.record(id, 1n), vm.get(id)].map(statusOf);
  expect(statuses(6)).toEqual([2, null, 2]);
  expect([400, 401, 402, 403, 3, 0].map(statuses)).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [2, 1, 2],
    [2, 1, 2],
    [2, 1, 2],
    [1, 1, 1],
  ]);
});
