import { expect, test } from 'vitest';
import { fault, scenario } from '#trace/testing/report.ts';
import { smallProject } from '../testing/project.ts';
import { createResultShelf, type RunResult } from './results.ts';

const project = smallProject();

function result(revision: number, part: Parameters<typeof scenario>[0] = {}): RunResult {
  return { project, revision, scenarios: new Map([[0, scenario(part)]]) };
}

test('the run before an edit is the last of another revision', () => {
  const shelf = createResultShelf();
  shelf.put(result(1));
  expect(shelf.before()).toBeNull();
  shelf.put(result(1, { endNs: 5 }));
  shelf.put(result(2));
  shelf.put(result(2));
  expect(shelf.before()).toMatchObject({ revision: 1 });
  expect(shelf.before()?.scenarios.get(0)?.endNs).toBe(5);
});

test('a broken run does not take the place of a good one', () => {
  const shelf = createResultShelf();
  shelf.put(result(1, { faults: [fault({})] }));
  shelf.put(result(2));
  expect(shelf.before()?.revision).toBe(1);
  shelf.put(result(3, { faults: [fault({})] }));
  shelf.put(result(4));
  expect(shelf.before()?.revision).toBe(2);
});

test('another Project has no run before it', () => {
  const shelf = createResultShelf();
  shelf.put(result(1));
  shelf.put({ ...result(2), project: { ...project, name: 'other' } });
  expect(shelf.before()).toBeNull();
});
