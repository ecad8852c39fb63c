// The pod to try a filter in, against the schema of Kubernetes.

import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundleFor, demanding, textOf } from '../testing/target-bundle.ts';

it('the Deployment is what the schema allows', () => {
  const text = textOf(bundleFor('kubernetes', demanding()), 'deployment.yaml');
  const deployment = parse(text, { version: '1.1' }) as IDeployment;
  new Deployment(deployment).validate();
  const wrong: object = { ...deployment, spec: { ...deployment.spec, replicas: 'one' } };
  expect(() => new Deployment(wrong as IDeployment).validate()).toThrow();
});

it('the pod mounts every file that Envoy and its servers read', () => {
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
