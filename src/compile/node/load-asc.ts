// asc from node_modules.

import { register } from 'node:module';
import type { Asc } from '../asc.ts';

// Under tsx every module passes through a transformer, which needs ten seconds for asc's 14 MB; plain Node needs half of one.
// A hook that is registered later is asked earlier.
const untransformed = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!/\\/node_modules\\/(assemblyscript|binaryen)\\//.test(url)) return next(url, context);
  return { format: 'module', shortCircuit: true, source: await readFile(new URL(url)) };
}`;

export async function loadAsc(): Promise<Asc> {
  const isUnderTsx = import.meta.url.endsWith('.ts');
  if (isUnderTsx) register(`data:text/javascript,${encodeURIComponent(untransformed)}`);
  const asc: Asc = await import('assemblyscript/asc');
  return { ...asc, main: (args, host) => withoutExit(() => asc.main(args, host)) };
}

/** When asc breaks inside, it ends the process. Here it throws, as it does in a browser. */
async function withoutExit<T>(work: () => Promise<T>): Promise<T> {
  const { exit } = process;
  process.exit = (code) => {
    throw new Error(`asc gave up with exit code ${code}`);
  };
  try {
    return await work();
  } finally {
    process.exit = exit;
  }
}
