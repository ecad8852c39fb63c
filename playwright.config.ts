// End-to-end tests run on the built page, served on a free port of this machine, without any network beyond it.

import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/get-chromium.mjs';

if (!existsSync('dist/index.html')) {
  throw new Error('There is no dist/index.html to test; run "npm run build" first.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

// The file is read once more in every worker, which must find the port that the first reading chose.
process.env['SLUICE_E2E_PORT'] ??= String(await freePort());
const port = process.env['SLUICE_E2E_PORT'];
const address = `http://127.0.0.1:${port}/`;
const chromium = await findChromium();
/** No test reaches anything but this machine. */
const noOtherHost = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // A machine that is busy otherwise takes long to load the compiler; nothing here measures time.
  timeout: 120_000,
  expect: { timeout: 40_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // On a build server that is short of time a second try tells a slow machine from a defect; the list says "flaky".
  retries: process.env['CI'] === 'true' ? 1 : 0,
  reporter: [['list']],
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 720 },
    // Each test has a browser without memory: it would fetch all of Sluice for later visits that never come.
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    // Recording costs a third of the time: only what failed once is recorded when it is tried again.
    trace: 'on-first-retry',
    launchOptions: {
      // A browser that runs as root, as in a container, cannot have its sandbox.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--host-resolver-rules=${noOtherHost}`,
      ],
      ...(chromium === null ? {} : { executablePath: chromium }),
    },
  },
  webServer: {
    command: `node --import tsx src/cli/main.ts serve --port ${port}`,
    url: address,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
