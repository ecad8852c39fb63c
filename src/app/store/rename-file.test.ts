import { expect, test } from 'vitest';
import { renameFile } from './rename-file.ts';

const filter = [
  "import { a } from './util';",
  'export * from "./lib/deep.ts";',
  "// from './util'",
  "const text = './util';",
  "import { request } from 'proxy-wasm';",
].join('\n');
const files = [
  { path: 'filter.ts', text: filter },
  { path: 'util.ts', text: 'export const a = 1;' },
  { path: 'lib/deep.ts', text: "import { a } from '../util';\nimport './near';" },
  { path: 'lib/near.ts', text: '' },
];

const textOf = (all: readonly { path: string; text: string }[], path: string) =>
  all.find((one) => one.path === path)?.text;

test('imports follow a file that gets another name; comments and other texts stay', () => {
  const next = renameFile(files, 'util.ts', 'lib/tools.ts');
  expect(next.map(({ path }) => path)).toEqual([
    'filter.ts',
    'lib/tools.ts',
    'lib/deep.ts',
    'lib/near.ts',
  ]);
  expect(textOf(next, 'filter.ts')).toBe(
    filter.replace("a } from './util'", "a } from './lib/tools'"),
  );
  expect(textOf(next, 'lib/deep.ts')).toBe("import { a } from './tools';\nimport './near';");
  expect(next[3]).toBe(files[3]);
});

test('a file that moves to another folder takes its imports along', () => {
  const next = renameFile(files, 'lib/deep.ts', 'deep.ts');
  expect(textOf(next, 'deep.ts')).toBe("import { a } from './util';\nimport './lib/near';");
  expect(textOf(next, 'filter.ts')).toBe(filter.replace('./lib/deep.ts', './deep.ts'));
});
