// What every target has: its files, its steps, and what it says that it cannot say.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SLUICE_VERSION } from './sluice-version.ts';
import { defaultOptions } from './target-options.ts';
import { targetNamed, targets } from './targets.ts';
import { sampleProject } from './testing/sample-project.ts';
import { bundleFor, demanding, textOf } from './testing/target-bundle.ts';

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
