// verify.sh and verify.mjs where something is missing or in the way.

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyNodeText } from './verify-node.ts';
import { verifyShell } from './verify-shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-verify-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const where = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((one) => join(one, program))
    .find((one) => existsSync(one));

const places = { envoy: 'localhost:1', mocks: ['localhost:1'] };

beforeAll(() => {
  writeFileSync(join(folder, 'verify.sh'), verifyShell([], places, true));
  writeFileSync(join(folder, 'verify.mjs'), verifyNodeText);
  mkdirSync(join(folder, 'verify'));
  const expected = { ...places, admin: 'localhost:1', workers: 1, scenarios: [] };
  writeFileSync(join(folder, 'verify', 'expected.json'), JSON.stringify(expected));
});

/** `begun` gets the process, to do something to it. */
async function run(
  words: string[],
  env: Record<string, string>,
  begun: (stop: () => void) => void = () => {},
): Promise<{ code: number | null; output: string }> {
  const [program = '', ...args] = words;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  begun(() => child.kill('SIGINT'));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

it('says that it needs Node to start an Envoy', async () => {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  symlinkSync(where('dirname') ?? '', join(programs, 'dirname'));
  const { code, output } = await run([where('sh') ?? '', 'verify.sh', '--start'], {
    PATH: programs,
  });
  expect(output).toMatch(/^To start Envoy .* needs Node 20 or newer/);
  expect(code).toBe(2);
});

it('says that there is no Envoy before it plays anything', async () => {
  const { code, output } = await run([process.execPath, 'verify.mjs', '--start'], {
    ENVOY: 'no-such-envoy',
  });
  expect(output).toContain('there is no program no-such-envoy; ENVOY in the environment names');
  expect(code).toBe(2);
});

it.skipIf(where('curl') === undefined)(
  'asks past a proxy that is set for other things',
  async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, output } = await run(['sh', 'verify.sh'], {
      MOCKS: `127.0.0.1:${port}`,
      http_proxy: 'http://127.0.0.1:1',
    });
    server.close();
    expect(output).toBe('\n0 checks, 0 wrong\n');
    expect(code).toBe(0);
  },
);

it.skipIf(where('curl') === undefined)('leaves nothing behind when it is interrupted', async () => {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const { code } = await run(['sh', 'verify.sh'], { TMPDIR: temporary }, (stop) => {
    const timer = setInterval(() => {
      // It looks for curl once it can clean up.
      const made = readdirSync(temporary, { recursive: true });
      if (!made.some((name) => String(name).endsWith('curl'))) return;
      clearInterval(timer);
      stop();
    }, 20);
  });
  expect(code).toBe(130);
  expect(readdirSync(temporary)).toEqual([]);
});
