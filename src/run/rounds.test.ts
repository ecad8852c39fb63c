// Repeated scenarios: the same as written out, judged in every round, summed up and bounded.

import { expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import { writtenOut } from '#project/rounds.ts';
import type { RunProgress } from './api.ts';
import { runProject } from './run-project.ts';
import { projectOf, runModule } from './testing/project.ts';

/** Holds every third request for ever, and takes a page of memory for each. */
const everyThird = wat(`(module ${boilerplate} (global $n (mut i32) (i32.const 0))
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (global.set $n (i32.add (global.get $n) (i32.const 1)))
    (drop (memory.grow (i32.const 1)))
    (i32.eqz (i32.rem_u (global.get $n) (i32.const 3)))))`);

const request = { request: {} };
const completes = { subject: 'verdict', value: 'completed' } as const;

test('rounds are the scenario written out: state carries over on the same VMs', () => {
  const repeated = projectOf({}, { exchanges: [request, request], repeat: 3 });
  const [scenario] = repeated.scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  const long = runModule(everyThird, { ...repeated, scenarios: [writtenOut(scenario)] });
  const short = runModule(everyThird, repeated);
  expect(long.exchanges.map((one) => one.verdict)).toContain('hung');
  expect({ ...short, rounds: null }).toEqual(long);
  expect(short.rounds).not.toBeNull();
});

test('all rounds are summed up', () => {
  const { rounds } = runModule(everyThird, projectOf({}, { repeat: 7 }));
  expect(rounds).toMatchObject({
    played: 7,
    asked: 7,
    exchanges: 7,
    verdicts: [
      { name: 'completed', count: 5 },
      { name: 'hung', count: 2 },
    ],
    statuses: [
      { name: '200', count: 5 },
      { name: 'no answer', count: 2 },
    ],
    clusters: [
      { name: 'upstream', count: 5 },
      { name: 'none', count: 2 },
    ],
    hostcalls: { least: 0, most: 0 },
  });
});

test('an assertion about an exchange is judged in every round', () => {
  const judged = (repeat: number) =>
    runModule(everyThird, projectOf({}, { repeat, expect: [completes] })).expectations[0];
  expect(judged(7)).toEqual({
    index: 0,
    holds: false,
    actual: 'hung',
    rounds: { held: 5, of: 7 },
  });
  expect(judged(2)).toMatchObject({ holds: true, rounds: { held: 2, of: 2 } });
  expect(judged(1)).toEqual({ index: 0, holds: true, actual: 'completed' });
});

test('rounds that an end of Envoy left out do not hold', () => {
  const traps = wat(`(module ${boilerplate}
    (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) unreachable))`);
  const report = runModule(traps, projectOf({}, { repeat: 5, expect: [completes] }));
  expect(report.expectations[0]).toMatchObject({ holds: false, rounds: { held: 0, of: 5 } });
  expect(report.rounds?.verdicts).toEqual([{ name: 'failed-closed', count: 5 }]);
});

test('the report holds the first rounds only, and how memory grew', () => {
  const report = runModule(
    everyThird,
    projectOf({}, { exchanges: [request, request], repeat: 30 }),
  );
  expect(report.exchanges).toHaveLength(20);
  expect(report.rounds?.exchanges).toBe(60);
  expect(report.memory).toHaveLength(61);
  expect(report.memory[0]?.exchange).toBeNull();
  expect(report.memory.at(-1)).toEqual({ exchange: 59, bytes: report.memoryBytes });
});

test('the news tells how many exchanges have begun', () => {
  const news: RunProgress[] = [];
  const project = projectOf({}, { repeat: 4 });
  runProject(
    { id: 1, project, modules: [{ bytes: everyThird, sourceMap: null }], options: {} },
    (progress) => news.push(progress),
    null,
  );
  const begun = news
    .filter((one) => one.callback === 'proxy_on_request_headers')
    .map((one) => one.exchanges);
  expect(begun).toEqual([1, 2, 3, 4]);
});
