// A module in WebAssembly's text format, with the place in the module that each line stands for.

import { type ModuleInfo, readModuleInfo } from '#host/module-info.ts';
import { skipInstruction } from '#host/wasm-instructions.ts';
import { WasmReader, WasmSyntaxError } from '#host/wasm-reader.ts';
import { textFeatures } from './text-features.ts';

export interface TextFunction {
  /** As it stands in the text, without the `$`. */
  name: string;
  /** Lines from 1; `endLine` is the last one. */
  line: number;
  endLine: number;
  /** Of its body in the module. */
  bytes: number;
}

export type ModuleText =
  | {
      status: 'text';
      text: string;
      functions: TextFunction[];
      /** By line, from 0: byte offset of its instruction in the module, or -1. */
      offsets: Int32Array;
    }
  /** `problem` is a sentence. */
  | { status: 'unwritable'; problem: string };

export async function writeModuleText(bytes: Uint8Array): Promise<ModuleText> {
  const { default: loadWabt } = await import('wabt');
  const wabt = await loadWabt();
  try {
    const module = wabt.readWasm(bytes, { ...textFeatures, readDebugNames: true });
    try {
      module.generateNames();
      module.applyNames();
      const text = module.toText({ foldExprs: false, inlineExport: false });
      return { status: 'text', text, ...placesOf(text, bytes) };
    } finally {
      module.destroy();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const what = /error: (.*)/.exec(error.message)?.[1] ?? error.message;
    return { status: 'unwritable', problem: `The module cannot be written as text: ${what}.` };
  }
}

/** wabt writes functions in their order and each instruction on a line of its own. */
function placesOf(
  text: string,
  bytes: Uint8Array,
): { functions: TextFunction[]; offsets: Int32Array } {
  const lines = text.split('\n');
  const offsets = new Int32Array(lines.length).fill(-1);
  const functions: TextFunction[] = [];
  const bodies = bodiesOf(bytes, readModuleInfo(bytes));
  for (let at = 0; at < lines.length; at++) {
    const head = /^ {2}\(func (?:\$(\S+?))?[ )]/.exec(lines[at] ?? '');
    const body = bodies[functions.length];
    if (head === null || body === undefined) continue;
    const start = at;
    while (lines[at + 1]?.startsWith('    ') === true) at++;
    functions.push({
      name: head[1] ?? `${functions.length}`,
      line: start + 1,
      endLine: at + 1,
      bytes: body.end - body.start,
    });
    placeInstructions(lines, start, at, offsets, bytes, body);
  }
  return { functions, offsets };
}

interface Body {
  start: number;
  end: number;
}

function bodiesOf(bytes: Uint8Array, { sections }: ModuleInfo): Body[] {
  const code = sections.find(({ id }) => id === 10);
  if (code === undefined) return [];
  const reader = new WasmReader(bytes, code.contents, code.end);
  return Array.from({ length: reader.u() }, () => {
    const size = reader.u();
    const start = reader.at;
    reader.skip(size);
    return { start, end: reader.at };
  });
}

/** When lines and instructions do not come out even, no line of the function gets a place but its first. */
function placeInstructions(
  lines: readonly string[],
  start: number,
  end: number,
  offsets: Int32Array,
  bytes: Uint8Array,
  body: Body,
): void {
  offsets[start] = body.start;
  const own: number[] = [];
  for (let at = start + 1; at <= end; at++) {
    if (lines[at]?.startsWith('    (local ') !== true) own.push(at);
  }
  const instructions = instructionsOf(bytes, body);
  // The `end` of the function is the bracket that closes it.
  if (instructions === null || instructions.length - 1 !== own.length) return;
  for (const [index, at] of own.entries()) offsets[at] = instructions[index] ?? -1;
}

/** Null when an instruction is not known. */
function instructionsOf(bytes: Uint8Array, { start, end }: Body): number[] | null {
  try {
    const reader = new WasmReader(bytes, start, end);
    const groups = reader.u();
    for (let group = 0; group < groups; group++) {
      reader.u();
      reader.valueType();
    }
    const found: number[] = [];
    while (reader.at < end) {
      found.push(reader.at);
      skipInstruction(reader);
    }
    return found;
  } catch (error) {
    if (!(error instanceof WasmSyntaxError)) throw error;
    return null;
  }
}
