// --json: every command prints what its help says, and what is bad has its place.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readExample } from '#examples/node.ts';
import { findEnvoy } from '../../scripts/get-envoy.mjs';
import { commandLine } from './command-line.ts';
import { type Command, commandHelp, commands } from './help.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-json-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

interface Told {
  code: number;
  json: unknown;
  progress: string[];
}

/** As it comes out at the two ends of a terminal. */
async function sluice(...words: string[]): Promise<Told> {
  let printed = '';
  const progress: string[] = [];
  const code = await commandLine([...words, '--json'], {
    print: (text) => void (printed += text),
    progress: (line) => void progress.push(line),
  });
  return { code, json: JSON.parse(printed), progress };
}

/** The outermost names of the scheme in the help. */
function documentedNames(command: Command): string[] {
  const scheme = /^ {2}--json +print \{(.*)\}$/m.exec(commandHelp(command))?.[1] ?? '';
  let text = scheme;
  while (/[[{][^[\]{}]*[\]}]/.test(text)) text = text.replaceAll(/[[{][^[\]{}]*[\]}]/g, '');
  return text.split(',').map((name) => name.replace(':', '').trim());
}

const cors = 'src/examples/cors/project.json';
const wat = (): string => write('plain.wat', '(module (memory (export "memory") 1))');
const linkOfCors = async (): Promise<string> =>
  ((await sluice('link', cors)).json as { link: string }).link;

const lines: Partial<Record<Command, () => Promise<string[]>>> = {
  run: async () => [cors],
  test: async () => [cors],
  build: async () => [cors, '--out', join(folder, 'built')],
  bundle: async () => [cors, '--out', join(folder, 'bundled')],
  doctor: async () => [wat()],
  link: async () => [cors],
  open: async () => [await linkOfCors()],
  import: async () => [cors],
};

describe('a result', () => {
  it.each(Object.keys(lines) as Command[])('of %s has the names of its help', async (command) => {
    const { json, code } = await sluice(command, ...((await lines[command]?.()) ?? []));
    expect(Object.keys(json as object).toSorted()).toEqual(documentedNames(command).toSorted());
    expect(code).toBe(command === 'doctor' ? 1 : 0);
  });

  it.skipIf(findEnvoy() === null)('of verify has the names of its help', async () => {
    const [scenario] = readExample('cors').scenarios;
    const { json } = await sluice('verify', '--envoy', cors, '--scenario', scenario?.name ?? '');
    expect(Object.keys(json as object).toSorted()).toEqual(documentedNames('verify').toSorted());
    expect(json).toMatchObject({ identical: 1 });
  });

  it('is documented for every command', () => {
    for (const command of commands) expect(documentedNames(command).join('')).not.toBe('');
  });

  it('leaves progress to the other end', async () => {
    const project = readExample('cors');
    const [plugin] = project.plugins;
    if (plugin?.source.kind !== 'assemblyscript') throw new Error('no source');
    for (const source of plugin.source.files) source.text += '\n// another text\n';
    const { json, progress } = await sluice('test', write('again.json', JSON.stringify(project)));
    expect(json).toMatchObject({ failed: 0 });
    expect(progress).toEqual([`compiling ${plugin.name} …`]);
  });
});

describe('what is bad', () => {
  it.each<[string, () => string[], object]>([
    ['a file that is not there', () => ['run', 'nope.json'], { file: 'nope.json', field: null }],
    [
      'a field',
      () => ['test', write('bad.json', '{"format":1}')],
      { file: join(folder, 'bad.json'), field: 'name' },
    ],
    [
      'what is not JSON',
      () => ['run', write('typo.json', '{\n  "format": 1,\n}')],
      { file: join(folder, 'typo.json'), line: 3, column: 1 },
    ],
    [
      'a source',
      () => {
        const project = readExample('cors');
        const [plugin] = project.plugins;
        if (plugin !== undefined)
          plugin.source = {
            kind: 'assemblyscript',
            files: [{ path: 'filter.ts', text: '\nexport const a: i32 = "text";\n' }],
          };
        return ['build', write('source.json', JSON.stringify(project))];
      },
      { file: 'filter.ts', field: null, line: 2 },
    ],
    ['an option', () => ['run', cors, '--fast'], { file: null, line: null }],
    ['a target', () => ['bundle', cors, '--target', 'nomad'], { file: null }],
    [
      'a link',
      () => ['open', 'nothing'],
      { message: expect.stringContaining('no link') as string },
    ],
  ])('%s has its place, and the code stays 2', async (_, words, error) => {
    const { json, code, progress } = await sluice(...words());
    expect(json).toMatchObject({ error: { message: expect.stringMatching(/\S/) as string } });
    expect(json).toMatchObject({ error });
    expect(code).toBe(2);
    expect(progress.filter((line) => !line.startsWith('compiling'))).toEqual([]);
  });
});

it('a defect of ours is no bad input', async () => {
  vi.spyOn(JSON, 'parse').mockImplementation(() => {
    throw new RangeError('a defect');
  });
  await expect(commandLine(['run', cors], { print: () => {}, progress: () => {} })).rejects.toThrow(
    RangeError,
  );
});
