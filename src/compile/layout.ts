// Where files lie when asc runs: the same folder in the browser and in a download, because asc writes file names into the module.

import type { SourceText } from './api.ts';
import { importedModules } from './imported-modules.ts';
import { callbacksOf } from './packages.ts';

/** Folder of the person's files. */
export const SOURCE_FOLDER = 'assembly/';
/** Folder that asc searches for packages. It holds the SDK and, outside of any place a person's file can have, the second entry. */
export const SDK_FOLDER = 'sdk';
export const SDK_PACKAGE = 'proxy-wasm';

/** Doors of the SDK that bring callbacks of their own, with the file that exports those. Whoever does not come in pays nothing. */
const doorExports: Readonly<Record<string, string>> = {
  dns: 'dns-exports',
  grpc: 'grpc-exports',
  network: 'network-exports',
};

/** The second entry: it makes the callbacks exports of the module, so that nobody has to write that down. */
export function abiEntry(files: readonly SourceText[]): SourceText {
  return {
    path: `${SDK_FOLDER}/abi.ts`,
    text: [
      '// Exports the proxy-wasm callbacks from the module.',
      ...exporting(files).map((file) => `export * from '${SDK_PACKAGE}/${file}';`),
      '',
    ].join('\n'),
  };
}

/** The SDK's files whose exports are callbacks: those of another SDK when the filter is written for it, and then no others. */
function exporting(files: readonly SourceText[]): string[] {
  const compat = callbacksOf(files);
  if (compat !== null) return [compat];
  const imported = new Set(files.flatMap(({ text }) => importedModules(text)));
  const doors = Object.entries(doorExports).filter(([door]) =>
    imported.has(`${SDK_PACKAGE}/${door}`),
  );
  return ['exports', ...doors.map(([, file]) => file)];
}

/** A path of asc as the person knows it. */
export function personalPath(path: string): string {
  return path.startsWith(SOURCE_FOLDER) ? path.slice(SOURCE_FOLDER.length) : path;
}
