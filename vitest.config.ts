// Unit tests lie beside the code; they run in Node unless a file asks for happy-dom in its first line.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Of packages that are published without the sources of their maps nobody here needs to know.
  logLevel: 'error',
  test: {
    include: ['{src,worker,scripts,e2e,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Left to itself, vitest keeps one core for a watching person.
    maxWorkers: '100%',
    // Loading the compiler anew for each file took two fifths of the time. So no test may leave anything behind in a module.
    isolate: false,
    testTimeout: 90_000,
    restoreMocks: true,
    // It imports JSON as bundlers understand it.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
