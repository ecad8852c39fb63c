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
  register(`data:text/javascript,${encodeURIComponent(untransformed)}`);
  return import('assemblyscript/asc');
}
