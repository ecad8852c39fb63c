// The same Project gives the same report in Node and in Chromium, byte for byte, with the worker that the page uses.

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pluginModules } from '#cli/plugin-modules.ts';
import { examples, readExample } from '#examples/node.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { conformanceProjects } from './envoy/conformance/cases.ts';
import { expect, test } from './fixtures.ts';

const worker = readdirSync('dist/assets').find((name) => /^runner\.worker.*\.js$/.test(name));
const command = promisify(execFile);

/** Those for which the worker loads more than itself, and those with several threads. */
const withLibraries = conformanceProjects().filter(({ name }) =>
  ['conformance-foreign', 'conformance-workers'].includes(name),
);

/** The reports of the command line, in a process of its own: the test runner changes how stacks are written. */
async function reportsInNode(projects: readonly Project[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-report-'));
  const files = projects.map((project, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(project));
    return file;
  });
  try {
    const tsx = join('node_modules', 'tsx', 'dist', 'cli.mjs');
    const args = [tsx, 'src/cli/main.ts', 'test', ...files, '--json'];
    const { stdout } = await command(process.execPath, args, { maxBuffer: 1024 * 1024 * 1024 });
    const told = JSON.parse(stdout) as { projects: { report: unknown }[] };
    return told.projects.map(({ report }) => JSON.stringify(report));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The modules that come with the page. */
function modulesOfExample(slug: string, { plugins }: Project): PluginModule[] {
  return plugins.map((_, index) => {
    const file = join('dist', 'examples', slug, `${index}.wasm`);
    return { bytes: readFileSync(file), sourceMap: readFileSync(`${file}.map`, 'utf8') };
  });
}

test('reports are the same in Node and in the browser', async ({ page }) => {
  // Every example is run here: the time grows with the gallery.
  test.setTimeout(300_000);
  expect(worker).toBeDefined();
  expect(withLibraries).toHaveLength(2);
  await page.goto('/');
  const played = examples.map(({ slug }) => {
    const project = readExample(slug);
    return { project, modules: modulesOfExample(slug, project) };
  });
  for (const project of withLibraries)
    played.push({ project, modules: await pluginModules(project, 'debug') });
  const inNode = await reportsInNode(played.map(({ project }) => project));
  for (const [index, { project, modules }] of played.entries()) {
    const inBrowser = await page.evaluate(
      async ({ url, json, bytes }) => {
        const sent = JSON.parse(json) as { modules: { bytes: Uint8Array | null }[] };
        for (const [index, module] of sent.modules.entries()) {
          module.bytes = Uint8Array.from(atob(bytes[index] ?? ''), (character) =>
            character.charCodeAt(0),
          );
        }
        const runner = new Worker(url, { type: 'module' });
        const { port1, port2 } = new MessageChannel();
        port1.start();
        // A call as Comlink puts it on the wire; the second argument is a callback, which is a port.
        const argumentList = [
          { type: 'RAW', value: sent },
          { type: 'HANDLER', name: 'proxy', value: port2 },
        ];
        const report = await new Promise<unknown>((resolve, reject) => {
          runner.addEventListener('error', (event) => reject(new Error(event.message)));
          runner.addEventListener(
            'message',
            ({ data }: MessageEvent<{ id?: string; type: string; value: unknown }>) => {
              if (data.id === 'run') resolve(data.value);
            },
          );
          runner.postMessage({ id: 'run', type: 'APPLY', path: ['run'], argumentList }, [port2]);
        });
        runner.terminate();
        return JSON.stringify(report);
      },
      {
        url: new URL(`assets/${worker ?? ''}`, page.url()).href,
        json: JSON.stringify({
          id: 0,
          project,
          modules: modules.map(({ sourceMap }) => ({ bytes: null, sourceMap })),
          options: {},
        }),
        bytes: modules.map((module) => Buffer.from(module.bytes).toString('base64')),
      },
    );
    expect(firstDifference(inNode[index] ?? '', inBrowser), project.name).toBeNull();
  }
});

/** Both texts around the place where they part; null when they are equal. */
function firstDifference(left: string, right: string): [string, string] | null {
  if (left === right) return null;
  let at = 0;
  while (left[at] === right[at]) at++;
  return [left.slice(at - 80, at + 80), right.slice(at - 80, at + 80)];
}
