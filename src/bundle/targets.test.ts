// Every target: its resources against the published schemas, its images against skopeo, and what it says that it cannot say.

import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { EnvoyExtensionPolicy } from '@kubernetes-models/envoy-gateway/gateway.envoyproxy.io/v1alpha1/EnvoyExtensionPolicy';
import { WasmPlugin } from '@kubernetes-models/istio/extensions.istio.io/v1alpha1/WasmPlugin';
import { EnvoyFilter } from '@kubernetes-models/istio/networking.istio.io/v1alpha3/EnvoyFilter';
import { Ajv } from 'ajv';
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Project } from '#project/schema.ts';
import { type Bundle, makeBundle } from './bundle.ts';
import { ociImage } from './oci/image.ts';
import { SLUICE_VERSION } from './sluice-version.ts';
import { defaultOptions, readOptions } from './target-options.ts';
import { targetNamed, targets } from './targets.ts';
import { higressWasmPlugin } from './testing/higress-schema.ts';
import { samplePlugin, sampleProject } from './testing/sample-project.ts';

const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

function bundleFor(target: string, project = sampleProject(), options = defaultOptions): Bundle {
  const modules = project.plugins.map(() => module);
  return makeBundle({ project, modules, sources: [], outcomes: [] }, targetNamed(target), options);
}

function textOf({ files }: Bundle, path: string): string {
  const file = files.find((one) => one.path === path);
  if (file === undefined || !('text' in file))
    throw new Error(`no text ${path}; there are ${files.map((one) => one.path).join(', ')}`);
  return file.text;
}

interface Wasm {
  spec: Record<string, unknown>;
}

/** What a resource for plugins has no field for. */
function demanding(): Project {
  return sampleProject({
    plugins: [
      samplePlugin({
        allowOnHeadersStopIteration: true,
        configuration: { encoding: 'string', text: 'not JSON' },
        vm: { id: 'shared', environment: { MODE: 'n' } },
        failurePolicy: 'fail-reload',
      }),
      samplePlugin({ configuration: { encoding: 'struct', text: '{"on":"yes","many":[1,"~"]}' } }),
    ],
  });
}

describe('every target', () => {
  it.each(targets.map((target) => target.name))('%s tells its files and steps', (name) => {
    for (const project of [sampleProject(), demanding()]) {
      const bundle = bundleFor(name, project);
      const paths = bundle.files.map((file) => file.path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const path of ['README.md', 'filter.wasm', 'project.json', 'sha256sums.txt'])
        expect(paths).toContain(path);
      const readme = textOf(bundle, 'README.md');
      for (const path of paths.filter((one) => /\.(ya?ml|tar)$/.test(one)))
        expect(readme).toContain(`\`${path}\``);
      for (const note of bundle.notes) expect(readme).toContain(`- ${note}`);
    }
  });

  it('is asked for by name', () => {
    expect(() => targetNamed('nomad')).toThrow(
      'There is no bundle target "nomad"; there are envoy, docker,',
    );
  });

  it('names the version of Sluice that made it', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(SLUICE_VERSION).toBe(version);
  });
});

describe('options', () => {
  it.each([
    [{ envoyVersion: '1.12' }, 'There is no bundle for Envoy "1.12"; there are 1.40, 1.39'],
    [{ image: 'oci://x/y:1' }, 'is no reference such as registry.example.com/filter:1.0.0'],
    [{ image: 'x/y' }, 'The image "x/y" is no reference'],
    [{ namespace: 'A b' }, 'The namespace "A b" is no name of Kubernetes'],
    [{ workload: '' }, 'The workload "" is no name of Kubernetes'],
    [{ pullSecret: 'My Secret' }, 'The pull secret "My Secret" is no name of Kubernetes'],
    [{ phase: 'LAST' }, 'There is no phase "LAST"; there are UNSPECIFIED_PHASE, AUTHN'],
  ])('%j are refused with a sentence', (texts, message) => {
    expect(() => readOptions(texts)).toThrow(message);
  });
});

describe('an older Envoy', () => {
  it('gets no field that it would refuse, and the README says what is missing', () => {
    const older = bundleFor('envoy', demanding(), { ...defaultOptions, envoyVersion: '1.34' });
    expect(textOf(older, 'envoy.yaml')).not.toContain('allow_on_headers_stop_iteration');
    expect(older.notes[0]).toContain('Envoy 1.34 has no allow_on_headers_stop_iteration');
    const since = bundleFor('envoy', demanding(), { ...defaultOptions, envoyVersion: '1.35' });
    expect(textOf(since, 'envoy.yaml')).toContain('allow_on_headers_stop_iteration: true');
    expect(bundleFor('envoy', demanding()).notes).toEqual([]);
  });

  it('is the one that the containers run', () => {
    const options = { ...defaultOptions, envoyVersion: '1.36' } as const;
    expect(textOf(bundleFor('docker', sampleProject(), options), 'docker-compose.yaml')).toContain(
      'image: "envoyproxy/envoy:v1.36.0"',
    );
  });
});

