// Undo and redo: what is a step, what is not, and what stays.

import { expect, test } from 'vitest';
import type { Project } from '#project/schema.ts';
import { smallProject } from '../testing/project.ts';
import { setFileText } from './edit-project.ts';
import { changedPath } from './history.ts';
import { createPlaygroundStore } from './playground-store.ts';

function page() {
  let nowMs = 0;
  const store = createPlaygroundStore(smallProject(), () => nowMs);
  return {
    state: () => store.getState(),
    edit: (recipe: (project: Project) => Project) => store.getState().editProject(recipe),
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

const named =
  (name: string) =>
  (project: Project): Project => ({ ...project, name });
const typed =
  (text: string) =>
  (project: Project): Project =>
    setFileText(project, 0, 'filter.ts', text);

test('an edit is undone and done again, with the scenario that was on screen', () => {
  const { state, edit } = page();
  state().showScenario(1);
  edit((project) => ({ ...project, scenarios: project.scenarios.slice(0, 1) }));
  state().showScenario(0);
  state().undo();
  expect(state().project.scenarios).toHaveLength(2);
  expect(state().scenario).toBe(1);
  state().redo();
  expect(state().project.scenarios).toHaveLength(1);
  state().redo();
  expect(state().project.scenarios).toHaveLength(1);
});

test('what is typed into one field is one step, until there is a pause', () => {
  const { state, edit, wait } = page();
  for (const name of ['s', 'sm', 'sma']) edit(named(name));
  wait(2000);
  edit(named('big'));
  edit((project) => ({ ...project, logLevel: 'warn' }));
  state().undo();
  expect(state().project).toMatchObject({ name: 'big', logLevel: 'info' });
  state().undo();
  expect(state().project.name).toBe('sma');
  state().undo();
  expect(state().project.name).toBe('small');
  state().undo();
  expect(state().project.name).toBe('small');
});

test('sources are the editor’s affair: no step, and never taken back', () => {
  const { state, edit } = page();
  edit(named('other'));
  edit(typed('// written meanwhile'));
  expect(state().history.past).toHaveLength(1);
  state().undo();
  expect(state().project.name).toBe('small');
  expect(state().project.plugins[0]?.source).toMatchObject({
    files: [{ text: '// written meanwhile' }],
  });
  state().redo();
  expect(state().project.name).toBe('other');
});

test('drafts come back too, and a new edit ends what could be redone', () => {
  const { state, edit } = page();
  state().setDraft('name', { text: '', problem: 'needed' });
  edit(named('other'));
  state().setDraft('name', null);
  state().undo();
  expect(state().drafts).toEqual({ name: { text: '', problem: 'needed' } });
  edit((project) => ({ ...project, workers: 2 }));
  state().redo();
  expect(state().project.name).toBe('small');
});

test('another project begins with nothing to undo, and a hundred steps are kept', () => {
  const { state, edit, wait } = page();
  for (let index = 0; index < 130; index++) {
    edit(named(`name ${index}`));
    wait(2000);
  }
  expect(state().history.past).toHaveLength(100);
  state().openProject({ project: smallProject(), precompiled: null, edited: false, drafts: {} });
  expect(state().history.past).toHaveLength(0);
});

test('the path of a change', () => {
  const base = { a: { b: [1, { c: 'x' }], d: 1 } };
  expect(changedPath(base, base)).toBe('');
  expect(changedPath(base, { a: { b: [1, { c: 'y' }], d: 1 } })).toBe('.a.b.1.c');
  expect(changedPath(base, { a: { b: [2, { c: 'y' }], d: 1 } })).toBe('.a.b');
  expect(changedPath(base, { a: { ...base.a, e: 1 } })).toBe('.a.e');
});
