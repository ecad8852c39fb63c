// `npm run package`: packs Sluice and tries the package as somebody who has nothing but it, in a folder elsewhere and without a registry.
//   npm run package -- [--counts FILE]      what `npm run build` has made is packed

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readExample } from '#examples/node.ts';
import { findEnvoy } from './get-envoy.mjs';
import { npm, root, run } from './lib/command.mjs';

interface Ended {
  code: number | null;
  output: string;
}

const { values: options } = parseArgs({ options: { counts: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'sluice-package-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
/** Its own cache and no network: what is not in the package cannot come from anywhere else. */
const env = { npm_config_cache: join(folder, 'cache'), npm_config_offline: 'true' };
const projectFile = join('project', 'project.json');
const counts = { passed: 0, failed: 0, skipped: 0 };

function tell(name: string, { code, output }: Ended, wanted: RegExp, wantedCode = 0): void {
  const holds = code === wantedCode && wanted.test(output);
  counts[holds ? 'passed' : 'failed'] += 1;
  const found = holds ? '' : `: it ends with ${code} and says\n${output}`;
  process.stdout.write(`${holds ? '✓' : '✗'} ${name}${found}\n`);
}

async function pack(): Promise<string> {
  if (!existsSync(join(root, 'dist', 'index.html')))
    throw new Error('There is no dist/index.html to pack; run "npm run build" first.');
  for (const args of [
    ['run', 'build:cli'],
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
  ]) {
    const { code, output } = await npm(args);
    if (code !== 0) throw new Error(`npm ${args.join(' ')} ends with ${code}:\n${output}`);
  }
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error('npm pack has written no package.');
  return `./${file}`;
}

/** What the line for CI has installed: the folder of its packages. */
function installed(): string {
  const [name = ''] = readdirSync(join(env.npm_config_cache, '_npx'));
  return join(env.npm_config_cache, '_npx', name, 'node_modules');
}

function sluice(...args: string[]): Promise<Ended> {
  return run(join(installed(), '.bin', 'sluice'), args, { cwd: folder });
}

/** Asks the server that `sluice serve` starts, and ends it. */
async function served(ask: (address: string) => Promise<Response>): Promise<Ended> {
  const args = ['serve', '--port', '0', '--json'];
  const child = spawn(join(installed(), '.bin', 'sluice'), args, { cwd: folder, stdio: 'pipe' });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { address } = JSON.parse(line) as { address: string };
      const answer = await ask(address);
      return { code: answer.ok ? 0 : answer.status, output: await answer.text() };
    }
    return { code: null, output: 'it ended without an address' };
  } finally {
    child.kill();
  }
}

/** As the page asks it: one scenario of the project with the modules that were built of it. */
async function checkInEnvoy(address: string): Promise<Response> {
  const service = await fetch(`${address}service.json`);
  const { token } = (await service.json()) as { token: string };
  const project = readExample('geo-chain');
  const modules = ['deny', 'geo', 'deny-2'].map((name) =>
    readFileSync(join(folder, 'built', `${name}.wasm`)).toString('base64'),
  );
  return fetch(`${address}service/check`, {
    method: 'POST',
    headers: { 'x-sluice-token': token, origin: address.slice(0, -1) },
    body: JSON.stringify({
      project: { ...project, scenarios: project.scenarios.slice(0, 1) },
      modules,
    }),
  });
}

async function tryCommands(): Promise<void> {
  tell('serve', await served((address) => fetch(address)), /<title>Sluice/);
  tell('run', await sluice('run', projectFile), /NL passes\n {2}GET .* → 200/);
  const { output: link } = await sluice('link', projectFile);
  tell('link and open', await sluice('open', link.trim(), '--out', 'opened'), /opened\/project\./);
  writeFileSync(join(folder, 'text.wat'), '(module (func (export "proxy_abi_version_0_2_1")))');
  tell('doctor of a text', await sluice('doctor', 'text.wat'), /text\.wat: Envoy refuses it/, 1);
}

async function tryModules(): Promise<void> {
  const bundled = await sluice('bundle', projectFile, '--target', 'docker', '--out', 'bundled');
  tell('bundle', bundled, /files for Docker are in bundled/);
  const imported = await sluice('import', 'bundled', '--out', 'imported');
  tell('import', imported, /imported\/project\.json\n/);
  tell(
    'build',
    await sluice('build', projectFile, '--out', 'built'),
    /^[0-9a-f]{64} {2}deny\.wasm/m,
  );
  tell('doctor', await sluice('doctor', join('built', 'deny.wasm')), /Envoy takes it\./);
}

async function tryEnvoy(): Promise<void> {
  if (findEnvoy() === null) {
    counts.skipped += 2;
    process.stdout.write('- what needs an Envoy is skipped: there is none\n');
    return;
  }
  tell('the page’s check in Envoy', await served(checkInEnvoy), /"outcome":"identical"/);
  const verified = await sluice('verify', '--envoy', projectFile, '--scenario', 'NL passes');
  tell('verify', verified, /1 of 1 scenarios do in Envoy/);
}

const file = await pack();
cpSync(join(root, 'src', 'examples', 'geo-chain'), join(folder, 'project'), { recursive: true });
const line = ['exec', '--yes', '--', file, 'test', projectFile, '--format', 'junit'];
tell('the line for CI', await npm(line, { cwd: folder, env }), /name="Geo chain".* failures="0">/);
const packages = readdirSync(installed()).filter((name) => !name.startsWith('.'));
tell('nothing else is installed', { code: 0, output: packages.join(' ') }, /^sluice$/);
await Promise.all([tryCommands(), tryModules()]);
await tryEnvoy();
if (options.counts !== undefined) writeFileSync(options.counts, JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
