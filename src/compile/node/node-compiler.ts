// The compiler in Node: the same code as in the worker, with asc from node_modules and the SDK from the disk.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompilerApi, SourceText } from '../api.ts';
import { createCompiler } from '../compiler.ts';
import { loadAsc } from './load-asc.ts';
import { packageFolder } from './package-folder.ts';

export { loadAsc };

const sdkFolder = join(packageFolder, 'src', 'sdk');

/** Files of the SDK, in a fixed order. */
export function readSdk(): SourceText[] {
  return readdirSync(sdkFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(sdkFolder, path), 'utf8') }));
}

export function createNodeCompiler(): CompilerApi {
  return createCompiler({ loadAsc, sdk: readSdk(), nowMs: () => performance.now() });
}
