import { expect, test } from 'vitest';
import { readExample } from '#examples/node.ts';
import { markdownLink, markdownWithCode } from './markdown.ts';

const url = 'https://sluice.example/#1.a.abc.def12';
const example = readExample('hello-header');

test('a link in one line, whatever the project is called', () => {
  const named = { ...example, name: 'my_filter\n[v2] <b>' };
  expect(markdownLink(named, url)).toBe(`[my\\_filter \\[v2\\] \\<b\\> in Sluice](${url})`);
});

test('code and results, without headings', () => {
  const text = markdownWithCode({ ...example, description: 'Says # hello.' }, url, ['one: 200']);
  expect(text).toMatch(/^\[.*\]\(https.*\), a filter for Envoy: Says \\# hello\.\n\n```ts\n\/\/ /);
  expect(text).toMatch(/\n```\n\n- one: 200\n$/);
  expect(text).not.toMatch(/^#/m);
});

test('several files are told apart, and code with a fence in it stays code', () => {
  const files = [
    { path: 'filter.ts', text: '// ```` four' },
    { path: 'lib/util.ts', text: 'const a = 1;' },
  ];
  const [plugin] = example.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const text = markdownWithCode(
    { ...example, plugins: [{ ...plugin, source: { kind: 'assemblyscript', files } }] },
    url,
    [],
  );
  expect(text).toContain('`filter.ts`\n\n`````ts\n// ```` four\n`````');
  expect(text).toContain('`lib/util.ts`\n\n```ts\nconst a = 1;\n```');
});

test('what is longer than an issue is left to the link', () => {
  const [plugin] = example.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const files = [{ path: 'filter.ts', text: 'x'.repeat(70_000) }];
  const text = markdownWithCode(
    { ...example, plugins: [{ ...plugin, source: { kind: 'assemblyscript', files } }] },
    url,
    ['one: 200'],
  );
  expect(text).toContain('The code is in the link.');
  expect(text.length).toBeLessThan(1000);
});

test('a module compiled elsewhere is named', () => {
  const [plugin] = example.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const source = { kind: 'module' as const, name: 'mine.wasm', sha256: 'ab'.repeat(32) };
  const text = markdownWithCode({ ...example, plugins: [{ ...plugin, source }] }, url, []);
  expect(text).toContain(`\`mine.wasm\`, sha256 \`${source.sha256}\``);
});
