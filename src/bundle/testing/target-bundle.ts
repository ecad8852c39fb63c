// Bundles for one target each, for the tests of this room.

import type { Project } from '#project/schema.ts';
import { type Bundle, makeBundle } from '../bundle.ts';
import { defaultOptions } from '../target-options.ts';
import { targetNamed } from '../targets.ts';
import { samplePlugin, sampleProject } from './sample-project.ts';

/** An empty one. */
export const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

export function bundleFor(
  target: string,
  project = sampleProject(),
  options = defaultOptions,
): Bundle {
  const modules = project.plugins.map(() => module);
  return makeBundle({ project, modules, sources: [], outcomes: [] }, targetNamed(target), options);
}

export function textOf({ files }: Bundle, path: string): string {
  const file = files.find((one) => one.path === path);
  if (file === undefined || !('text' in file))
    throw new Error(`no text ${path}; there are ${files.map((one) => one.path).join(', ')}`);
  return file.text;
}

/** A resource of Istio, Envoy Gateway or Higress. */
export interface Resource {
  spec: Record<string, unknown>;
}

/** What a resource for plugins has no field for. */
export function demanding(): Project {
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
