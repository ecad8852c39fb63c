import { expect, test } from 'vitest';
import { scenario as report } from '#trace/testing/report.ts';
import { smallProject } from '../testing/project.ts';
import { problemCount, renumberDrafts, withoutRow } from './drafts.ts';
import { editExchange, freeName, moveItem, sameSources, setFileText } from './edit-project.ts';
import { createPlaygroundStore } from './playground-store.ts';
import { createResultShelf, reportFor } from './results.ts';

const problem = { text: 'x', problem: 'no' };

test('an edit of a scenario is a revision, an edit of a file also a source revision', () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().openProject({
    project: smallProject(),
    precompiled: 'hello-header',
    edited: false,
    drafts: {},
  });
  const { revision, sourceRevision } = store.getState();
  store.getState().editProject((project) => ({ ...project, name: 'other' }));
  expect(store.getState()).toMatchObject({
    revision: revision + 1,
    sourceRevision,
    precompiled: 'hello-header',
    edited: true,
  });
  store.getState().editProject((project) => setFileText(project, 0, 'filter.ts', '// new'));
  expect(store.getState()).toMatchObject({
    sourceRevision: sourceRevision + 1,
    precompiled: null,
  });
});

test('an edit that changes nothing is no revision', () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().editProject((project) => setFileText(project, 0, 'filter.ts', '// start'));
  expect(store.getState()).toMatchObject({ revision: 0, edited: false });
});

test('edits leave untouched parts the same object', () => {
  const project = smallProject();
  const next = editExchange(project, 1, 0, (old) => ({ ...old, afterMs: 5 }));
  expect(next.scenarios[0]).toBe(project.scenarios[0]);
  expect(next.scenarios[1]?.exchanges[0]?.afterMs).toBe(5);
  expect(project.scenarios[1]?.exchanges[0]?.afterMs).toBe(0);
  expect(sameSources(project, next)).toBe(true);
});

test('drafts follow their rows and leave with them', () => {
  const drafts = {
    'scenarios.0.exchanges.0.request.path': problem,
    'scenarios.2.overrides.node': problem,
    'scenarios.1.calls.0.server.status': problem,
    name: problem,
  };
  expect(Object.keys(renumberDrafts(drafts, 'scenarios', withoutRow(1)))).toEqual([
    'scenarios.0.exchanges.0.request.path',
    'scenarios.1.overrides.node',
    'name',
  ]);
});

test('problems are counted under a path, not under its namesakes', () => {
  const drafts = { 'node.id': problem, nodes: problem, node: { text: '', problem: null } };
  expect(problemCount(drafts, 'node')).toBe(1);
});

test('rows move, and names that are taken get a number', () => {
  expect(moveItem(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moveItem(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  expect(freeName('util', ['util', 'util 2'])).toBe('util 3');
});

test('a result is found for scenarios that moved since the run', () => {
  const project = smallProject(['one', 'two', 'three']);
  const scenarios = new Map(
    project.scenarios.map((scenario, index) => [index, report({ name: scenario.name, index })]),
  );
  const result = { project, revision: 1, scenarios };
  const [, two, three] = project.scenarios;
  expect(reportFor(result, three, 1)?.name).toBe('three');
  expect(reportFor(result, two && { ...two, lingerMs: 5 }, 0)?.name).toBe('two');
  expect(reportFor(result, two && { ...two, name: 'new' }, 3)).toBeNull();
});

test('the shelf keeps the newest results only', () => {
  const shelf = createResultShelf(2);
  const result = { project: smallProject(), revision: 1, scenarios: new Map() };
  const keys = [shelf.put(result), shelf.put(result), shelf.put(result)];
  expect(keys.map((key) => shelf.get(key) === null)).toEqual([true, false, false]);
});
