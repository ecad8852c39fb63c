// Which imports a function can get to by direct calls: what a start function may do before anything is ready for it.

import type { ModuleImport, ModuleInfo } from '#host/module-info.ts';
import { skipInstruction } from '#host/wasm-instructions.ts';
import { WasmReader, WasmSyntaxError } from '#host/wasm-reader.ts';

const call = 0x10;
const returnCall = 0x12;

/** Where the body of each function that the module defines lies, in their order. */
function bodies(bytes: Uint8Array, info: ModuleInfo): { start: number; end: number }[] {
  const code = info.sections.find(({ id }) => id === 10);
  if (code === undefined) return [];
  const reader = new WasmReader(bytes, code.contents, code.end);
  return Array.from({ length: reader.u() }, () => {
    const end = reader.u() + reader.at;
    const start = reader.at;
    reader.at = end;
    return { start, end };
  });
}

function calledBy(bytes: Uint8Array, { start, end }: { start: number; end: number }): number[] {
  const reader = new WasmReader(bytes, start, end);
  const groups = reader.u();
  for (let group = 0; group < groups; group += 1) {
    reader.u();
    reader.valueType();
  }
  const called: number[] = [];
  while (reader.at < end) {
    const code = bytes[reader.at];
    if (code === call || code === returnCall)
      called.push(new WasmReader(bytes, reader.at + 1, end).u());
    skipInstruction(reader);
  }
  return called;
}

/** Imported functions in the order in which the walk comes upon them. Calls through tables are not followed. */
export function reachableImports(
  bytes: Uint8Array,
  info: ModuleInfo,
  from: number,
): ModuleImport[] {
  const imported = info.imports.filter(({ kind }) => kind === 'function');
  const found: ModuleImport[] = [];
  const seen = new Set([from]);
  const waiting = [from];
  try {
    const defined = bodies(bytes, info);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const item = imported[next];
      const body = defined[next - imported.length];
      if (item !== undefined) found.push(item);
      else if (body !== undefined)
        for (const index of calledBy(bytes, body)) {
          if (seen.has(index)) continue;
          seen.add(index);
          waiting.push(index);
        }
    }
  } catch (error) {
    // An instruction that is not known: what has been found stands.
    if (!(error instanceof WasmSyntaxError)) throw error;
  }
  return found;
}
