// Filters in Go and Rust, built here when there is a toolchain, as Projects that are played in Sluice and in a real Envoy.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleSha256 } from '#bundle/bundle.ts';
import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { onPath, root, run, tail } from '../../../scripts/lib/command.mjs';
import {
  answer,
  type ExchangeInput,
  get,
  ok,
  type ScenarioInput,
  side,
} from '../conformance/case.ts';

export type ForeignName = 'foreign-go' | 'foreign-rust';

/** The module of one language, or why there is none. */
type Build = () => Promise<{ file: string } | { skipped: string }>;

const sources = join(root, 'e2e', 'envoy', 'foreign');
const cache = join(root, '.cache', 'foreign');

async function tool(
  program: string,
  args: string[],
  folder: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  return run(program, args, { cwd: join(sources, folder), env });
}

const buildGo: Build = async () => {
  const go = onPath('go');
  if (go === null) return { skipped: 'go is not on PATH' };
  const env = { GOOS: 'wasip1', GOARCH: 'wasm', GOTOOLCHAIN: 'local' };
  const { output: version } = await tool(go, ['env', 'GOVERSION'], 'go', env);
  const minor = Number(/^go1\.(\d+)/m.exec(version)?.[1] ?? 0);
  if (minor < 24) return { skipped: `exports need Go 1.24, and this is ${version.trim()}` };
  const file = join(cache, 'filter-go.wasm');
  const args = ['build', '-trimpath', '-buildmode=c-shared', '-o', file, '.'];
  const built = await tool(go, args, 'go', env);
  if (built.code !== 0) throw new Error(`The filter in Go does not build:\n${built.output}`);
  return { file };
};

const buildRust: Build = async () => {
  const cargo = onPath('cargo');
  const rustc = onPath('rustc');
  if (cargo === null || rustc === null) return { skipped: 'cargo is not on PATH' };
  const target = 'wasm32-unknown-unknown';
  const library = await tool(rustc, ['--print', 'target-libdir', '--target', target], 'rust');
  if (library.code !== 0 || !existsSync(library.output.trim()))
    return { skipped: `Rust has no ${target} here: rustup target add ${target}` };
  const fetched = await tool(cargo, ['fetch', '--locked', '--quiet'], 'rust');
  if (fetched.code !== 0)
    return { skipped: `cargo cannot get the SDK: ${tail(fetched.output, 1)}` };
  const folder = join(cache, 'rust');
  const args = ['build', '--locked', '--release', '--quiet', '--target', target];
  const built = await tool(cargo, [...args, '--target-dir', folder], 'rust');
  if (built.code !== 0) throw new Error(`The filter in Rust does not build:\n${built.output}`);
  return { file: join(folder, target, 'release', 'foreign_rust.wasm') };
};

const builds: Record<ForeignName, Build> = { 'foreign-go': buildGo, 'foreign-rust': buildRust };

const withHeader = (name: string): ExchangeInput => ({
  request: { ...get, headers: [...(get?.headers ?? []), [name, 'yes']] },
  upstream: answer('one, ', 'two'),
});
const plain: ExchangeInput = { request: get, upstream: answer('some ', 'text') };

const scenarios: ScenarioInput[] = [
  { name: 'headers, a body, shared data and a metric', exchanges: [plain, plain, plain] },
  {
    name: 'a call that holds the request back',
    exchanges: [withHeader('x-call'), withHeader('x-call')],
    calls: side(ok),
  },
  {
    name: 'a call that nobody answers',
    exchanges: [withHeader('x-call')],
    calls: side({ kind: 'refused' }),
  },
  { name: 'a panic', exchanges: [plain, withHeader('x-panic'), plain] },
  { name: 'a null pointer', exchanges: [withHeader('x-trap')] },
];

/** Builds the filter in one language; null, and a loud line, when there is no toolchain for it. */
export async function foreignModule(name: ForeignName): Promise<Uint8Array<ArrayBuffer> | null> {
  mkdirSync(cache, { recursive: true });
  const built = await builds[name]();
  if ('file' in built) return new Uint8Array(readFileSync(built.file));
  process.stdout.write(`!! What needs ${name} is SKIPPED: ${built.skipped}.\n`);
  return null;
}

export function foreignProject(name: string, module: Uint8Array): Project {
  const parsed = parseProject({
    format: 1,
    name,
    plugins: [
      {
        name: 'foreign',
        rootId: 'root',
        source: { kind: 'module', name: 'filter.wasm', sha256: moduleSha256(module) },
        configuration: { text: 'hello' },
        vm: { id: 'vm', environment: { MODE: 'test' } },
      },
    ],
    clusters: [{ name: 'upstream' }, { name: 'side', port: 8081 }],
    route: { name: 'all', target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

/** The Projects whose name is wanted. Says what is skipped and why. */
export async function foreignProjects(
  isWanted: (name: string, scenario: string) => boolean,
): Promise<{ project: Project; modules: PluginModule[] }[]> {
  const projects: { project: Project; modules: PluginModule[] }[] = [];
  for (const name of ['foreign-go', 'foreign-rust'] as const) {
    if (!scenarios.some((scenario) => isWanted(name, scenario.name ?? ''))) continue;
    const bytes = await foreignModule(name);
    if (bytes === null) continue;
    projects.push({ project: foreignProject(name, bytes), modules: [{ bytes, sourceMap: null }] });
  }
  return projects;
}
