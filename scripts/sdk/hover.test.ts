// What Monaco shows when the mouse rests on a name of the SDK: its own TypeScript has to find the comment, past the decorators that it does
// not know.

import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices';
import { expect, it } from 'vitest';
import { readSdk } from '#compile/node/node-compiler.ts';
import { readDoors } from './read-sdk.ts';

const FILTER = '/filter.ts';

it('has the comment of every public name', () => {
  const files = new Map(
    readSdk().map(({ path, text }) => [`/node_modules/proxy-wasm/${path}`, text]),
  );
  const places: { name: string; at: number }[] = [];
  let filter = '';
  for (const [index, { path, declarations }] of readDoors().entries()) {
    for (const { name } of declarations) {
      places.push({ name: `${path} ${name}`, at: filter.length + 'import { '.length });
      filter += `import { ${name} as ${name}${index} } from '${path}';\n`;
    }
  }
  files.set(FILTER, filter);
  const service = typescript.createLanguageService({
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = files.get(path);
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    // Those of the editor (src/app/editor/monaco.ts), by number.
    getCompilationSettings: () => ({
      target: 99,
      module: 99,
      moduleResolution: 2,
      noLib: true,
      experimentalDecorators: true,
      types: [],
    }),
    getDefaultLibFileName: () => 'lib.d.ts',
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path),
    directoryExists: (folder) => [...files.keys()].some((path) => path.startsWith(folder)),
  });
  const silent = places.filter(({ at }) => {
    const { documentation = [] } = service.getQuickInfoAtPosition(FILTER, at) ?? {};
    return documentation.every(({ text }) => text === '');
  });
  expect(places.length).toBeGreaterThan(90);
  expect(silent.map(({ name }) => name)).toEqual([]);
});
