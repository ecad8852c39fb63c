// The whole bundle: its files, its zip, and the words of its README.

import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundleFiles, fileBytes, moduleSha256, zipBundle } from './bundle.ts';
import { nothingFound, samplePlugin, sampleProject } from './testing/sample-project.ts';

const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

function files(
  project = sampleProject(),
  outcomes: Parameters<typeof bundleFiles>[0]['outcomes'] = [],
  target = 'envoy',
) {
  const sources = project.plugins.map(() => [{ path: 'package.json', text: '{}\n' }]);
  return bundleFiles(
    { project, modules: project.plugins.map(() => module), sources, outcomes },
    target,
  );
}

function textOf(path: string, all = files()): string {
  const file = all.find((one) => one.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return new TextDecoder().decode(fileBytes(file));
}

describe('a bundle', () => {
  it('has everything that runs it, shows it and builds it again', () => {
    expect(files().map((file) => file.path)).toEqual([
      'README.md',
      'envoy.yaml',
      'run.sh',
      'mock-server.mjs',
      'mocks.json',
      'filter.wasm',
      'project.json',
      'sha256sums.txt',
      'package.json',
    ]);
  });

  it('keeps the sources of several plugins apart', () => {
    const paths = files(sampleProject({ plugins: [samplePlugin(), samplePlugin()] })).map(
      (file) => file.path,
    );
    expect(paths).toContain('filter-2.wasm');
    expect(paths).toContain('plugins/1/package.json');
    expect(paths).toContain('plugins/2/package.json');
  });

  it('says of a module compiled elsewhere what it was, and holds that file and no sources', () => {
    const source = {
      kind: 'module',
      name: 'my|filter.wasm',
      sha256: moduleSha256(module),
    } as const;
    const project = sampleProject({ plugins: [samplePlugin({ source })] });
    const all = bundleFiles({ project, modules: [module], sources: [[]], outcomes: [] });
    expect(all.map((file) => file.path)).not.toContain('package.json');
    const readme = textOf('README.md', all);
    expect(readme).toContain('compiled elsewhere and given as `my filter.wasm`: 8 bytes, sha256');
    expect(readme).not.toContain('Build it again');
    expect(textOf('README.md')).not.toContain('compiled elsewhere');
  });

  it('packs to the same bytes every time, and unpacks to the same files', () => {
    const zip = zipBundle(files());
    expect(zipBundle(files())).toEqual(zip);
    const unpacked = unzipSync(zip);
    expect(Object.keys(unpacked)).toEqual(files().map((file) => file.path));
    expect(unpacked['filter.wasm']).toEqual(module);
  });

  it('names the hash of the module', () => {
    const hash = createHash('sha256').update(module).digest('hex');
    expect(moduleSha256(module)).toBe(hash);
    expect(textOf('sha256sums.txt')).toBe(`${hash}  filter.wasm\n`);
    expect(textOf('README.md')).toContain(hash);
  });
});

describe('docker-compose.yaml', () => {
  const docker = (project = sampleProject()) => files(project, [], 'docker');

  it('has a server for each cluster, under the name by which Envoy looks for it', () => {
    const { services } = parse(textOf('docker-compose.yaml', docker())) as {
      services: Record<string, { command: string[] }>;
    };
    expect(Object.keys(services)).toEqual(['envoy', 'web', 'auth.svc']);
    expect(services['auth.svc']?.command).toEqual([
      'node',
      'mock-server.mjs',
      'outbound|8000||auth',
    ]);
    expect(textOf('envoy.compose.yaml', docker())).toContain('address: auth.svc');
    expect(textOf('envoy.compose.yaml', docker())).not.toContain(
      '"127.0.0.1"\n                      port_value: 8080',
    );
  });

  it('publishes the port of the container as the one that clients know', () => {
    const bundle = docker(sampleProject({ listener: { port: 18_000, containerPort: 80 } }));
    const { services } = parse(textOf('docker-compose.yaml', bundle)) as {
      services: Record<string, { ports: string[]; healthcheck: { test: string[] } }>;
    };
    expect(services['envoy']?.ports).toEqual(['18000:80']);
    expect(services['envoy']?.healthcheck.test).toContain(': </dev/tcp/127.0.0.1/80');
    expect(textOf('envoy.compose.yaml', bundle)).toContain('port_value: 80\n');
    expect(textOf('README.md', bundle)).toContain('Envoy listens on port 80 there');
  });

  it('imitates no server of the outside', () => {
    const clusters = [{ name: 'web', address: '10.1.2.3', port: 80 }];
    const text = textOf('docker-compose.yaml', docker(sampleProject({ clusters })));
    expect(Object.keys((parse(text) as { services: object }).services)).toEqual(['envoy']);
  });
});

describe('README.md', () => {
  const request = {
    method: 'POST',
    path: "/it's",
    authority: 'shop.test',
    headers: [['x-a', 'b c']] as [string, string][],
    body: { chunks: [{ data: 'hello' }] },
  };

  it('has a line for the shell per request', () => {
    const project = sampleProject({ scenarios: [{ name: 's', exchanges: [{ request }] }] });
    expect(textOf('README.md', files(project))).toContain(
      `curl -sS -i --path-as-is --globoff --max-time 20 -X POST 'http://localhost:10000/it'\\''s' ` +
        `-H 'host: shop.test' -H 'x-a: b c' -H user-agent: -H accept: -H content-type: --data-binary hello\n`,
    );
  });

  it('tells the answer that a run has found, whatever is in it', () => {
    const body = { encoding: 'text' as const, data: 'a ``` b', sizeBytes: 7, truncated: false };
    const trailers: [string, string][] = [['x-sum', '1']];
    const headers: [string, string][] = [
      [':status', '403'],
      ['date', 'today'],
      ['x-by', 'gate'],
    ];
    const outcomes = [
      {
        ...nothingFound,
        exchanges: [
          {
            verdictText: '',
            clientResponse: { complete: true, headers, body, trailers },
            upstreamCluster: null,
            upstreamRequest: null,
            steps: [],
          },
        ],
      },
    ];
    expect(textOf('README.md', files(sampleProject(), outcomes))).toContain(
      'Expected:\n\n````\n403\ndate: …\nx-by: gate\n\na ``` b\n\ntrailer x-sum: 1\n````\n',
    );
  });

  it('says what a scenario has for itself and what curl cannot do', () => {
    const scenarios = [
      {
        name: 's',
        exchanges: [{ request: { ...request, trailers: [['x-t', '1']] as [string, string][] } }],
        overrides: {
          logLevel: 'trace' as const,
          plugins: { '0': { failurePolicy: 'fail-open' as const } },
        },
      },
    ];
    const text = textOf('README.md', files(sampleProject({ scenarios })));
    expect(text).toContain('This scenario has its own plugin settings and log level (trace)');
    expect(text).toContain('curl sends no trailers');
  });
});
