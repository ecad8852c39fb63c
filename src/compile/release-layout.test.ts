// The folder of a download, built by the asc command line: its module must be the one that the page made.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** Whether the folder's build gives the bytes that the page made. */
async function isRebuilt(files: SourceText[], moduleFileName: string): Promise<boolean> {
  const folder = await writeFolder(files, moduleFileName);
  const [outcome] = await Promise.all([
    compiler.compile({ revision: 1, files, profile: 'release' }),
    promisify(execFile)('npm', ['run', 'build'], { cwd: folder, timeout: 60_000 }),
  ]);
  if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
  const built = await readFile(join(folder, moduleFileName));
  return Buffer.compare(built, outcome.module) === 0;
}

/** Guests for two SDKs by the name of their package. */
const guests = [
  { name: '@solo-io/proxy-runtime', file: 'compat-solo-io.as.ts' },
  { name: '@gcoredev/proxy-wasm-sdk-as', file: 'compat-gcoredev.as.ts' },
].map(({ name, file }) => ({
  name,
  files: [
    {
      path: 'filter.ts',
      text: readFileSync(new URL(`testing/${file}`, import.meta.url), 'utf8'),
    },
  ],
}));

describe('the folder of a release', () => {
  // Each costs a start of npm; what the others import, the guest of all doors does.
  it.each(examples.filter(({ group }) => group === 'Tutorials').map(({ slug }) => slug))(
    'rebuilds %s byte for byte',
    async (slug) => {
      const plugin = readExample(slug).plugins[0];
      if (plugin?.source.kind !== 'assemblyscript') throw new Error('The example has no source.');
      expect(await isRebuilt(plugin.source.files, plugin.moduleFileName)).toBe(true);
    },
    60_000,
  );

  it.each(guests)(
    'rebuilds a filter for $name byte for byte',
    async ({ files }) => {
      expect(await isRebuilt(files, 'filter.wasm')).toBe(true);
    },
    60_000,
  );

  it('rebuilds a filter that comes in by every door of the SDK byte for byte', async () => {
    const text = readFileSync(new URL('testing/everything.as.ts', import.meta.url), 'utf8');
    expect(text).toContain("'proxy-wasm/network'");
    expect(await isRebuilt([{ path: 'filter.ts', text }], 'filter.wasm')).toBe(true);
  }, 60_000);

  it.each(guests)('holds $name for a filter that imports it, and no other', ({ name, files }) => {
    const folders = (filter: SourceText[]) =>
      guests
        .map((guest) => guest.name)
        .filter((one) =>
          releaseFolder({
            files: filter,
            sdk: readSdk(),
            moduleFileName: 'a.wasm',
            name: 'a',
          }).some(({ path }) => path.startsWith(`sdk/${one}/`)),
        );
    expect(folders(files)).toEqual([name]);
    expect(folders([{ path: 'filter.ts', text: `// from '${name}'` }])).toEqual([]);
  });

  it('holds nothing of other SDKs for a filter of this one', () => {
    const files = [{ path: 'filter.ts', text: "import { log } from 'proxy-wasm';" }];
    const paths = releaseFolder({ files, sdk: readSdk(), moduleFileName: 'a.wasm', name: 'a' }).map(
      ({ path }) => path,
    );
    expect(paths).toContain('sdk/proxy-wasm/index.ts');
    expect(paths.filter((path) => path.includes('compat'))).toEqual([]);
  });

  it('pins the compiler that this repository pins', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['assemblyscript']).toBe(ASC_VERSION);
  });

  it('has a name that npm takes', () => {
    expect(nameOf('API observer')).toBe('api-observer');
    expect(nameOf('  «Ünïcode»  ')).toBe('n-code');
    expect(nameOf('日本')).toBe('filter');
  });
});
