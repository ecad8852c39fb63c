// The policy of Envoy Gateway against its published schema.

import { EnvoyExtensionPolicy } from '@kubernetes-models/envoy-gateway/gateway.envoyproxy.io/v1alpha1/EnvoyExtensionPolicy';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ociImage } from '../oci/image.ts';
import { defaultOptions } from '../target-options.ts';
import { bundleFor, demanding, module, type Resource, textOf } from '../testing/target-bundle.ts';

it('the policy is what the schema allows', () => {
  const bundle = bundleFor('envoy-gateway', demanding());
  const policy = parse(textOf(bundle, 'envoy-extension-policy.yaml')) as Resource;
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

it('names the secret of the registry where it is given', () => {
  const options = { ...defaultOptions, pullSecret: 'pull' };
  const bundle = bundleFor('envoy-gateway', demanding(), options);
  const policy = parse(textOf(bundle, 'envoy-extension-policy.yaml')) as Resource;
  new EnvoyExtensionPolicy(policy).validate();
  expect(policy.spec['wasm']).toMatchObject([
    { code: { image: { pullSecretRef: { name: 'pull' } } } },
    {},
  ]);
});
