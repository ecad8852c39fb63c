// The folder that rebuilds a release module byte for byte with the asc command line: `npm install && npm run build`.

import type { SourceText } from './api.ts';
import { abiEntry, SDK_FOLDER, SDK_PACKAGE, SOURCE_FOLDER } from './layout.ts';
import { commonOptions, profileOptions } from './options.ts';
import { usedFiles } from './packages.ts';

/** The compiler a folder is pinned to; package.json of this repository pins the same. */
export const ASC_VERSION = '0.28.20';

export interface ReleaseFolderInput {
  /** The person's files; the first is the entry. */
  files: readonly SourceText[];
  /** Files of the SDK, with paths relative to its folder. */
  sdk: readonly SourceText[];
  /** Name of the module that the build writes. */
  moduleFileName: string;
  /** Name for package.json; anything a person may call a project. */
  name: string;
}

/** Files of such a folder, with paths relative to it. */
export function releaseFolder({
  files,
  sdk,
  moduleFileName,
  name,
}: ReleaseFolderInput): SourceText[] {
  const used = usedFiles(files, sdk, SDK_PACKAGE);
  return [
    { path: 'package.json', text: packageJson(name) },
    { path: 'asconfig.json', text: asconfigJson(files, moduleFileName) },
    ...files.map(({ path, text }) => ({ path: SOURCE_FOLDER + path, text })),
    abiEntry(files),
    ...used.sdk.map(({ path, text }) => ({ path: `${SDK_FOLDER}/${SDK_PACKAGE}/${path}`, text })),
    ...used.packages.map(({ path, text }) => ({ path: `${SDK_FOLDER}/${path}`, text })),
  ];
}

function asconfigJson(files: readonly SourceText[], moduleFileName: string): string {
  const entry = files[0];
  if (entry === undefined) throw new RangeError('A release needs at least one file.');
  const debugFileName = moduleFileName.replace(/\.wasm$/, '.debug.wasm');
  return toJson({
    entries: [SOURCE_FOLDER + entry.path, abiEntry(files).path],
    options: { ...commonOptions, path: [SDK_FOLDER] },
    targets: {
      release: { ...profileOptions.release, outFile: moduleFileName },
      debug: {
        ...profileOptions.debug,
        sourceMap: `./${debugFileName}.map`,
        outFile: debugFileName,
      },
    },
  });
}

function packageJson(name: string): string {
  return toJson({
    name: packageName(name),
    private: true,
    type: 'module',
    scripts: { build: 'asc --target release', 'build:debug': 'asc --target debug' },
    devDependencies: { assemblyscript: ASC_VERSION },
  });
}

/** npm takes lower case letters, digits and dashes, whatever the project is called. */
function packageName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'filter' : plain;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
