// The compiler in Node: the same code as in the worker, with asc from node_modules and the SDK from the disk.

import { readdirSync, readFileSync } from 'node:fs';
import type { CompilerApi, SourceText } from '../api.ts';
import { createCompiler } from '../compiler.ts';
import { loadAsc } from './load-asc.ts';

export { loadAsc };

const sdkFolder = new URL('../../sdk/', import.meta.url);

/** Files of the SDK, in a fixed order. */
export function readSdk(): SourceText[] {
  return readdirSync(sdkFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(new URL(path, sdkFolder), 'utf8') }));
}

export function createNodeCompiler(): CompilerApi {
  return createCompiler({ loadAsc, sdk: readSdk(), nowMs: () => performance.now() });
}
