// When the next tick is due, as the report tells it for each exchange and for the end.

import { expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import { projectOf, runModule } from './testing/project.ts';

const setPeriod =
  '(import "env" "proxy_set_tick_period_milliseconds" (func $period (param i32) (result i32)))';
const onConfigure = (body: string): string =>
  `(func (export "proxy_on_configure") (param i32 i32) (result i32) ${body} (i32.const 1))`;
const onTick = (body = ''): string => `(func (export "proxy_on_tick") (param i32) ${body})`;
const guest = (body: string): Uint8Array => wat(`(module ${setPeriod} ${boilerplate} ${body})`);
const ticking = guest(onConfigure('(drop (call $period (i32.const 100)))') + onTick());

test('each exchange and the end tell the tick that was due next', () => {
  const project = projectOf(
    {},
    { exchanges: [{ request: {} }, { request: {}, afterMs: 250 }], lingerMs: 30 },
  );
  expect(runModule(ticking, project).nextTicks).toEqual([
    { exchange: 0, plugin: 0, atNs: 100_000_000, periodMs: 100 },
    { exchange: 1, plugin: 0, atNs: 300_000_000, periodMs: 100 },
    { exchange: null, plugin: 0, atNs: 300_000_000, periodMs: 100 },
  ]);
});

test('of several VMs the first tick counts', () => {
  const project = projectOf({}, {}, { workers: 3 });
  expect(runModule(ticking, project).nextTicks).toHaveLength(2);
});

test('no tick is due without a period, without the callback, or in a VM that has failed', () => {
  const noPeriod = guest(onConfigure('') + onTick());
  const noCallback = guest(onConfigure('(drop (call $period (i32.const 100)))'));
  const trapping = guest(
    onConfigure('(drop (call $period (i32.const 100)))') + onTick('unreachable'),
  );
  expect(runModule(noPeriod).nextTicks).toEqual([]);
  expect(runModule(noCallback).nextTicks).toEqual([]);
  const over = runModule(trapping, projectOf({}, { lingerMs: 150 })).nextTicks;
  expect(over.map(({ exchange }) => exchange)).toEqual([0]);
});
