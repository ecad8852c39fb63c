// *Check in Envoy*: the page, the service of `sluice serve` and a real Envoy together.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#envoy/mock-server.ts';
import { examples, readExample } from '#examples/node.ts';
import type { Project } from '#project/schema.ts';
import type { CheckMessage, CheckService, ScenarioVerdict } from '#trace/envoy-check.ts';
import { findEnvoy } from '../scripts/get-envoy.mjs';
import {
  axeFindings,
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  test as base,
} from './fixtures.ts';
import { test as staticTest } from './static-site.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

interface Served {
  address: string;
  /** Where its checks have their files. */
  temporary: string;
  stop(): Promise<void>;
}

/** As `npm start` runs it. */
async function sluiceServe(): Promise<Served> {
  const temporary = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  const port = await freePort();
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'serve', '--port', String(port)];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const address = /http:\S+/.exec(line.toString('utf8'))?.[0];
  if (address === undefined) throw new Error(`not served: ${line.toString('utf8')}`);
  return {
    address,
    temporary,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

const test = base.extend<object, { served: Served }>({
  served: [
    // Playwright reads from the pattern what a fixture needs.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, give) => {
      const served = await sluiceServe();
      await give(served);
      await served.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ served }, give) => give(served.address),
});

/** Its clock tells Sluice and an Envoy apart: in Sluice a microsecond passes between two readings. */
const tellingThemApart = `import { currentTimeNs, FilterHeadersStatus, HttpContext, registerRootContext, response, RootContext } from 'proxy-wasm';

class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new Stream(contextId);
  }
}

class Stream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const before = currentTimeNs();
    response.headers.add('x-clock', currentTimeNs() - before == 1000 ? 'virtual' : 'real');
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new Root(contextId));
`;

async function check(
  { address }: Served,
  project: Project,
  module: Uint8Array[],
): Promise<CheckMessage[]> {
  const about = (await (await fetch(`${address}service.json`)).json()) as CheckService;
  const answer = await fetch(`${address}service/check`, {
    method: 'POST',
    headers: { 'x-sluice-token': about.token, origin: address.slice(0, -1) },
    body: JSON.stringify({
      project,
      modules: module.map((bytes) => Buffer.from(bytes).toString('base64')),
    }),
  });
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as CheckMessage);
}

function verdicts(messages: readonly CheckMessage[]): ScenarioVerdict[] {
  return messages.flatMap((one) => (one.kind === 'verdict' ? [one.verdict] : []));
}

/** The modules that the build compiled for the gallery. */
function builtModules(slug: string, project: Project): Uint8Array[] {
  return project.plugins.map((_, index) =>
    readFileSync(join(repository, 'dist', 'examples', slug, `${index}.wasm`)),
  );
}

test.describe('with an Envoy', () => {
  test.skip(findEnvoy() === null && process.env['CI'] !== 'true', 'there is no Envoy here');
  // Each check starts a process and an Envoy, beside a browser that compiles.
  test.slow();

  test('tells that scenarios are identical, or the first difference, call by call', async ({
    page,
  }) => {
    await openPage(page);
    await openExample(page, 'cors');
    await page.getByRole('button', { name: 'Check in Envoy' }).click();
    await expect(resultPane(page)).toContainText(/All \d+ scenarios identical on Envoy 1\.40/);
    const table = page.getByRole('group', { name: 'Scenarios in Envoy' });
    await expect(table.getByRole('row').nth(1)).toContainText(/Identical\s*(\d+) of \1/);

    await replaceSource(page, tellingThemApart);
    await expect(resultPane(page)).toContainText('edited since');
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(resultPane(page)).toContainText(/0 of \d+ scenarios identical on Envoy 1\.40/);
    const first = page.getByRole('group', { name: 'First differences' });
    await expect(first.getByRole('row', { name: /^Answer 1 to the client/ })).toContainText(
      /x-clock: virtual\s*x-clock: real/,
    );
    const calls = page.getByRole('list', { name: 'Sluice and Envoy' });
    await expect(calls).toContainText('env.proxy_add_header_map_value');
    await table.getByRole('button').nth(1).click();
    await expect(table.getByRole('row').nth(2)).toHaveAttribute('aria-current', 'true');
    await expect(first).toBeVisible();
    expect(await axeFindings(page, { within: '.compare' })).toEqual([]);
  });

  test('finds the first scenario of every example identical', async ({ served }) => {
    const found: string[] = [];
    for (const { slug } of examples) {
      const project = readExample(slug);
      const one = { ...project, scenarios: project.scenarios.slice(0, 1) };
      const messages = await check(served, one, builtModules(slug, project));
      for (const { name, outcome, text } of verdicts(messages))
        if (outcome !== 'identical') found.push(`${slug} / ${name}: ${outcome}: ${text}`);
      expect(messages.at(-1)).toEqual({ kind: 'end', problem: null });
    }
    // Of how long things took no two runs agree.
    expect(found.filter((line) => !line.includes(': numbers: '))).toEqual([]);
    expect(checkFolders(served)).toEqual([]);
  });

  test('reports an Envoy that is killed, and leaves nothing behind', async ({ served }) => {
    const project = readExample('hello-header');
    const [scenario] = project.scenarios;
    const [exchange] = scenario?.exchanges ?? [];
    if (scenario === undefined || exchange?.upstream.kind !== 'answer')
      throw new Error('no answer');
    exchange.upstream.delayMs = 5000;
    const slow = { ...project, scenarios: [scenario] };
    const checking = check(served, slow, builtModules('hello-header', project));
    await expect.poll(() => envoysWithin(served.temporary).length).toBe(1);
    const [pid] = envoysWithin(served.temporary);
    if (pid === undefined) throw new Error('no Envoy');
    process.kill(pid, 'SIGKILL');
    const [verdict] = verdicts(await checking);
    expect(verdict?.outcome).toBe('failed');
    expect(verdict?.text).toContain('Envoy was ended by SIGKILL');
    expect(envoysWithin(served.temporary)).toEqual([]);
    expect(checkFolders(served)).toEqual([]);
  });
});

function checkFolders({ temporary }: Served): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('sluice-check-'));
}

/** Processes that were started in a folder beneath this one, and are Envoys by their arguments. */
function envoysWithin(folder: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isEnvoy = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(
        '--use-dynamic-base-id',
      );
      return isEnvoy && readlinkSync(`/proc/${name}/cwd`).startsWith(folder) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

staticTest('a page of static files says how to get the check', async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Check in Envoy' }).click();
  await expect(resultPane(page)).toContainText('This page cannot start an Envoy');
  await expect(resultPane(page)).toContainText('npm start');
  expect(await axeFindings(page, { within: '.compare' })).toEqual([]);
});
