// Where files lie when asc runs: the same folder in the browser and in a download, because asc writes file names into the module.

import type { SourceText } from './api.ts';

/** Folder of the person's files. */
export const SOURCE_FOLDER = 'assembly/';
/** Folder that asc searches for packages. It holds the SDK and, outside of any place a person's file can have, the second entry. */
export const SDK_FOLDER = 'sdk';
export const SDK_PACKAGE = 'proxy-wasm';

/** Doors of the SDK that bring callbacks of their own, with the file that exports those. Whoever does not come in pays nothing. */
const doorExports: Readonly<Record<string, string>> = {
  grpc: 'grpc-exports',
  network: 'network-exports',
};

/** The second entry: it makes the SDK's callbacks exports of the module, so that nobody has to write that down. */
export function abiEntry(files: readonly SourceText[]): SourceText {
  const doors = Object.keys(doorExports).filter((door) =>
    isImported(`${SDK_PACKAGE}/${door}`, files),
  );
  const exporting = ['exports', ...doors.map((door) => doorExports[door])];
  return {
    path: `${SDK_FOLDER}/abi.ts`,
    text: [
      '// Exports the proxy-wasm callbacks from the module.',
      ...exporting.map((file) => `export * from '${SDK_PACKAGE}/${file}';`),
      '',
    ].join('\n'),
  };
}

/** Whether a file names that module in quotes. Once too often, in a comment, costs a few exports and nothing else. */
function isImported(name: string, files: readonly SourceText[]): boolean {
  return files.some(({ text }) => text.includes(`'${name}'`) || text.includes(`"${name}"`));
}

/** A path of asc as the person knows it. */
export function personalPath(path: string): string {
  return path.startsWith(SOURCE_FOLDER) ? path.slice(SOURCE_FOLDER.length) : path;
}
