// `npm test`: installs what is missing, runs every kind of test and ends with the one line that sums them up.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getChromium } from './get-chromium.mjs';
import { getEnvoy } from './get-envoy.mjs';
import { getFirefox } from './get-firefox.mjs';
import { npm, root, tail } from './lib/command.mjs';
import {
  add,
  checkCounts,
  none,
  plainCounts,
  playwrightCounts,
  sentence,
  vitestCounts,
} from './lib/counts.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

const shownLines = 400;
const onServer = process.env.CI === 'true';
const reports = join(root, '.cache', 'test');

/** Chromium or Envoy: on the build server it must be there; elsewhere, and where it is `optional`, its tests are skipped, and loudly so. */
async function obtain(name, get, { optional = false } = {}) {
  const mustBeThere = onServer && !optional;
  try {
    return { path: await get(), counts: none };
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    say(`!! ${error.message}`);
    say(
      mustBeThere
        ? `!! Without ${name} the tests fail.`
        : `!! The tests that need ${name} are SKIPPED.`,
    );
    return { path: null, counts: mustBeThere ? { ...none, failed: 1 } : { ...none, skipped: 1 } };
  }
}

/** One step: runs an npm script, shows its output when it fails, and says what it counted. */
async function step(name, args, { env, timeoutMs, count }) {
  const start = Date.now();
  say(`${name} …`);
  const result = await npm(['run', '--silent', ...args], { timeoutMs, env });
  let counts = null;
  try {
    counts = count?.(result.output) ?? null;
  } catch {
    // No report was written: then the exit code decides.
  }
  counts ??=
    result.code === 0 && count === undefined ? { ...none, passed: 1 } : { ...none, failed: 1 };
  if (result.code !== 0 && counts.failed === 0) counts = { ...counts, failed: 1 };
  if (counts.failed > 0 || counts.again > 0) say(tail(result.output, shownLines));
  if (result.timedOut)
    say(`${name} was stopped: it did not end within ${timeoutMs / 60_000} minutes.`);
  say(`${name}: ${sentence(counts)} (${seconds(start)})`);
  return counts;
}

await main(async () => {
  await ensureNodeModules();
  const chromium = await obtain('Chromium', getChromium);
  const envoy = await obtain('Envoy', getEnvoy);
  const firefox = await obtain('Firefox', getFirefox, { optional: true });
  const env = {};
  if (chromium.path !== null) env.CHROMIUM_BIN = chromium.path;
  if (envoy.path !== null) env.ENVOY_BIN = envoy.path;
  if (firefox.path !== null) env.FIREFOX_BIN = firefox.path;
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  let sum = [chromium, envoy, firefox].map(({ counts }) => counts).reduce(add, none);
  const unit = join(reports, 'unit.json');
  const e2e = join(reports, 'e2e.json');
  const parity = join(reports, 'parity.json');
  const packed = join(reports, 'package.json');
  const minutes = 60_000;
  sum = add(
    sum,
    await step('check', ['check'], { env, timeoutMs: 6 * minutes, count: checkCounts }),
  );
  sum = add(
    sum,
    await step(
      'unit',
      ['unit', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
      {
        env,
        timeoutMs: 8 * minutes,
        count: () => vitestCounts(unit),
      },
    ),
  );
  sum = add(sum, await step('build', ['build'], { env, timeoutMs: 5 * minutes }));
  sum = add(
    sum,
    await step('package', ['package', '--', '--counts', packed], {
      env,
      timeoutMs: 5 * minutes,
      count: () => plainCounts(packed),
    }),
  );
  if (chromium.path !== null) {
    sum = add(
      sum,
      await step('e2e', ['e2e', '--', '--reporter=list,json'], {
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: e2e },
        timeoutMs: 20 * minutes,
        count: () => playwrightCounts(e2e),
      }),
    );
  }
  if (envoy.path !== null) {
    sum = add(
      sum,
      await step('parity', ['parity', '--', '--counts', parity], {
        env,
        timeoutMs: 15 * minutes,
        count: () => plainCounts(parity),
      }),
    );
  }
  say(sentence(sum));
  if (sum.failed > 0) process.exitCode = 1;
});
