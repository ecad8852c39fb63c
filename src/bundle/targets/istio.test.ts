// The WasmPlugin and the EnvoyFilter: which requests they take, and the name that the plugin has in the log.

import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Project } from '#project/schema.ts';
import { makeBundle } from '../bundle.ts';
import { defaultOptions } from '../target-options.ts';
import { samplePlugin, sampleProject } from '../testing/sample-project.ts';
import { istioTarget } from './istio.ts';

interface Resource {
  metadata: object;
  spec: Record<string, unknown>;
}

function resource(path: string, project: Project, options = defaultOptions): Resource {
  const modules = project.plugins.map(() => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const { files } = makeBundle(
    { project, modules, sources: [], outcomes: [] },
    istioTarget,
    options,
  );
  const file = files.find((one) => one.path === path);
  if (file === undefined || !('text' in file)) throw new Error(`no text ${path}`);
  return parse(file.text) as Resource;
}

it.each([
  ['inbound', 'SERVER', 'SIDECAR_INBOUND'],
  ['outbound', 'CLIENT', 'GATEWAY'],
  ['unspecified', 'CLIENT_AND_SERVER', 'ANY'],
] as const)('takes the requests of a listener that is %s', (direction, mode, context) => {
  const project = sampleProject({
    listener: { direction },
    plugins: [samplePlugin({ vm: { id: 'own' } })],
  });
  const { spec } = resource('wasm-plugin.yaml', project);
  expect(spec['match']).toEqual([{ mode, ports: [{ number: 10_000 }] }]);
  const patches = resource('envoy-filter.yaml', project).spec['configPatches'];
  expect(patches).toMatchObject([{ match: { context } }]);
});

it.each([
  ['istio-system.header-gate', 'header-gate'],
  ['default.header-gate', 'sample'],
  ['istio-system.Header gate', 'sample'],
])('gives the plugin %s its name in the log', (name, expected) => {
  const project = sampleProject({ plugins: [samplePlugin({ name })] });
  const options = { ...defaultOptions, namespace: 'istio-system' };
  expect(resource('wasm-plugin.yaml', project, options).metadata).toEqual({
    name: expected,
    namespace: 'istio-system',
  });
});

it('does not give one name to two resources', () => {
  const plugin = samplePlugin({ name: 'default.twin' });
  const project = sampleProject({ plugins: [plugin, plugin] });
  expect(resource('wasm-plugin-2.yaml', project).metadata).toMatchObject({ name: 'sample-2' });
});

it('tells how its log is seen, at the level of the project', () => {
  const project = sampleProject({ logLevel: 'warn' });
  const modules = [new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])];
  const input = { project, modules, sources: [], outcomes: [] };
  const [readme] = makeBundle(input, istioTarget, defaultOptions).files;
  expect(readme).toMatchObject({
    path: 'README.md',
    text: expect.stringContaining(
      `-c istio-proxy -- curl -sS -X POST 'localhost:15000/logging?wasm=warning'\n`,
    ) as string,
  });
});
