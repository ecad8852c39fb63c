// Modules compiled elsewhere on the page: taken, asked for, refused in a sentence, and the sources given back.

import { afterEach, expect, test, vi } from 'vitest';
import type { DoctorApi } from '#doctor/api.ts';
import { examineModule } from '#doctor/examine.ts';
import { readModuleFile } from '#doctor/read-file.ts';
import type { Plugin } from '#project/schema.ts';
import { boilerplate, wat } from '../../host/testing/guest.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { smallProject } from '../testing/project.ts';
import { createCompileController } from './compile-controller.ts';
import { createModuleController, largestModuleBytes } from './module-controller.ts';
import type { KeptModule, ModuleStorage } from './module-storage.ts';

afterEach(() => vi.restoreAllMocks());

const doctor: DoctorApi = {
  read: readModuleFile,
  examine: (bytes) => Promise.resolve(examineModule(bytes)),
  write: () => Promise.reject(new Error('nobody asks here')),
  explain: () => Promise.reject(new Error('nobody asks here')),
};
const written: Plugin['source'] = {
  kind: 'assemblyscript',
  files: [{ path: 'filter.ts', text: '// start' }],
};
const beginning: Plugin['source'] = {
  kind: 'assemblyscript',
  files: [{ path: 'filter.ts', text: '// to begin with' }],
};

const moduleBytes = (body = ''): Uint8Array<ArrayBuffer> =>
  new Uint8Array(wat(`(module ${boilerplate} ${body})`));

function file(name: string, bytes: Uint8Array<ArrayBuffer>) {
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer) };
}
const text = (name: string, content: string) => file(name, new TextEncoder().encode(content));

function workplace(unkept: string | null = null) {
  const kept = new Map<string, KeptModule>();
  const storage: ModuleStorage = {
    find: (sha256) => Promise.resolve(kept.get(sha256) ?? null),
    keep: (sha256, module) => {
      kept.set(sha256, module);
      return Promise.resolve(unkept);
    },
    dropOthers: () => Promise.resolve(0),
  };
  const store = createPlaygroundStore(smallProject());
  const told: string[] = [];
  const undos: (() => void)[] = [];
  const runNow = vi.fn();
  const modules = createModuleController({
    store,
    storage,
    doctor,
    flushEditors: () => undefined,
    firstSource: () => Promise.resolve(beginning),
    runNow,
    tell: (message) => void told.push(message),
    tellUndo: (message, undo) => {
      told.push(message);
      undos.push(undo);
    },
  });
  const source = (): Plugin['source'] | undefined => store.getState().project.plugins[0]?.source;
  return { store, storage, kept, modules, told, undos, runNow, source };
}

test('a module takes the place of the source, which comes back', async () => {
  const { modules, source, store, kept, told } = workplace();
  await modules.take(file('rust.wasm', moduleBytes()), 0);
  expect(source()).toMatchObject({ kind: 'module', name: 'rust.wasm' });
  expect(kept.size).toBe(1);
  expect(told).toEqual([
    'rust.wasm is the filter now. What you wrote is kept: Back to the editor brings it back.',
  ]);
  await modules.backToEditor(0);
  expect(source()).toEqual(written);
  expect(store.getState().setAside).toEqual({});
});

test('what was written is still kept behind a second module', async () => {
  const { modules, source } = workplace();
  await modules.take(file('one.wasm', moduleBytes()), 0);
  await modules.take(file('two.wasm', moduleBytes('(func)')), 0);
  await modules.backToEditor(0);
  expect(source()).toEqual(written);
});

test('of a chain the plugin that is meant gets the module, the others keep theirs', async () => {
  const { modules, store, kept } = workplace();
  store.getState().editProject((project) => ({
    ...project,
    plugins: [...project.plugins, ...project.plugins],
  }));
  await modules.take(file('second.wasm', moduleBytes()), 1);
  const sources = (): string[] => store.getState().project.plugins.map(({ source }) => source.kind);
  expect(sources()).toEqual(['assemblyscript', 'module']);
  expect(store.getState().plugin).toBe(1);
  expect(kept.size).toBe(1);
  await modules.backToEditor(1);
  expect(sources()).toEqual(['assemblyscript', 'assemblyscript']);
});

test('undo brings the source back, and redoing nothing is lost either', async () => {
  const { modules, source, undos } = workplace();
  await modules.take(file('one.wasm', moduleBytes()), 0);
  undos[0]?.();
  expect(source()).toEqual(written);
  await modules.take(file('one.wasm', moduleBytes()), 0);
  await modules.backToEditor(0);
  undos.at(-1)?.();
  expect(source()).toMatchObject({ kind: 'module' });
  await modules.backToEditor(0);
  expect(source()).toEqual(written);
});

