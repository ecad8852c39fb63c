// Where files lie when asc runs: the same folder in the browser and in a download, because asc writes file names into the module.

import type { SourceText } from './api.ts';

/** Folder of the person's files. */
export const SOURCE_FOLDER = 'assembly/';
/** Folder that asc searches for packages. It holds the SDK and, outside of any place a person's file can have, the second entry. */
export const SDK_FOLDER = 'sdk';
export const SDK_PACKAGE = 'proxy-wasm';

/** The second entry: it makes the SDK's callbacks exports of the module, so that nobody has to write that down. */
export const ABI_ENTRY: SourceText = {
  path: `${SDK_FOLDER}/abi.ts`,
  text: [
    '// Exports the proxy-wasm callbacks from the module.',
    `export * from '${SDK_PACKAGE}/exports';`,
    '',
  ].join('\n'),
};

/** A path of asc as the person knows it. */
export function personalPath(path: string): string {
  return path.startsWith(SOURCE_FOLDER) ? path.slice(SOURCE_FOLDER.length) : path;
}
