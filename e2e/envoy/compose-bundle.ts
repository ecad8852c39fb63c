// The bundle for Docker: its compose file read by Docker's own reader, its services played, and its verify.sh held against them.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundle, rehearsalOf, targetNamed } from '#bundle/bundle.ts';
import { run } from '#cli/run.ts';
import { writeFiles } from '#cli/write-files.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import { composeFileProblem, composeUp } from './compose.ts';
import type { Example } from './prepare.ts';
import { runProgram } from './run-program.ts';

/** Null when all holds. */
export async function composeBundleProblem(
  { project, modules }: Pick<Example, 'project' | 'modules'>,
  workFolder: string,
  { plays }: { plays: boolean },
): Promise<string | null> {
  const { files } = makeBundle(
    {
      project,
      modules: modules.map((module) => module.bytes),
      sources: [],
      outcomes: plays ? run(project, modules).scenarios : [],
      rehearsals: plays ? run(rehearsalOf(project), modules).scenarios : [],
    },
    targetNamed('docker'),
  );
  const folder = mkdtempSync(join(workFolder, 'compose-'));
  writeFiles(join(folder, 'bundle'), files);
  const problem = await composeFileProblem(join(folder, 'bundle'));
  if (problem !== null || !plays) return problem;
  try {
    return await playedProblem(folder);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function playedProblem(folder: string): Promise<string | null> {
  const bundle = join(folder, 'bundle');
  const composed = await composeUp(bundle, folder, { envoy: await getEnvoy(), variables: {} });
  try {
    const [envoy, ...mocks] = [...composed.published.values()].map((port) => `127.0.0.1:${port}`);
    const { status, output } = await runProgram(['sh', 'verify.sh', envoy ?? ''], {
      folder: bundle,
      timeoutMs: 60_000,
      env: { MOCKS: mocks.join(' ') },
    });
    return status === 0 ? null : `verify.sh ends with ${status}:\n${output}`;
  } finally {
    await composed.down();
  }
}
