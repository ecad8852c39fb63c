// The chain on the page: what comes in, what goes, what comes back, and what is refused in a sentence.

import { expect, test } from 'vitest';
import { compileGuest } from '../../compile/testing/compile-guest.ts';
import type { Project } from '#project/schema.ts';
import { editScenario } from '../store/edit-project.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { smallProject } from '../testing/project.ts';
import { createChainController, emptyFilter } from './chain-controller.ts';

function workplace(example: Project = smallProject()) {
  const project = smallProject();
  const store = createPlaygroundStore(project, () => 0);
  store.getState().openProject({ project, precompiled: 'x', edited: false, drafts: {} });
  const told: string[] = [];
  const undos: (() => void)[] = [];
  const chain = createChainController({
    store,
    loadExample: () => Promise.resolve(example),
    flushEditors: () => undefined,
    tell: (message) => void told.push(message),
    tellUndo: (message, undo) => {
      told.push(message);
      undos.push(undo);
    },
  });
  return { state: () => store.getState(), chain, told, undos };
}

test('an empty filter comes in at the end and is on screen; the example’s own modules are no longer right', () => {
  const { state, chain } = workplace();
  chain.addEmpty();
  expect(state().project.plugins.map(({ name }) => name)).toEqual(['', 'filter']);
  expect(state()).toMatchObject({ plugin: 1, precompiled: null, edited: true });
});

test('a copy stands behind its original with a file name of its own', () => {
  const { state, chain } = workplace();
  chain.addEmpty();
  chain.addCopy(0);
  expect(state().project.plugins.map(({ moduleFileName }) => moduleFileName)).toEqual([
    'filter.wasm',
    'filter-3.wasm',
    'filter-2.wasm',
  ]);
  expect(state().project.plugins[1]?.source).toEqual(state().project.plugins[0]?.source);
});

test('an example comes with its clusters, and those that are there stay', async () => {
  const own = smallProject();
  const cluster = {
    name: 'auth',
    address: '127.0.0.1',
    port: 1,
    connectTimeoutMs: 1,
    protocol: 'http1' as const,
    metadata: {},
    endpoint: {
      metadata: {},
      locality: { region: '', zone: '', subZone: '' },
      localityMetadata: {},
    },
  };
  const { state, chain } = workplace({ ...own, clusters: [cluster] });
  state().editProject((old) => ({ ...old, clusters: [{ ...cluster, name: 'mine' }] }));
  await chain.addExample('any');
  await chain.addExample('any');
  expect(state().project.plugins).toHaveLength(3);
  expect(state().project.clusters.map(({ name }) => name)).toEqual(['mine', 'auth']);
});

test('what is taken out comes back to its place with what scenarios say of it', () => {
  const { state, chain, told, undos } = workplace();
  chain.addEmpty();
  state().editProject((project) =>
    editScenario(project, 0, (old) => ({
      ...old,
      overrides: { plugins: { 1: { failurePolicy: 'fail-open' } } },
    })),
  );
  chain.move(1, 0);
  expect(state().plugin).toBe(0);
  chain.remove(0);
  expect(told).toEqual(['filter is out of the chain.']);
  expect(state().project.scenarios[0]?.overrides).toEqual({});
  undos[0]?.();
  expect(state().project.plugins.map(({ name }) => name)).toEqual(['filter', '']);
  expect(state().project.scenarios[0]?.overrides).toEqual({
    plugins: { 0: { failurePolicy: 'fail-open' } },
  });
});

test('the last plugin stays, and a ninth does not come in', () => {
  const { state, chain, told } = workplace();
  chain.remove(0);
  expect(state().project.plugins).toHaveLength(1);
  for (let count = 0; count < 8; count++) chain.addEmpty();
  expect(state().project.plugins).toHaveLength(8);
  expect(told).toEqual(['A chain has at most 8 plugins here.']);
});

test('the filter to begin with compiles', async () => {
  await expect(compileGuest(emptyFilter)).resolves.toBeDefined();
});
