// `sluice import`: downloads and configurations of Envoy become projects that give the same answers.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type BundleFile, zipBundle } from '#bundle/bundle.ts';
import { readArguments } from './arguments.ts';
import { entriesOf } from './read-project.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const root = mkdtempSync(join(tmpdir(), 'sluice-import-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder = '';
let number = 0;
beforeEach(() => {
  number += 1;
  folder = join(root, String(number));
  mkdirSync(folder);
});

const sluice = (...args: string[]): Promise<CommandResult> => runCommand(readArguments(args));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

const modulesIn = (path: string): string[] =>
  readdirSync(path).filter((name) => name.endsWith('.wasm'));

/** An example with a chain and callouts among them, as its download. */
const geo = 'src/examples/geo-chain/project.json';

async function bundled(example: string): Promise<string> {
  const out = join(folder, 'bundle');
  await sluice('bundle', example, '--out', out);
  return out;
}

async function answersOf(...args: string[]): Promise<unknown> {
  const { output } = await sluice('run', ...args, '--json');
  const { scenarios } = JSON.parse(output) as {
    scenarios: { exchanges: { client: unknown }[] }[];
  };
  return scenarios.map(({ exchanges }) => exchanges.map(({ client }) => client));
}

describe('a download', () => {
  it('becomes the same project again, from its folder and from its zip', async () => {
    const bundle = await bundled(geo);
    const fromFolder = join(folder, 'from-folder');
    const { output, notes } = await sluice('import', bundle, '--out', fromFolder);
    expect(notes).toEqual([]);
    expect(output).toContain(join(fromFolder, 'project.json'));
    expect(await answersOf(join(fromFolder, 'project.json'))).toEqual(await answersOf(geo));

    const names = readFileSync(join(bundle, 'sha256sums.txt'), 'utf8').match(/\S+\.wasm/g) ?? [];
    const files: BundleFile[] = ['project.json', 'envoy.yaml', ...names].map((path) => ({
      path,
      bytes: new Uint8Array(readFileSync(join(bundle, path))),
    }));
    const zip = write('download.zip', zipBundle(files));
    const fromZip = join(folder, 'from-zip');
    await sluice('import', zip, '--out', fromZip);
    expect(read('from-zip', 'project.json')).toBe(read('from-folder', 'project.json'));
  });

  it('has an envoy.yaml that is a project too, with the modules beside it', async () => {
    const bundle = await bundled('src/examples/allow-header/project.json');
    const out = join(folder, 'from-yaml');
    const { notes } = await sluice('import', join(bundle, 'envoy.yaml'), '--out', out);
    expect(notes).toEqual([]);
    expect(modulesIn(out)).toHaveLength(1);
    // Nothing but its folder is needed from now on.
    const result = await sluice('run', join(out, 'project.json'));
    expect(result.output).toContain('GET / → 403');
    expect(result.notes).toEqual([]);
  });
});

const envoyYaml = `
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: 10000 } }
      filter_chains:
        - filters:
            - name: hcm
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: s
                access_log: [{ name: a }]
                route_config: { virtual_hosts: [{ name: v, domains: ["*"], routes: [{ match: { prefix: / }, direct_response: { status: 200 } }] }] }
                http_filters:
                  - name: w
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                      config: { name: auth, vm_config: { code: { local: { filename: /etc/envoy/auth.wasm } } } }
`;
const module = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const sha256 = '93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476';