describe('resources', () => {
  it('for Istio are what its schema allows, one for each plugin in the order of the chain', () => {
    const bundle = bundleFor('istio', demanding());
    const plugins = ['wasm-plugin.yaml', 'wasm-plugin-2.yaml'].map(
      (path) => parse(textOf(bundle, path), { version: '1.1' }) as Wasm,
    );
    for (const plugin of plugins) new WasmPlugin(plugin).validate();
    expect(plugins.map(({ spec }) => spec['priority'])).toEqual([2, 1]);
    expect(plugins[0]?.spec).toMatchObject({
      url: 'oci://registry.example.com/filter:1.0.0',
      sha256: ociImage(module, 'image', '1.0.0').digest,
      pluginName: 'gate_root',
      failStrategy: 'FAIL_RELOAD',
      vmConfig: { env: [{ name: 'MODE', valueFrom: 'INLINE', value: 'n' }] },
    });
    expect(plugins[0]?.spec['pluginConfig']).toBeUndefined();
    expect(plugins[1]?.spec['pluginConfig']).toEqual({ on: 'yes', many: [1, '~'] });
    expect(bundle.notes.join('\n')).toContain('of a Struct Envoy itself hands over');
    expect(bundle.notes.join('\n')).toContain(
      'no field for allow_on_headers_stop_iteration, vm_id "shared" of "gate"',
    );
  });

  it('for Istio have an EnvoyFilter only where a WasmPlugin cannot say everything', () => {
    const filter = parse(textOf(bundleFor('istio', demanding()), 'envoy-filter.yaml')) as Wasm;
    new EnvoyFilter(filter).validate();
    expect(JSON.stringify(filter)).toContain('"value":"not JSON"');
    expect(bundleFor('istio').files.map((file) => file.path)).not.toContain('envoy-filter.yaml');
  });

  it('for Istio that its schema does not allow are found', () => {
    const wrong: Wasm = { spec: { failStrategy: 1, priority: 'first' } };
    const plugin = new WasmPlugin(wrong);
    expect(() => plugin.validate()).toThrow();
  });

  it('for Envoy Gateway are what its schema allows', () => {
    const bundle = bundleFor('envoy-gateway', demanding());
    const policy = parse(textOf(bundle, 'envoy-extension-policy.yaml')) as Wasm;
    new EnvoyExtensionPolicy(policy).validate();
    expect(policy.spec['wasm']).toMatchObject([
      {
        code: { type: 'Image', image: { sha256: ociImage(module, 'image', '1.0.0').digest } },
        env: { hostKeys: ['MODE'] },
        failOpen: false,
      },
      { config: { on: 'yes', many: [1, '~'] } },
    ]);
    expect(bundle.notes.join('\n')).toContain('MODE of "gate" must be set at the proxy');
  });

  it('for Higress are what its schema allows', () => {
    const options = { ...defaultOptions, pullSecret: 'pull', phase: 'AUTHN' } as const;
    const bundle = bundleFor('higress', demanding(), options);
    const isAllowed = new Ajv().compile(higressWasmPlugin);
    const plugins = ['wasm-plugin.yaml', 'wasm-plugin-2.yaml'].map(
      (path) => parse(textOf(bundle, path), { version: '1.1' }) as Wasm,
    );
    for (const plugin of plugins) {
      expect(isAllowed(plugin), JSON.stringify(isAllowed.errors)).toBe(true);
      expect(isAllowed({ ...plugin, spec: { ...plugin.spec, pluginPhase: 'x' } })).toBe(false);
    }
    expect(plugins[0]?.spec).toMatchObject({
      imagePullSecret: 'pull',
      phase: 'AUTHN',
      vmConfig: { env: [{ name: 'MODE', valueFrom: 'INLINE', value: 'n' }] },
    });
    expect(plugins[1]?.spec).toMatchObject({ defaultConfig: { on: 'yes', many: [1, '~'] } });
  });

  it('name the secret of the registry and the phase where they are given', () => {
    const options = { ...defaultOptions, pullSecret: 'pull', phase: 'AUTHZ' } as const;
    const istio = parse(
      textOf(bundleFor('istio', demanding(), options), 'wasm-plugin.yaml'),
    ) as Wasm;
    new WasmPlugin(istio).validate();
    expect(istio.spec).toMatchObject({ imagePullSecret: 'pull', phase: 'AUTHZ' });
    const gateway = parse(
      textOf(bundleFor('envoy-gateway', demanding(), options), 'envoy-extension-policy.yaml'),
    ) as Wasm;
    new EnvoyExtensionPolicy(gateway).validate();
    expect(gateway.spec['wasm']).toMatchObject([
      { code: { image: { pullSecretRef: { name: 'pull' } } } },
      {},
    ]);
  });

  it('for Kubernetes are a Deployment that its schema allows', () => {
    const text = textOf(bundleFor('kubernetes', demanding()), 'deployment.yaml');
    const deployment = parse(text, { version: '1.1' }) as IDeployment;
    new Deployment(deployment).validate();
    const wrong: object = { ...deployment, spec: { ...deployment.spec, replicas: 'one' } };
    expect(() => new Deployment(wrong as IDeployment).validate()).toThrow();
  });

  it('for Kubernetes mount every file that Envoy and its servers read', () => {
    const bundle = bundleFor('kubernetes');
    const { configMapGenerator } = parse(textOf(bundle, 'kustomization.yaml')) as {
      configMapGenerator: { files: string[] }[];
    };
    expect(configMapGenerator[0]?.files).toEqual([
      'envoy.pod.yaml',
      'filter.wasm',
      'mock-server.mjs',
      'mocks.json',
    ]);
    for (const path of configMapGenerator[0]?.files ?? [])
      expect(bundle.files.map((file) => file.path)).toContain(path);
    expect(textOf(bundle, 'envoy.pod.yaml')).not.toContain('auth.svc');
  });
});

