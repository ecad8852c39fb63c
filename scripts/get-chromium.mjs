// Finds a Chromium for the browser tests, or installs one. As a command it prints where the binary is.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall, isExecutable, onPath, root, run, tail } from './lib/command.mjs';
import { ensureNodeModules, noNetwork } from './lib/node-modules.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium that is there already, or null: CHROMIUM_BIN, then Playwright's own, then PATH. */
export async function findChromium() {
  const named = process.env.CHROMIUM_BIN;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named))
      throw new Obstacle('CHROMIUM_BIN does not name a program that can be run.');
    return named;
  }
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  if (isExecutable(own)) return own;
  for (const name of names) {
    const path = onPath(name);
    if (path !== null) return path;
  }
  return null;
}

/** As {@link findChromium}, but installs one when there is none. Throws an Obstacle when that fails. */
export async function getChromium() {
  const found = await findChromium();
  if (found !== null) return found;
  const start = Date.now();
  say('Installing Chromium …');
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const attempts = [
    async () => {
      const args = [playwright, 'install', 'chromium'];
      return (await run(process.execPath, args, { timeoutMs: 300_000 })).output;
    },
    () => aptInstall('chromium'),
  ];
  let output = '';
  for (const attempt of attempts) {
    output += await attempt();
    const path = await findChromium();
    if (path !== null) {
      say(`Chromium is installed (${seconds(start)}).`);
      return path;
    }
  }
  throw new Obstacle(
    noNetwork(output)
      ? 'No Chromium: it could not be fetched. Is there a network? Or set CHROMIUM_BIN.'
      : `No Chromium: it could not be installed (set CHROMIUM_BIN to use one that you have):\n${tail(output, 15)}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await ensureNodeModules();
    say(await getChromium());
  });
}
