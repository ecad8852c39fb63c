// The engine as the page has it, built. Run straight from its sources, every function that is made pays for keeping its name.

import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';
import type * as Engine from './engine.ts';

const entry = fileURLToPath(new URL('engine.ts', import.meta.url));
const outDir = fileURLToPath(new URL('../.cache/bench', import.meta.url));

let engine: Promise<typeof Engine> | null = null;

export function builtEngine(): Promise<typeof Engine> {
  engine ??= buildEngine();
  return engine;
}

async function buildEngine(): Promise<typeof Engine> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir, target: 'node20', emptyOutDir: true },
  });
  return (await import(pathToFileURL(join(outDir, 'engine.js')).href)) as typeof Engine;
}
