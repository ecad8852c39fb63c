// The whole way: edit in the browser, download, unpack, and a real Envoy gives the answer that the page showed.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { parseProject } from '#project/parse.ts';
import { findEnvoy, getEnvoy } from '../scripts/get-envoy.mjs';
import { send } from '#envoy/client.ts';
import { openConnection } from '#envoy/connect-to-worker.ts';
import { freePort } from '#envoy/mock-server.ts';
import { movePorts } from '#envoy/move-ports.ts';
import { startEnvoy } from '#envoy/start-envoy.ts';
import { expect, exampleSource, openPage, replaceSource, resultPane, test } from './fixtures.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Edits the default example so that its answer has a header of this test. */
async function editFilter(page: Page): Promise<void> {
  await openPage(page);
  const line = 'const status = response.headers';
  const source = exampleSource('hello-header');
  expect(source).toContain(line);
  await replaceSource(
    page,
    source.replace(line, `response.headers.add('x-made', 'in the browser');\n    ${line}`),
  );
  await expect(resultPane(page)).toContainText('x-made: in the browser');
}

/** Downloads the zip and unpacks it into a new folder. */
async function downloadInto(page: Page, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Download' }).click();
  const downloading = page.waitForEvent('download');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Download .*\.zip$/ })
    .click();
  const zip = readFileSync(await (await downloading).path());
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** The answer on the page: status, then headers in order, then the body. */
async function shownAnswer(page: Page): Promise<string[]> {
  const text = await resultPane(page).innerText();
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('Response · '));
  const bodyAt = lines.findIndex((line, index) => index > from && line.startsWith('body: '));
  expect(from).toBeGreaterThan(0);
  expect(bodyAt).toBeGreaterThan(from);
  return lines.slice(from, bodyAt).filter((line) => /^[:a-z][\w-]*: /.test(line));
}

/** What no two runs share. */
function withoutMoment(line: string): string {
  return line.replace(/^(date|x-envoy-upstream-service-time): .*/, '$1');
}

function inNewFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bundle-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

test('a real Envoy with the downloaded bundle gives the answer that the page showed', async ({
  page,
}) => {
  test.skip(findEnvoy() === null && process.env['CI'] !== 'true', 'there is no Envoy here');
  const { folder, remove } = inNewFolder();
  await editFilter(page);
  const shown = await shownAnswer(page);
  await resultPane(page)
    .getByRole('radiogroup', { name: 'Body of the response, shown as' })
    .getByText('Text')
    .click();
  const shownBody = await resultPane(page).innerText();
  await downloadInto(page, folder);
  const parsed = parseProject(JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { project } = parsed;

  const mocks = JSON.parse(readFileSync(join(folder, 'mocks.json'), 'utf8')) as {
    control: number;
    servers: { cluster: string; port: number }[];
  };
  mocks.control = await freePort();
  for (const server of mocks.servers) server.port = await freePort();
  writeFileSync(join(folder, 'mocks.json'), JSON.stringify(mocks));
  const ports = {
    listener: await freePort(),
    admin: await freePort(),
    clusters: new Map(mocks.servers.map(({ cluster, port }) => [cluster, port])),
  };
  const exported = readFileSync(join(folder, 'envoy.yaml'), 'utf8');
  writeFileSync(join(folder, 'moved.yaml'), movePorts(exported, ports));

  const servers = spawn(process.execPath, ['mock-server.mjs'], { cwd: folder, stdio: 'pipe' });
  await once(servers.stdout, 'data');
  const envoy = await startEnvoy({
    binary: await getEnvoy(),
    folder,
    config: 'moved.yaml',
    adminPort: ports.admin,
    workers: project.workers,
    wasmLevel: 'info',
    name: 'envoy',
  });
  try {
    expect(envoy.ready, envoy.log()).toBe(true);
    const request = project.scenarios[0]?.exchanges[0]?.request;
    if (request === undefined) throw new Error('the project has no request');
    const connection = await openConnection(ports.listener, null);
    const exchange = send(connection, request, 10_000);
    const response = await exchange.response;
    exchange.close();
    if (response === null) throw new Error('Envoy did not answer');
    const lines = [
      `:status: ${response.status}`,
      ...response.headers.map((pair) => pair.join(': ')),
    ];
    expect(lines).toContain('x-made: in the browser');
    expect(lines.map(withoutMoment)).toEqual(shown.map(withoutMoment));
    expect(response.body.length).toBeGreaterThan(0);
    expect(shownBody).toContain(response.body.toString('utf8'));
  } finally {
    await envoy.stop();
    servers.kill();
    remove();
  }
});

test('the downloaded source builds to the same module, byte for byte', async ({ page }) => {
  const { folder, remove } = inNewFolder();
  await editFilter(page);
  await downloadInto(page, folder);
  const module = join(folder, 'filter.wasm');
  const sha256 = (): string => createHash('sha256').update(readFileSync(module)).digest('hex');
  const before = sha256();
  expect(readFileSync(join(folder, 'sha256sums.txt'), 'utf8')).toBe(`${before}  filter.wasm\n`);
  rmSync(module);
  // As `npm install` would bring it, but without a network.
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const build = spawnSync('npm', ['run', 'build'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(build.status, build.stderr).toBe(0);
  expect(sha256()).toBe(before);
  remove();
});
