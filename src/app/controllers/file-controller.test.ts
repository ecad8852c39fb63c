import { expect, test } from 'vitest';
import * as reader from '#bundle/read-project-file.ts';
import { testTab } from '../testing/tab.ts';
import { emptyProject } from './empty-project.ts';
import { createFileController } from './file-controller.ts';
import { projectFile } from './project-file.ts';

async function page() {
  const tab = await testTab();
  const told: string[] = [];
  const taken: string[] = [];
  const savedFiles: { name: string; text: string }[] = [];
  const files = createFileController({
    ...tab,
    modules: {
      take: (file) => Promise.resolve(void taken.push(file.name)),
      takeOffered: () => undefined,
      missing: () => Promise.resolve([]),
      backToEditor: () => Promise.resolve(),
    },
    moduleStorage: {
      find: () => Promise.resolve(null),
      keep: () => Promise.resolve(null),
      dropOthers: () => Promise.resolve(0),
    },
    flushEditors: () => undefined,
    loadReader: () => Promise.resolve(reader),
    saveFile: (name, text) => savedFiles.push({ name, text }),
    askToPersist: () => undefined,
    tell: (message) => told.push(message),
  });
  return { ...tab, files, told, taken, savedFiles };
}

test('a saved file opens as a project of its own, and what was there stays', async () => {
  const { files, savedFiles, edit, source, names, told } = await page();
  edit('// mine');
  await files.save(null);
  const [saved] = savedFiles;
  expect(saved?.name).toBe('an-example.sluice.json');
  edit('// and on');
  await files.take([new File([saved?.text ?? ''], 'back.sluice.json')]);
  expect(source()).toBe('// mine');
  expect(await names()).toEqual(['an example', 'an example']);
  expect(told.at(-1)).toMatch(/^an example from back\.sluice\.json is open/);
});

test('each file goes where it belongs, and what belongs nowhere is told', async () => {
  const { files, told, taken, source, names } = await page();
  const { text } = projectFile(emptyProject('theirs'));
  await files.take([new File([''], 'a.wasm')]);
  await files.take([new File([''], 'b.WAT')]);
  expect(taken).toEqual(['a.wasm', 'b.WAT']);
  await files.take([new File([''], 'notes.txt')]);
  await files.take([new File([text], 'a.json'), new File([text], 'b.json')]);
  await files.take([new File(['{'], 'broken.json')]);
  expect(told).toEqual([
    expect.stringMatching(/^notes\.txt is neither a module .* stays as it is\.$/),
    expect.stringMatching(/^Give one file at a time/),
    expect.stringMatching(/^broken\.json is not JSON: .* stays as it is\.$/),
  ]);
  expect(source()).toBe('// start');
  expect(await names()).toEqual([]);
});

const configuration = (filename: string): string => `
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: 10000 } }
      filter_chains:
        - filters:
            - name: hcm
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: s
                via: sluice
                http_filters:
                  - name: w
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                      config: { name: auth, vm_config: { code: { local: { filename: ${filename} } } } }
`;

test('an envoy.yaml opens as a project with a list of what it does not say, which stays with it', async () => {
  const { files, store, told, edit, names, projects } = await page();
  edit('// mine');
  await files.take([new File([configuration('/etc/auth.wasm')], 'envoy.yaml')]);
  expect(await names()).toEqual(['an example', 'auth']);
  expect(told).toEqual([]);
  const { envoyOrigin, dialog, projectId } = store.getState();
  expect(envoyOrigin).toMatchObject({
    file: 'envoy.yaml',
    unmodelled: [{ path: expect.stringMatching(/\.via$/), line: 11 }],
  });
  expect(dialog).toBe('envoy-origin');
  await projects.openExample('first');
  expect(store.getState().envoyOrigin).toBeNull();
  await projects.openKept(projectId ?? '');
  expect(store.getState().envoyOrigin).toEqual(envoyOrigin);
});

test('an envoy.yaml comes with its modules when both are given', async () => {
  const { files, store, told } = await page();
  const module = new File([new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])], 'auth.wasm');
  const yaml = new File([configuration('/etc/auth.wasm')], 'any-name.yml');
  await files.take([module, yaml]);
  expect(store.getState().project.plugins[0]?.source).toMatchObject({
    name: 'auth.wasm',
    sha256: expect.stringMatching(/^93a44bbb/),
  });
  await files.take([module, module]);
  expect(told).toEqual([expect.stringMatching(/^Give one file at a time/)]);
});

test('text is opened too, and what is wrong with it is the answer', async () => {
  const { files, store } = await page();
  expect(await files.takeText('a: [1')).toMatch(/^Line 1: it is not YAML/);
  expect(await files.takeText('{"a": 1}')).toMatch(/^The pasted text is no project/);
  expect(store.getState().envoyOrigin).toBeNull();
  expect(await files.takeText(configuration('auth.wasm'))).toBeNull();
  expect(store.getState().project.name).toBe('auth');
});
