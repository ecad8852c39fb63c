// Where the bytes of a module go.

import type { ModuleInfo } from '#host/module-info.ts';
import { WasmReader, WasmSyntaxError } from '#host/wasm-reader.ts';
import type { Sizes } from './examination.ts';

export function measure(bytes: Uint8Array, info: ModuleInfo): Sizes {
  const custom = new Map<string, number>();
  let codeBytes = 0;
  let dataBytes = 0;
  for (const { id, start, contents, end } of info.sections) {
    const size = end - start;
    if (id === 10) codeBytes += size;
    else if (id === 11) dataBytes += size;
    else if (id === 0) {
      const name = sectionName(new WasmReader(bytes, contents, end));
      custom.set(name, (custom.get(name) ?? 0) + size);
    }
  }
  const imported = info.imports.filter(({ kind }) => kind === 'function').length;
  return {
    wholeBytes: bytes.length,
    codeBytes,
    dataBytes,
    custom: [...custom]
      .map(([name, size]) => ({ name, bytes: size }))
      .sort((one, other) => other.bytes - one.bytes),
    functions: info.functionTypes.length - imported,
  };
}

function sectionName(reader: WasmReader): string {
  try {
    return reader.name();
  } catch (error) {
    if (!(error instanceof WasmSyntaxError)) throw error;
    return '(damaged)';
  }
}
