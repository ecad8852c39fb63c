// The Envoy that is on this machine already. None is fetched here: a check in CI should not find itself installing things.

import { join, relative } from 'node:path';
import { packageFolder } from '#compile/node/package-folder.ts';
import { envoyVersion, findEnvoy } from '../../scripts/get-envoy.mjs';

export function envoyHere(): { binary: string } | { problem: string } {
  try {
    const found = findEnvoy();
    if (found !== null) return { binary: found };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const script = join(packageFolder, 'scripts', 'get-envoy.mjs');
  return {
    problem: `There is no Envoy here: name one with ENVOY_BIN, put one on PATH, or let "node ${relative('', script)}" fetch ${envoyVersion}.`,
  };
}
