// What lies beside an image.

import { expect, it } from 'vitest';
import { samplePlugin, sampleProject } from '../testing/sample-project.ts';
import { bundleFor, textOf } from '../testing/target-bundle.ts';

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
