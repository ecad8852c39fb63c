// The folder of a download, built by the asc command line: its module must be the one that the page made.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { examples, readExample } from '#examples/node.ts';
import type { SourceText } from './api.ts';
import { createNodeCompiler, readSdk } from './node/node-compiler.ts';
import { ASC_VERSION, releaseFolder } from './release-layout.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const compiler = createNodeCompiler();
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** The name in package.json for a project of that name. */
function nameOf(name: string): string {
  const [file] = releaseFolder({
    files: [{ path: 'filter.ts', text: '' }],
    sdk: [],
    moduleFileName: 'filter.wasm',
    name,
  });
  return (JSON.parse(file?.text ?? '') as { name: string }).name;
}

async function writeFolder(files: SourceText[], moduleFileName: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-release-'));
  folders.push(folder);
  for (const { path, text } of releaseFolder({
    files,
    sdk: readSdk(),
    moduleFileName,
    name: 'A “name”',
  })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('the folder of a release', () => {
  it.each(examples.map(({ slug }) => slug))(
    'rebuilds %s byte for byte',
    async (slug) => {
      const plugin = readExample(slug).plugins[0];
      if (plugin?.source.kind !== 'assemblyscript') throw new Error('The example has no source.');
      const { files } = plugin.source;
      const folder = await writeFolder(files, plugin.moduleFileName);
      const [outcome] = await Promise.all([
        compiler.compile({ revision: 1, files, profile: 'release' }),
        promisify(execFile)('npm', ['run', 'build'], { cwd: folder, timeout: 60_000 }),
      ]);
      if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
      const built = await readFile(join(folder, plugin.moduleFileName));
      expect(Buffer.compare(built, outcome.module)).toBe(0);
    },
    60_000,
  );

  it('pins the compiler that this repository pins', async () => {
    const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['assemblyscript']).toBe(ASC_VERSION);
  });

  it('has a name that npm takes', () => {
    expect(nameOf('API observer')).toBe('api-observer');
    expect(nameOf('  «Ünïcode»  ')).toBe('n-code');
    expect(nameOf('日本')).toBe('filter');
  });
});
