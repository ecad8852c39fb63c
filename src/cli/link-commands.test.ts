// Links on the command line, there and back.

import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { examples, readExample } from '#examples/node.ts';
import { projectAsFolder } from '#project/folder.ts';
import { parseProject } from '#project/parse.ts';
import { readArguments } from './arguments.ts';
import { readProject } from './read-project.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-link-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sluice = (...args: string[]): Promise<CommandResult> => runCommand(readArguments(args));
const cors = 'src/examples/cors/project.json';

function secretProject(): string {
  const project = readExample('cors');
  project.scenarios[0]?.exchanges[0]?.request.headers.push(['authorization', 'Bearer my-own']);
  const file = join(folder, 'secret.json');
  writeFileSync(file, JSON.stringify(project));
  return file;
}

describe('link and open', () => {
  it('give the same project back, as text, as a file and as a folder', async () => {
    const { output, ok, notes } = await sluice('link', cors, '--page', 'https://sluice.example/');
    expect([ok, notes]).toEqual([true, []]);
    expect(output).toMatch(/^https:\/\/sluice\.example\/#1\.a-cors\.[\w-]+\.\w{5}\n$/);
    const link = output.trim();
    const printed = (await sluice('open', link)).output;
    expect(parseProject(JSON.parse(printed))).toEqual({ ok: true, project: readExample('cors') });

    const file = join(folder, 'cors.sluice.json');
    expect((await sluice('open', link, '--out', file)).output).toBe(`${file}\n`);
    expect(readProject(file)).toEqual(readExample('cors'));

    const out = join(folder, 'cors');
    const { output: paths } = await sluice('open', link, '--out', out);
    expect(paths).toBe(`${join(out, 'project.json')}\n${join(out, 'filter.ts')}\n`);
    expect(readProject(join(out, 'project.json'))).toEqual(readExample('cors'));
    expect(readFileSync(join(out, 'filter.ts'), 'utf8')).toContain('registerRootContext');
  });

  it('write over nothing', async () => {
    const file = join(folder, 'mine.json');
    writeFileSync(file, 'mine');
    const { output } = await sluice('link', cors);
    await expect(sluice('open', output.trim(), '--out', file)).rejects.toThrow(
      /mine\.json is there already, and nothing is written over it/,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('take a link that was broken into lines', async () => {
    const { output } = await sluice('link', cors);
    const broken = `${output.slice(0, 40)}\n  ${output.slice(40)}`;
    expect((await sluice('open', broken)).output).toBe((await sluice('open', output)).output);
  });

  it('write through no link of the file system', async () => {
    const link = join(folder, 'link.json');
    symlinkSync(join(folder, 'elsewhere.json'), link);
    const { output } = await sluice('link', cors);
    await expect(sluice('open', output.trim(), '--out', link)).rejects.toThrow('is there already');
    expect(existsSync(link)).toBe(false);
  });

  it('lead to a scenario', async () => {
    const { scenarios } = readExample('cors');
    const name = scenarios[1]?.name ?? '';
    const { output } = await sluice('link', cors, '--scenario', name);
    expect(output).toMatch(/\.s1\n$/);
    const opened = JSON.parse((await sluice('open', output.trim(), '--json')).output) as unknown;
    expect(opened).toMatchObject({ scenario: name, event: null, files: [] });
    await expect(sluice('link', cors, '--scenario', 'no')).rejects.toThrow(/no scenario "no"; /);
  });

  it('make no link of a secret until it is decided what becomes of it', async () => {
    const file = secretProject();
    const refused = await sluice('link', file);
    expect([refused.ok, refused.output]).toEqual([false, '']);
    expect(refused.notes).toEqual([
      expect.stringMatching(/request, header authorization: a credential$/),
      expect.stringMatching(/--redact leaves it out/),
    ]);
    const json = JSON.parse((await sluice('link', file, '--json')).output) as unknown;
    expect(json).toMatchObject({ link: null, secrets: [{ what: 'a credential' }] });
    expect(JSON.stringify(json)).not.toContain('my-own');

    const text = async (option: string): Promise<string> => {
      const { output, ok } = await sluice('link', file, option);
      expect(ok).toBe(true);
      return (await sluice('open', output.trim())).output;
    };
    expect(await text('--redact')).toContain('Bearer REDACTED');
    expect(await text('--with-secrets')).toContain('Bearer my-own');
  });

  it('say what is wrong', async () => {
    await expect(sluice('open', '#1.a.abc')).rejects.toThrow(/^This link is cut off/);
    await expect(sluice('open', 'https://sluice.example/')).rejects.toThrow(
      'That is no link of Sluice',
    );
    expect(() => readArguments(['open'])).toThrow('open needs a link.');
    expect(() => readArguments(['run', cors, '--redact'])).toThrow('--redact is for link');
    expect(() => readArguments(['link', cors, '--redact', '--with-secrets'])).toThrow('choose one');
    expect(() => readArguments(['link', cors, '--out', 'x'])).toThrow(
      '--out is for build, bundle, open and import; link does not have it.',
    );
    expect(() => readArguments(['open', '#1', '--scenario', 'x'])).toThrow('open does not have it');
  });
});

it('each example can be a folder again; one whose entry has another name cannot', () => {
  for (const { slug } of examples) {
    const project = readExample(slug);
    expect(projectAsFolder(project), slug).not.toBeNull();
  }
  const project = readExample('cors');
  const [plugin] = project.plugins;
  if (plugin?.source.kind !== 'assemblyscript') throw new Error('no source');
  plugin.source.files.unshift({ path: 'main.ts', text: '' });
  expect(projectAsFolder(project)).toBeNull();
});
