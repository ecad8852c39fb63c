// The program as others run it: readers that have enough, disks that are full, and filters that do not come back.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readExample } from '#examples/node.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const projectFile = 'src/examples/hello-header/project.json';

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  errors: string;
}

/** `output` is a file descriptor for what it prints; by default a pipe. */
function start(words: string[], output: number | 'pipe' = 'pipe'): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    stdio: ['ignore', output, 'pipe'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, errors })),
  );
  return [child, ended];
}

it('ends without a word when nobody reads any more', async () => {
  const [child, ended] = start(['run', projectFile, '--json']);
  child.stdout?.destroy();
  const { code, errors } = await ended;
  expect(errors).toBe('compiling hello …\n');
  expect(code).toBe(141);
});

it.skipIf(!existsSync('/dev/full'))('says in a sentence that its output has no room', async () => {
  const [, ended] = start(['--help'], openSync('/dev/full', 'w'));
  const { code, errors } = await ended;
  expect(errors).toMatch(/^The result cannot be written: ENOSPC: [^\n]*\n$/);
  expect(code).toBe(2);
});

it('is ended by a signal while a filter does not come back', async () => {
  const project = readExample('hello-header');
  const [plugin] = project.plugins;
  if (plugin?.source.kind !== 'assemblyscript') throw new Error('hello-header has no sources');
  const [file] = plugin.source.files;
  if (file === undefined) throw new Error('hello-header has no file');
  file.text = file.text.replace('response.headers.replace', 'endless(); $&');
  file.text += "function endless(): void { while (true) log.trace('again'); }";
  const stuck = join(folder, 'stuck.json');
  writeFileSync(stuck, JSON.stringify(project));
  const [child, ended] = start(['run', stuck]);
  child.stderr?.once('data', () => child.kill('SIGTERM'));
  expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
});
