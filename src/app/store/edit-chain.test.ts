import { expect, test } from 'vitest';
import type { Plugin, Project } from '#project/schema.ts';
import { smallProject } from '../testing/project.ts';
import { arrangeDrafts, arrangePlugins, namedApart, vmNeighbours } from './edit-chain.ts';
import { editFiles, editScenario, setFileText, sourceFiles } from './edit-project.ts';
import { createPlaygroundStore } from './playground-store.ts';

function chainOf(...names: string[]): Project {
  const project = smallProject();
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const plugins = names.map(
    (name): Plugin => ({
      ...plugin,
      name,
      source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: `// ${name}` }] },
    }),
  );
  return { ...project, plugins };
}

const names = (project: Project): string[] => project.plugins.map(({ name }) => name);
const texts = (project: Project): (string | undefined)[] =>
  project.plugins.map((_, index) => sourceFiles(project, index)[0]?.text);

function page(project: Project) {
  const store = createPlaygroundStore(project, () => 0);
  store.getState().openProject({ project, precompiled: null, edited: false, drafts: {} });
  return () => store.getState();
}

test('what names a plugin by its place goes where the plugin goes', () => {
  const project = editScenario(chainOf('a', 'b', 'c'), 0, (scenario) => ({
    ...scenario,
    overrides: {
      logLevel: 'warn',
      plugins: { 0: { failurePolicy: 'fail-open' }, 2: { failurePolicy: 'fail-reload' } },
    },
  }));
  const next = arrangePlugins(project, [2, 1]);
  expect(names(next)).toEqual(['c', 'b']);
  expect(next.scenarios[0]?.overrides).toEqual({
    logLevel: 'warn',
    plugins: { 0: { failurePolicy: 'fail-reload' } },
  });
  expect(next.scenarios[1]).toBe(project.scenarios[1]);
  expect(arrangePlugins(project, [1]).scenarios[0]?.overrides).toEqual({ logLevel: 'warn' });

  const bad = { text: 'x', problem: 'no' };
  const drafts = {
    'plugins.0.name': bad,
    'plugins.2.vm.id': bad,
    'scenarios.1.overrides.plugins.2.configuration': bad,
    'node.id': bad,
  };
  expect(arrangeDrafts(drafts, 2, [2, 1])).toEqual({
    'plugins.0.vm.id': bad,
    'scenarios.1.overrides.plugins.0.configuration': bad,
    'node.id': bad,
  });
});

test('a new plugin has a name and a file of its own', () => {
  const { plugins } = chainOf('auth', 'auth 2', '');
  const [auth, , unnamed] = plugins;
  if (auth === undefined || unnamed === undefined) throw new Error('no plugin');
  expect(namedApart(auth, plugins)).toMatchObject({
    name: 'auth 3',
    moduleFileName: 'filter-2.wasm',
  });
  expect(namedApart(unnamed, plugins).name).toBe('filter');
});

test('plugins of the same code know each other, and share a VM when nothing keeps them apart', () => {
  const { plugins } = chainOf('a', 'a', 'b');
  expect(vmNeighbours(plugins, 0)).toEqual([{ index: 1, shares: true }]);
  expect(vmNeighbours(plugins, 2)).toEqual([]);
  const apart = plugins.map((one, index) => ({ ...one, vm: { ...one.vm, id: `vm ${index}` } }));
  expect(vmNeighbours(apart, 0)).toEqual([{ index: 1, shares: false }]);
});

test('modules that nobody has given yet are told apart by their names', () => {
  const { plugins } = chainOf('a', 'b', 'c');
  const asked = plugins.map((plugin, index) => ({
    ...plugin,
    source: { kind: 'module' as const, name: `${index === 1 ? 'b' : 'a'}.wasm`, sha256: '' },
  }));
  expect(vmNeighbours(asked, 0)).toEqual([{ index: 2, shares: true }]);
});

test('the plugin on screen stays on screen, and what was set aside stays with its plugin', () => {
  const state = page(chainOf('a', 'b', 'c'));
  const aside = { kind: 'assemblyscript' as const, files: [{ path: 'old.ts', text: '' }] };
  state().setAsideSources({ 1: aside });
  state().show({ plugin: 1 });
  state().arrangeChain([1, 0, 2]);
  expect(state()).toMatchObject({ plugin: 0, setAside: { 0: aside } });
  state().arrangeChain([1, 2]);
  expect(state()).toMatchObject({ plugin: 0, setAside: {} });
});

test('a chain is taken back and made again, with what was written meanwhile', () => {
  const state = page(chainOf('a', 'b'));
  state().arrangeChain([1, 0]);
  state().editProject((project) => setFileText(project, 1, 'filter.ts', '// a since'));
  state().undo();
  expect(texts(state().project)).toEqual(['// a since', '// b']);
  state().redo();
  expect(texts(state().project)).toEqual(['// b', '// a since']);

  state().arrangeChain([0]);
  state().editProject((project) => setFileText(project, 0, 'filter.ts', '// b since'));
  state().undo();
  expect(texts(state().project)).toEqual(['// b since', '// a since']);
  state().redo();
  expect(texts(state().project)).toEqual(['// b since']);
});

test('plugins that differ in their sources alone change places as a step too', () => {
  const state = page(chainOf('same', 'same'));
  state().editProject((project) =>
    editFiles(project, 0, () => [{ path: 'filter.ts', text: '// first' }]),
  );
  expect(state().history.past).toHaveLength(0);
  state().arrangeChain([1, 0]);
  expect(texts(state().project)).toEqual(['// same', '// first']);
  state().undo();
  expect(texts(state().project)).toEqual(['// first', '// same']);
});

test('undo in a chain that is shorter shows a plugin that is there', () => {
  const project = chainOf('a');
  const state = page(project);
  state().arrangeChain([0, ...chainOf('b').plugins]);
  state().show({ plugin: 1 });
  state().undo();
  expect(state().plugin).toBe(0);
});
