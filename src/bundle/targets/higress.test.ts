// The WasmPlugin of Higress against its schema.

import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaultOptions } from '../target-options.ts';
import { higressWasmPlugin } from '../testing/higress-schema.ts';
import { bundleFor, demanding, type Resource, textOf } from '../testing/target-bundle.ts';

it('the resources are what the schema allows', () => {
  const options = { ...defaultOptions, pullSecret: 'pull', phase: 'AUTHN' } as const;
  const bundle = bundleFor('higress', demanding(), options);
  const isAllowed = new Ajv().compile(higressWasmPlugin);
  const plugins = ['wasm-plugin.yaml', 'wasm-plugin-2.yaml'].map(
    (path) => parse(textOf(bundle, path), { version: '1.1' }) as Resource,
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
