// `sluice serve`: the built page on this machine alone. It runs until it is stopped.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '#compile/node/package-folder.ts';
import { usualBounds } from '#serve/run-check.ts';
import { type Serving, serve } from '#serve/server.ts';
import type { Arguments } from './arguments.ts';
import { envoyHere } from './envoy-here.ts';
import { CliProblem } from './problem.ts';

const built = join(packageFolder, 'dist');

export async function serveCommand({ files: [folder], port, json }: Arguments) {
  const site = folder === '' ? built : folder;
  if (!existsSync(join(site, 'index.html')))
    throw new CliProblem(`There is no built page in ${site}; "npm run build" makes it.`);
  const envoy = envoyHere();
  const { address } = await listening(
    () => serve({ site, port, envoy, bounds: usualBounds }),
    port,
  );
  const problem = 'problem' in envoy ? envoy.problem : null;
  if (json) {
    const facts = { address, envoy: 'binary' in envoy ? envoy.binary : null, problem };
    return { output: `${JSON.stringify(facts)}\n`, notes: [], ok: true };
  }
  return {
    output: `Sluice is at ${address} (Ctrl+C stops it).\n`,
    notes: problem === null ? [] : [`The page cannot check in Envoy. ${problem}`],
    ok: true,
  };
}

async function listening(start: () => Promise<Serving>, port: number): Promise<Serving> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE')
      throw new CliProblem(`Port ${port} is taken by another program; try --port ${port + 1}.`);
    throw new CliProblem(`Port ${port} cannot be used: ${String(error)}.`);
  }
}
