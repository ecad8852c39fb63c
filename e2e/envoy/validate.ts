// Lets the real Envoy check every configuration file of a bundle, just as it was exported.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '#envoy/unpack.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import { type Example, exportedFiles } from './prepare.ts';
import { type Ended, runProgram } from './run-program.ts';

const timeoutMs = 30_000;

/** What Envoy says about the first file that it refuses; null when it takes them all. */
export async function validateExports(
  example: Pick<Example, 'project' | 'modules'>,
  workFolder: string,
): Promise<string | null> {
  const files = exportedFiles(example.project, example.modules);
  const folder = mkdtempSync(join(workFolder, 'validate-'));
  unpack(folder, files);
  for (const { path } of files.filter((file) => /^envoy\..*(yaml|json)$/.test(file.path))) {
    const { status, output } = await validate(path, folder);
    if (status !== 0)
      return `${path}:
${output}`;
  }
  return null;
}

/** Envoy's word on one configuration file of the folder: status 0 when it would start with it. */
export async function validate(config: string, folder: string): Promise<Ended> {
  const command = [await getEnvoy(), '--mode', 'validate', '-c', config, '-l', 'error'];
  return runProgram(command, { folder, timeoutMs });
}
