// Images as skopeo reads them, which fetches them as meshes do.

import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { module } from '../testing/target-bundle.ts';
import { ociImage } from './image.ts';

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
