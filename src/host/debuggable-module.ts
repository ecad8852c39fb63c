// A module as a browser's debugger wants it: with a source map in it that counts from where the code is now.

import { encodeBase64 } from '#abi/base64.ts';
import { concatBytes, utf8 } from '#abi/byte-string.ts';
import { leb } from './leb128.ts';
import { type ModuleInfo, readModuleInfo, type Section } from './module-info.ts';
import { WasmReader } from './wasm-reader.ts';

const NAME = 'sourceMappingURL';
const CODE = 10;

/**
 * `bytes` is what `original` became by a rewrite before its code; `sourceMap` is JSON of a map for the original. The map goes into
 * the module as a data URL, because a debugger cannot reach into a worker for a file.
 */
export function withSourceMap(
  bytes: Uint8Array,
  original: ModuleInfo,
  sourceMap: string,
): Uint8Array {
  const { sections } = readModuleInfo(bytes);
  const shift = codeAt(sections) - codeAt(original.sections);
  // A map of maps may say at which column the one inside begins; columns are offsets here.
  const map = `{"version":3,"sections":[{"offset":{"line":0,"column":${shift}},"map":${sourceMap}}]}`;
  const url = utf8(`data:application/json;base64,${encodeBase64(utf8(map))}`);
  const name = utf8(NAME);
  const field = concatBytes([lebBytes(name.length), name, lebBytes(url.length), url]);
  return concatBytes([
    bytes.subarray(0, 8),
    ...sections
      .filter((one) => !isSourceMap(bytes, one))
      .map(({ start, end }) => bytes.subarray(start, end)),
    Uint8Array.of(0),
    lebBytes(field.length),
    field,
  ]);
}

function codeAt(sections: readonly Section[]): number {
  return sections.find(({ id }) => id === CODE)?.contents ?? 0;
}

/** The one that the compiler wrote; it stands behind the code, so that no offset moves without it. */
function isSourceMap(bytes: Uint8Array, { id, contents, end }: Section): boolean {
  return id === 0 && new WasmReader(bytes, contents, end).name() === NAME;
}

const lebBytes = (value: number): Uint8Array => Uint8Array.from(leb(value));