test('text becomes the module that it says', async () => {
  const { modules, source, kept } = workplace();
  await modules.take(text('guest.wat', `;; a guest\n(module ${boilerplate})`), 0);
  expect(source()).toMatchObject({ kind: 'module', name: 'guest.wat' });
  expect([...([...kept.values()][0]?.bytes.subarray(0, 4) ?? [])]).toEqual([0, 0x61, 0x73, 0x6d]);
});

test.each([
  ['bad.wat', '(module\n  (funk))', 'bad.wat, line 2, column 4: unexpected token "funk"'],
  [
    'type.wat',
    '(module (func (result i32) (i64.const 1)))',
    'type.wat, line 1, column 29: type mismatch',
  ],
  ['photo.png', '\u0089PNG\r\n', 'begins neither with "\\0asm" nor like its text format'],
  ['page.wasm', '<html></html>', 'It is a web page or XML.'],
  ['nothing.wasm', '', 'The file is empty.'],
])('%s is refused in a sentence', async (name, content, message) => {
  const { modules, source, told } = workplace();
  await modules.take(text(name, content), 0);
  expect(source()).toEqual(written);
  expect(told.join()).toContain(message);
});

test('a file that is too large is not read', async () => {
  const { modules, told } = workplace();
  const arrayBuffer = vi.fn();
  await modules.take({ name: 'big.wasm', size: largestModuleBytes + 1, arrayBuffer }, 0);
  expect(arrayBuffer).not.toHaveBeenCalled();
  expect(told[0]).toContain('at most 64 MiB');
});

test('without storage the module works for this visit, and the person is told', async () => {
  const { modules, source, told } = workplace('no room');
  await modules.take(file('rust.wasm', moduleBytes()), 0);
  expect(source()).toMatchObject({ kind: 'module' });
  expect(told[1]).toContain('The browser does not keep rust.wasm (no room).');
});

test('a missing module is asked for; the right file runs, another is offered first', async () => {
  const { modules, source, store, storage, runNow } = workplace();
  const right = moduleBytes();
  const { sha256 } = examineModule(right);
  const asked: Plugin['source'] = { kind: 'module', name: 'theirs.wasm', sha256 };
  store.getState().editProject((project) => ({
    ...project,
    plugins: project.plugins.map((plugin) => ({ ...plugin, source: asked })),
  }));
  const compiler = createCompileController(
    store,
    { ready: vi.fn(), compile: vi.fn() },
    () => Promise.reject(new Error('none')),
    storage,
  );
  expect(await compiler.compile()).toBeNull();
  expect(store.getState().compile).toEqual({
    status: 'missing',
    plugin: 0,
    name: 'theirs.wasm',
    sha256,
  });

  const other = moduleBytes('(func)');
  await modules.take(file('other.wasm', other), 0);
  expect(source()).toEqual(asked);
  expect(store.getState().offered).toMatchObject({ plugin: 0, name: 'other.wasm' });
  expect(runNow).not.toHaveBeenCalled();

  await modules.take(file('renamed.wasm', right), 0);
  expect(source()).toEqual(asked);
  expect(store.getState().offered).toBeNull();
  expect(runNow).toHaveBeenCalledOnce();
  expect((await compiler.compile())?.modules[0]?.bytes).toEqual(right);
});

test('a module that nobody has the hash of is any file, for all plugins that are made of it', async () => {
  const { modules, store, undos } = workplace();
  const named: Plugin['source'] = { kind: 'module', name: 'auth.wasm', sha256: '' };
  store.getState().editProject((project) => ({
    ...project,
    plugins: [named, { ...named, name: 'other.wasm' }, named].flatMap((source) =>
      project.plugins.map((plugin) => ({ ...plugin, source })),
    ),
  }));
  const names = () =>
    store
      .getState()
      .project.plugins.map(({ source }) => (source.kind === 'module' ? source.name : ''));
  await modules.take(file('built.wasm', moduleBytes()), 2);
  expect(names()).toEqual(['built.wasm', 'other.wasm', 'built.wasm']);
  expect(store.getState().offered).toBeNull();
  undos[0]?.();
  expect(names()).toEqual(['auth.wasm', 'other.wasm', 'auth.wasm']);
});

test('another file than the one asked for can be used anyway', async () => {
  const { modules, source, store } = workplace();
  const sha256 = '0'.repeat(64);
  store.getState().editProject((project) => ({
    ...project,
    plugins: project.plugins.map((plugin) => ({
      ...plugin,
      source: { kind: 'module', name: 'theirs.wasm', sha256 },
    })),
  }));
  await modules.take(file('other.wasm', moduleBytes()), 0);
  modules.takeOffered();
  expect(source()).toMatchObject({ kind: 'module', name: 'other.wasm' });
  expect(store.getState().offered).toBeNull();
  // Nobody has sources for it.
  await modules.backToEditor(0);
  expect(source()).toEqual(beginning);
});
