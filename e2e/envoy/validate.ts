// Lets the real Envoy check every configuration file of a bundle, just as it was exported.

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '#envoy/unpack.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import { type Example, exportedFiles } from './prepare.ts';

const timeoutMs = 30_000;

/** What Envoy says about the first file that it refuses; null when it takes them all. */
export async function validateExports(
  example: Pick<Example, 'project' | 'modules'>,
  workFolder: string,
): Promise<string | null> {
  const files = exportedFiles(example.project, example.modules);
  const folder = mkdtempSync(join(workFolder, 'validate-'));
  unpack(folder, files);
  const envoy = await getEnvoy();
  for (const { path } of files.filter((file) => /^envoy\..*(yaml|json)$/.test(file.path))) {
    const args = ['--mode', 'validate', '-c', path, '-l', 'error'];
    const result = spawnSync(envoy, args, { cwd: folder, encoding: 'utf8', timeout: timeoutMs });
    if (result.status !== 0) return `${path}:\n${result.stdout}${result.stderr}`;
  }
  return null;
}
