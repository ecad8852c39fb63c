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