describe('a workflow', () => {
  it('is one to the parser of GitHub Actions itself', () => {
    const content = textOf(
      bundleFor('github-actions', demanding()),
      '.github/workflows/verify.yml',
    );
    const errorsOf = (text: string): string[] =>
      parseWorkflow({ name: 'verify.yml', content: text }, new NoOperationTraceWriter())
        .context.errors.getErrors()
        .map(({ message }) => message);
    expect(errorsOf(content)).toEqual([]);
    expect(errorsOf(content.replace('runs-on', 'runs_on'))).not.toEqual([]);
  });

  it('builds what has sources, and starts and verifies what the compose file has', () => {
    const bundle = bundleFor('github-actions');
    const { jobs } = parse(textOf(bundle, '.github/workflows/verify.yml')) as {
      jobs: { verify: { steps: { run?: string }[] } };
    };
    const lines = jobs.verify.steps.flatMap(({ run }) => run ?? []);
    expect(lines).toContain('docker compose up --wait');
    expect(lines).not.toContain('npm install && npm run build');
    expect(bundle.notes).toContain(
      '`filter.wasm` has no sources here: the workflow takes it as it is.',
    );
    textOf(bundle, 'docker-compose.yaml');
  });

  it('has keys that a reader of YAML 1.1 takes for text too', () => {
    const text = textOf(bundleFor('github-actions'), '.github/workflows/verify.yml');
    expect(Object.keys(parse(text, { version: '1.1' }) as object)).toContain('on');
  });
});

it('an image has what older tools want to know of its plugin', () => {
  const project = sampleProject({ plugins: [samplePlugin(), samplePlugin({ rootId: 'second' })] });
  const bundle = bundleFor('oci-image', project);
  const roots = ['runtime-config.json', 'runtime-config-2.json'].map(
    (path) => JSON.parse(textOf(bundle, path)) as unknown,
  );
  expect(roots).toEqual(
    ['gate_root', 'second'].map((rootId) => ({
      type: 'envoy_proxy',
      abiVersions: [],
      config: { rootIds: [rootId] },
    })),
  );
});

const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;
if (!hasSkopeo) process.stderr.write('!! skopeo is not here: the test of the images is SKIPPED.\n');

describe.skipIf(!hasSkopeo)('an image', () => {
  it.each(['image', 'artifact'] as const)('as %s is read by skopeo and copied as it is', (form) => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-image-'));
    const { archive, digest } = ociImage(module, form, '1.0.0');
    const file = join(folder, 'image.tar');
    writeFileSync(file, archive);
    const skopeo = (...args: string[]): string =>
      execFileSync('skopeo', ['--tmpdir', folder, '--insecure-policy', ...args], {
        encoding: 'utf8',
      });
    const raw = skopeo('inspect', '--raw', `oci-archive:${file}:1.0.0`);
    expect(createHash('sha256').update(raw).digest('hex')).toBe(digest);
    const copy = join(folder, 'copy');
    skopeo('copy', '--preserve-digests', `oci-archive:${file}:1.0.0`, `dir:${copy}`);
    const { layers } = JSON.parse(raw) as { layers: { digest: string; mediaType: string }[] };
    expect(layers).toHaveLength(1);
    const layer = readFileSync(join(copy, layers[0]?.digest.slice('sha256:'.length) ?? ''));
    const sha256 = createHash('sha256').update(layer).digest('hex');
    expect(layers[0]?.digest).toBe(`sha256:${sha256}`);
    const layerFile = join(folder, 'layer.tgz');
    writeFileSync(layerFile, layer);
    const found =
      form === 'artifact'
        ? layer
        : execFileSync('tar', ['-xzOf', layerFile, 'plugin.wasm'], { encoding: 'buffer' });
    expect([...found]).toEqual([...module]);
    rmSync(folder, { recursive: true });
  });
});
