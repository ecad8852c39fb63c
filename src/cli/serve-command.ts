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

export async function serveCommand({ files: [folder], port }: Arguments) {
  const site = folder === '' ? built : folder;
  if (!existsSync(join(site, 'index.html')))
    throw new CliProblem(`There is no built page in ${site}; "npm run build" makes it.`);
  const envoy = envoyHere();
  const { address } = await listening(
    () => serve({ site, port, envoy, bounds: usualBounds }),
    port,
  );
  return {
    output: `Sluice is at ${address} (Ctrl+C stops it).\n`,
    notes: 'problem' in envoy ? [`The page cannot check in Envoy. ${envoy.problem}`] : [],
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
