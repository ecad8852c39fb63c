// The local server: who may ask, what is refused, and that nothing stays behind.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readExample } from '#examples/node.ts';
import type { CheckMessage, CheckService } from '#trace/envoy-check.ts';
import { mostRequestBytes } from './check-service.ts';
import { usualBounds } from './run-check.ts';
import { type ServeOptions, type Serving, serve } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-serve-test-'));
const site = join(folder, 'site');
mkdirSync(join(site, 'assets'), { recursive: true });
writeFileSync(join(site, 'index.html'), '<title>Sluice</title>');
writeFileSync(join(site, 'assets', 'a.js'), 'export {};');
writeFileSync(join(folder, 'secret.txt'), 'secret');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: Serving[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const serving of open.splice(0)) await serving.close();
});

/** A program in the place of Envoy. */
function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function start(change: Partial<ServeOptions> = {}): Promise<string> {
  const envoy = { binary: program('ends', 'exit 3') };
  const serving = await serve({ site, port: 0, envoy, bounds: usualBounds, ...change });
  open.push(serving);
  return serving.address;
}

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** With headers that a browser would not let a page set. */
function send(
  address: string,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const request = ask({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function permitted(address: string): Promise<Record<string, string>> {
  const { text } = await send(address, '/service.json');
  const { token } = JSON.parse(text) as CheckService;
  return { 'x-sluice-token': token, origin: address.slice(0, -1) };
}

function oneScenario(): string {
  const project = readExample('hello-header');
  project.scenarios = project.scenarios.slice(0, 1);
  const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]).toString('base64');
  return JSON.stringify({ project, modules: [wasm] });
}

function messages(text: string): CheckMessage[] {
  return text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as CheckMessage]));
}

describe('files', () => {
  it('come with the policy of the page, and with their type', async () => {
    const address = await start();
    const page = await send(address, '/');
    expect(page.text).toBe('<title>Sluice</title>');
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const script = await send(address, '/assets/a.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets',
    '/none.js',
    '/%',
    '/%00',
  ])('are not handed out for %s', async (path) => {
    expect((await send(await start(), path)).status).toBe(404);
  });
});

describe('who may ask', () => {
  it('nobody under another name, so that no name can be made to lead here', async () => {
    const address = await start();
    for (const path of ['/', '/service.json']) {
      const answer = await send(address, path, { headers: { host: 'sluice.example' } });
      expect(answer.status).toBe(421);
    }
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 'Only the page of this server'],
    [
      'another port of this machine',
      { origin: 'http://127.0.0.1:1' },
      'Only the page of this server',
    ],
    [
      'a page of another site, as its browser says',
      { 'sec-fetch-site': 'cross-site' },
      'Only the page of this server',
    ],
    ['no token', { 'x-sluice-token': '' }, 'The token is missing'],
    ['the token of another start', { 'x-sluice-token': 'x'.repeat(32) }, 'The token is missing'],
  ])('not %s', async (_, headers, why) => {
    const address = await start();
    const answer = await send(address, '/service/check', {
      method: 'POST',
      headers: { ...(await permitted(address)), ...headers },
      body: oneScenario(),
    });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(why)]);
  });

  it('no page of another origin learns the token', async () => {
    const address = await start();
    const { status, text } = await send(address, '/service.json', {
      headers: { origin: 'http://evil.example' },
    });
    expect([status, text]).toEqual([403, 'Only the page of this server may ask that.\n']);
  });

  it('what is too large is refused before it is read', async () => {
    const address = await start();
    const headers = {
      ...(await permitted(address)),
      'content-length': String(mostRequestBytes + 1),
    };
    const { status, text } = await send(address, '/service/check', { method: 'POST', headers });
    expect([status, text]).toEqual([413, 'The project and its modules are larger than 32 MiB.\n']);
  });

  it('without an Envoy the page is told why', async () => {
    const address = await start({ envoy: { problem: 'There is none.' } });
    expect(JSON.parse((await send(address, '/service.json')).text)).toMatchObject({
      problem: 'There is none.',
    });
    const answer = await send(address, '/service/check', {
      method: 'POST',
      headers: await permitted(address),
      body: oneScenario(),
    });
    expect([answer.status, answer.text]).toEqual([503, 'There is none.\n']);
  });
});

describe('a check', () => {
  const post = async (address: string, body = oneScenario()): Promise<Answered> =>
    send(address, '/service/check', { method: 'POST', headers: await permitted(address), body });

  it('tells each scenario and its end, and leaves no file behind', async () => {
    vi.stubEnv('TMPDIR', mkdtempSync(join(folder, 'temporary-')));
    const { status, text } = await post(await start());
    expect(status).toBe(200);
    expect(messages(text)).toMatchObject([
      { kind: 'started', index: 0 },
      {
        kind: 'verdict',
        verdict: { outcome: 'failed', text: 'Envoy ended with exit code 3; it said:\n' },
      },
      { kind: 'end', problem: null },
    ]);
    expect(readdirSync(process.env['TMPDIR'] ?? '')).toEqual([]);
  });

  it('of what is no project says which field', async () => {
    const { text } = await post(
      await start(),
      JSON.stringify({ project: { name: 1 }, modules: [] }),
    );
    expect(messages(text)).toEqual([
      { kind: 'end', problem: expect.stringMatching(/^\S+: \S/) as string },
    ]);
  });

  it('is bounded in time', async () => {
    const address = await start({
      envoy: { binary: program('hangs', 'exec sleep 600') },
      bounds: { ...usualBounds, timeoutMs: 1500 },
    });
    expect(messages((await post(address)).text).at(-1)).toEqual({
      kind: 'end',
      problem: 'The check was stopped after 1.5 seconds.',
    });
  });

  it('ends, with all that it started, when its page goes away; until then there is no second', async () => {
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    vi.stubEnv('TMPDIR', temporary);
    const pidFile = join(folder, 'pid');
    const address = await start({
      envoy: { binary: program('stays', `echo $$ > ${pidFile}\nexec sleep 600`) },
    });
    const headers = await permitted(address);
    const page = new AbortController();
    const check = fetch(`${address}service/check`, {
      method: 'POST',
      headers,
      body: oneScenario(),
      signal: page.signal,
    })
      .then((answer) => answer.text())
      .catch(() => 'gone');
    await vi.waitUntil(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), {
      timeout: 30_000,
    });
    expect((await post(address)).status).toBe(409);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    page.abort();
    expect(await check).toBe('gone');
    await vi.waitUntil(() => !isAlive(pid) && readdirSync(temporary).length === 0, {
      timeout: 30_000,
    });
  });
});

it('a check whose server dies ends by itself, with its Envoy and its files', async () => {
  const work = mkdtempSync(join(folder, 'orphan-'));
  writeFileSync(join(work, 'request.json'), oneScenario());
  const pidFile = join(folder, 'orphan.pid');
  const binary = program('orphan', `echo $$ > ${pidFile}\nexec sleep 600`);
  const script = join(import.meta.dirname, 'check-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, work, binary], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  await vi.waitUntil(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), {
    timeout: 30_000,
  });
  const ended = once(child, 'exit');
  child.stdin.end();
  await ended;
  // What has ended counts as alive until the system has taken note of it.
  await vi.waitUntil(() => !isAlive(Number(readFileSync(pidFile, 'utf8'))), { timeout: 30_000 });
  expect(existsSync(work)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
