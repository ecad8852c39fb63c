// How plugins end when Envoy does.

import { expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { CallbackEvent, ScenarioReport } from './api.ts';
import { projectOf, runModule } from './testing/project.ts';

const guest = (body: string, imports = ''): Uint8Array =>
  wat(`(module ${imports} ${boilerplate} ${body})`);
const onDone = (result: number, body = ''): string =>
  `(func (export "proxy_on_done") (param i32) (result i32) ${body} (i32.const ${result}))`;
const onDelete = '(func (export "proxy_on_delete") (param i32))';

const roots = (report: ScenarioReport): string[] =>
  report.events
    .filter((event): event is CallbackEvent => event.kind === 'callback')
    .filter(({ exchange }) => exchange === null)
    .map(({ name, contextId, worker }) => `${name} ${contextId} on ${worker}`);

test('a plugin is asked, and deleted, on every worker', () => {
  const report = runModule(guest(onDone(1) + onDelete), projectOf({}, {}, { workers: 2 }));
  expect(roots(report)).toEqual([
    'proxy_on_done 1 on 0',
    'proxy_on_delete 1 on 0',
    'proxy_on_done 1 on 1',
    'proxy_on_delete 1 on 1',
  ]);
});

test('a plugin that is not done is not deleted', () => {
  expect(roots(runModule(guest(onDone(0) + onDelete)))).toEqual(['proxy_on_done 1 on 0']);
});

test('plugins end from the last to the first, and a shared root context once', () => {
  const [plugin] = projectOf({}).plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const other = { ...plugin, name: 'other' };
  const project = { ...projectOf({}), plugins: [plugin, other, plugin] };
  expect(roots(runModule(guest(onDone(1)), project))).toEqual([
    'proxy_on_done 2 on 0',
    'proxy_on_done 1 on 0',
  ]);
});

test('a failed VM is not entered again', () => {
  const traps = guest(
    `${onDone(1)} (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) unreachable)`,
  );
  expect(roots(runModule(traps))).toEqual([]);
});

test('the state of the report is that before the end', () => {
  const counts = guest(
    onDone(1, '(drop (call $define (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))'),
    '(import "env" "proxy_define_metric" (func $define (param i32 i32 i32 i32) (result i32)))',
  );
  const report = runModule(counts, projectOf({}, { exchanges: [{ request: {} }] }));
  // The stream's own on_done has defined it before.
  expect(report.state.metrics).toHaveLength(1);
  const sets = guest(
    `(func (export "proxy_on_delete") (param $id i32) (if (i32.eq (local.get $id) (i32.const 1))
      (then (drop (call $define (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))))))`,
    '(import "env" "proxy_define_metric" (func $define (param i32 i32 i32 i32) (result i32)))',
  );
  expect(runModule(sets).state.metrics).toEqual([]);
});
