// The resources of Istio against its published schemas.

import { WasmPlugin } from '@kubernetes-models/istio/extensions.istio.io/v1alpha1/WasmPlugin';
import { EnvoyFilter } from '@kubernetes-models/istio/networking.istio.io/v1alpha3/EnvoyFilter';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ociImage } from '../oci/image.ts';
import { defaultOptions } from '../target-options.ts';
import { bundleFor, demanding, module, type Resource, textOf } from '../testing/target-bundle.ts';

it('a WasmPlugin is what its schema allows, one for each plugin in the order of the chain', () => {
  const bundle = bundleFor('istio', demanding());
  const plugins = ['wasm-plugin.yaml', 'wasm-plugin-2.yaml'].map(
    (path) => parse(textOf(bundle, path), { version: '1.1' }) as Resource,
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

it('there is an EnvoyFilter only where a WasmPlugin cannot say everything', () => {
  const filter = parse(textOf(bundleFor('istio', demanding()), 'envoy-filter.yaml')) as Resource;
  new EnvoyFilter(filter).validate();
  expect(JSON.stringify(filter)).toContain('"value":"not JSON"');
  expect(bundleFor('istio').files.map((file) => file.path)).not.toContain('envoy-filter.yaml');
});

it('what the schema does not allow is found', () => {
  const wrong: Resource = { spec: { failStrategy: 1, priority: 'first' } };
  const plugin = new WasmPlugin(wrong);
  expect(() => plugin.validate()).toThrow();
});

it('names the secret of the registry and the phase where they are given', () => {
  const options = { ...defaultOptions, pullSecret: 'pull', phase: 'AUTHZ' } as const;
  const bundle = bundleFor('istio', demanding(), options);
  const plugin = parse(textOf(bundle, 'wasm-plugin.yaml')) as Resource;
  new WasmPlugin(plugin).validate();
  expect(plugin.spec).toMatchObject({ imagePullSecret: 'pull', phase: 'AUTHZ' });
});