describe('an envoy.yaml', () => {
  it('is printed as a project; what is not modelled and what is missing is noted', async () => {
    const file = write('envoy.yaml', envoyYaml);
    const { output, notes, ok } = await sluice('import', file);
    expect(ok).toBe(true);
    expect(JSON.parse(output)).toMatchObject({
      name: 'auth',
      plugins: [{ source: { kind: 'module', name: 'auth.wasm' } }],
    });
    expect(notes).toEqual([
      `${file}:11: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.access_log: Sluice writes no access log; the journey shows each request.`,
      'The module of the plugin auth is not here. Name its file with --module auth=FILE.wasm, or put it beside the project.json as auth.wasm.',
    ]);
  });

  it('takes the module from beside it, from where it is named, and tells so as JSON', async () => {
    const file = write('envoy.yaml', envoyYaml);
    write('auth.wasm', module);
    const beside = JSON.parse((await sluice('import', file, '--json')).output) as unknown;
    expect(beside).toMatchObject({
      unmodelled: [{ line: 11 }],
      modules: [{ plugin: 'auth', file: 'auth.wasm', sha256, isHere: true }],
      files: [],
    });
    const other = write('lib/other.wasm', module);
    const out = join(folder, 'out');
    const { notes } = await sluice('import', file, '--module', `auth=${other}`, '--out', out);
    expect(notes).toHaveLength(1);
    expect(JSON.parse(read('out', 'project.json'))).toMatchObject({
      plugins: [{ source: { name: 'other.wasm', sha256 } }],
    });
    expect(new Uint8Array(readFileSync(join(out, 'auth.wasm')))).toEqual(module);
  });

  it('becomes a single file when --out names one', async () => {
    const out = join(folder, 'out.json');
    await sluice('import', write('envoy.yaml', envoyYaml), '--out', out);
    expect(JSON.parse(read('out.json'))).toMatchObject({ name: 'auth' });
    await expect(sluice('import', write('envoy.yaml', envoyYaml), '--out', out)).rejects.toThrow(
      'out.json is there already, and nothing is written over it.',
    );
  });

  it('in a folder of somebody’s finds its modules there', async () => {
    write('theirs/envoy-demo.yaml', envoyYaml);
    write('theirs/build/auth.wasm', module);
    const { output, notes } = await sluice('import', join(folder, 'theirs'));
    expect(JSON.parse(output)).toMatchObject({ plugins: [{ source: { sha256 } }] });
    expect(notes).toHaveLength(1);
  });
});

it('a file of the page is a project again, and a project.json with sources beside it too', async () => {
  const file = write('mine.sluice.json', (await sluice('import', geo)).output);
  expect((await sluice('import', file)).output).toBe(readFileSync(file, 'utf8'));
});

it('a folder may be named by a link to it', async () => {
  const link = join(folder, 'link');
  symlinkSync(resolve('src/examples/cors'), link);
  const { output } = await sluice('import', link);
  expect(JSON.parse(output)).toMatchObject({ format: 1 });
});

describe('what cannot be imported is told', () => {
  it.each([
    ['broken.yaml', 'a: [1', 'broken.yaml: Line 1: it is not YAML'],
    ['other.yaml', 'kind: Pod\napiVersion: v1', 'It is a resource of Kubernetes (Pod)'],
    ['other.json', '{"a":1}', 'other.json is no project that can be opened.'],
    ['other.txt', 'hello', 'is not JSON'],
  ])('%s', async (name, content, told) => {
    await expect(sluice('import', write(name, content))).rejects.toThrow(told);
  });

  it('a folder with nothing in it, and no file at all', async () => {
    await expect(sluice('import', folder)).rejects.toThrow(
      'has neither a project.json nor an envoy.yaml in it',
    );
    await expect(sluice('import', join(folder, 'none.yaml'))).rejects.toThrow('There is no file');
  });

  it('what cannot be read', async () => {
    const loop = join(folder, 'loop');
    symlinkSync('loop', loop);
    expect(() => entriesOf(loop)).toThrow(/loop cannot be read: .*ELOOP/);
    await expect(sluice('import', loop)).rejects.toThrow(/loop cannot be read: .*ELOOP/);
  });
});

it('a module beside a project.json is run when it is the one that is meant', async () => {
  const bundle = await bundled('src/examples/allow-header/project.json');
  const out = join(folder, 'out');
  await sluice('import', join(bundle, 'envoy.yaml'), '--out', out);
  writeFileSync(join(out, modulesIn(out)[0] ?? ''), module);
  await expect(sluice('run', join(out, 'project.json'))).rejects.toThrow(
    'whose bytes are not in the Project',
  );
});
