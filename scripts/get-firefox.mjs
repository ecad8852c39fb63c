// Finds a Firefox for the smoke test of the other browser, or installs one where that can be done. As a command it prints where the binary is.

import { fileURLToPath } from 'node:url';
import { aptInstall, isExecutable, onPath } from './lib/command.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

const names = ['firefox', 'firefox-esr'];

/** Path of a Firefox that is there already, or null: FIREFOX_BIN, then PATH. */
export function findFirefox() {
  const named = process.env.FIREFOX_BIN;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named))
      throw new Obstacle('FIREFOX_BIN does not name a program that can be run.');
    return named;
  }
  for (const name of names) {
    const path = onPath(name);
    if (path !== null) return path;
  }
  return null;
}

/** As {@link findFirefox}, but installs one when there is none. Throws an Obstacle when that fails. */
export async function getFirefox() {
  const found = findFirefox();
  if (found !== null) return found;
  const start = Date.now();
  say('Installing Firefox …');
  await aptInstall('firefox-esr');
  const path = findFirefox();
  if (path === null)
    throw new Obstacle('No Firefox: it could not be installed; set FIREFOX_BIN to use one.');
  say(`Firefox is installed (${seconds(start)}).`);
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => say(await getFirefox()));
}
