// `sluice test --watch`: when it tests again, and what it says then.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from './arguments.ts';
import { watchTests } from './watch-command.ts';

const root = mkdtempSync(join(tmpdir(), 'sluice-watch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function copyOfCors(): string {
  const folder = mkdtempSync(join(root, 'cors-'));
  cpSync('src/examples/cors', folder, { recursive: true });
  return folder;
}

/** What is printed, each time of testing for itself. */
function watching(...words: string[]): {
  rounds: string[];
  next: (from: number) => Promise<string>;
} {
  const args = readArguments(['test', '--watch', ...words]);
  if (typeof args === 'string') throw new Error('help');
  const rounds: string[] = [];
  const end = new AbortController();
  const terminal = { print: (text: string) => void rounds.push(text), progress: () => {} };
  const ended = watchTests(args, terminal, end.signal);
  ends.push(async () => {
    end.abort();
    await ended;
  });
  return {
    rounds,
    next: async (from) => {
      await vi.waitUntil(() => rounds.length > from, { timeout: 60_000 });
      return rounds[from] ?? '';
    },
  };
}

function change(file: string, from: string, to: string): string {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  return text.replaceAll(from, to);
}

describe('test --watch', () => {
  it('prints everything once, and then the verdicts that a change has changed', async () => {
    const folder = copyOfCors();
    const filter = join(folder, 'filter.ts');
    const { next, rounds } = watching(join(folder, 'project.json'));
    expect(await next(0)).toMatch(/\n18 hold, 0 do not\n/);
    const good = readFileSync(filter, 'utf8');
    writeFileSync(filter, change(filter, "'access-control-allow-origin'", "'x-allowed'"));
    const broken = await next(1);
    expect(broken).toMatch(/^filter\.ts changed\n {2}✗ .*access-control-allow-origin/);
    expect(broken).not.toContain('✓');
    const failed = Number(/(\d+) do not/.exec(broken)?.[1]);
    expect(broken.match(/✗/g)).toHaveLength(failed);
    // As editors save that never leave a file half-written.
    writeFileSync(`${filter}~`, good);
    renameSync(`${filter}~`, filter);
    const mended = await next(2);
    expect(mended.match(/✓/g)).toHaveLength(failed);
    expect(mended).toMatch(/\n18 hold, 0 do not\n/);
    writeFileSync(filter, `${good}\n`);
    expect(await next(3)).toBe('filter.ts changed\n18 hold, 0 do not, as before\n\n');
    expect(rounds).toHaveLength(4);
  });

  it('says what is wrong with what is saved half, and goes on', async () => {
    const folder = copyOfCors();
    const project = join(folder, 'project.json');
    const { next } = watching(project);
    await next(0);
    const good = readFileSync(project, 'utf8');
    writeFileSync(project, good.slice(0, 100));
    expect(await next(1)).toMatch(/^project\.json changed\n.*project\.json is not JSON: /);
    rmSync(project);
    expect(await next(2)).toContain('There is no file');
    writeFileSync(project, good);
    expect(await next(3)).toBe('project.json changed\n18 hold, 0 do not, as before\n\n');
    writeFileSync(join(folder, 'filter.ts'), 'export const a: i32 = "text";\n');
    expect(await next(4)).toMatch(/^filter\.ts changed\nThe plugin .* does not compile:\n/);
  });

  it('sees files in folders that were not there, and as JSON prints a line each time', async () => {
    const folder = copyOfCors();
    const { next } = watching(join(folder, 'project.json'), '--json');
    const first = JSON.parse(await next(0)) as { verdicts: unknown[] };
    expect(first).toMatchObject({ changed: [], held: 18, failed: 0, error: null });
    expect(first.verdicts).toHaveLength(18);
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib', 'more.ts'), 'export const one: i32 = 1;\n');
    expect(JSON.parse(await next(1))).toMatchObject({ changed: ['more.ts'], verdicts: [] });
    writeFileSync(join(folder, 'filter.ts'), 'export const a: i32 = "text";\n');
    expect(JSON.parse(await next(2))).toMatchObject({
      changed: ['filter.ts'],
      error: { file: 'filter.ts', line: 1 },
    });
  });

  it('reads a module compiled elsewhere again', async () => {
    const folder = copyOfCors();
    const module = join(folder, 'other.wasm');
    const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    writeFileSync(module, Buffer.from(bytes));
    const { next } = watching(join(folder, 'project.json'), '--module', `0=${module}`);
    expect(await next(0)).toMatch(/\d+ do not/);
    writeFileSync(module, 'no module');
    expect(await next(1)).toMatch(/^other\.wasm changed\n.*is no WebAssembly module/);
  });

  it('is not for a file that is not there', async () => {
    const args = readArguments(['test', '--watch', join(root, 'nope.json')]);
    if (typeof args === 'string') throw new Error('help');
    const silent = { print: () => {}, progress: () => {} };
    await expect(watchTests(args, silent)).rejects.toThrow('There is no file');
  });
});

it('Ctrl+C ends the process', async () => {
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'test', '--watch'];
  const child = spawn(process.execPath, [...args, join(copyOfCors(), 'project.json')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stderr }))
    if (line.startsWith('Waiting for changes')) child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
});
