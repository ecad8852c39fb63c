// The source map as a debugger shows it: sources by names of their own kind, with their texts.

import type { SourceText } from './api.ts';

/** Debuggers list the sources under this. */
const DEBUG_ORIGIN = 'sluice://';

/** `owner` keeps the files of several plugins apart. Sources whose text nobody has are named all the same. */
export function debugMap(
  sourceMap: string,
  owner: string,
  files: readonly SourceText[],
  library: readonly SourceText[],
): string {
  const map = JSON.parse(sourceMap) as { sources: string[]; mappings: string };
  const texts = new Map([
    ...library.map(({ path, text }) => [`~lib/${path}`, text] as const),
    ...files.map(({ path, text }) => [path, text] as const),
  ]);
  return JSON.stringify({
    version: 3,
    sources: map.sources.map((path) => `${DEBUG_ORIGIN}/${owner}/${path.replace(/^~/, '')}`),
    sourcesContent: map.sources.map((path) => texts.get(path) ?? null),
    names: [],
    mappings: map.mappings,
  });
}
