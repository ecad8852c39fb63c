// What somebody drops as a module: WebAssembly itself, or its text format, which is made into a module here.

import { examineModule } from './examine.ts';
import type { ModuleExamination } from './examination.ts';
import { textFeatures } from './text-features.ts';
import { whatElse } from './what-else.ts';

export type ReadFile =
  | { status: 'module'; bytes: Uint8Array<ArrayBuffer>; examination: ModuleExamination }
  /** `problem` is one or two sentences. */
  | { status: 'no-module'; problem: string };

const isModule = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;

/** Text that may be meant as WebAssembly: a parenthesis first, behind spaces and comments. */
function textOf(name: string, bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('\u0000')) return null;
  const start = text.replace(/^(\s|;;[^\n]*\n?|\(;[^]*?;\))*/, '');
  return start.startsWith('(') || /\.(wat|wast)$/i.test(name) ? text : null;
}

/** The first error of wabt, as a sentence with its place. */
function textProblem(name: string, message: string): string {
  const found = /:(\d+):(\d+): error: (.*)/.exec(message);
  if (found === null) return `${name} is no WebAssembly text that can be read: ${message}`;
  const [, line = '', column = '', what = ''] = found;
  return `${name}, line ${line}, column ${column}: ${what.replace(/\.$/, '')}.`;
}

async function fromText(
  name: string,
  text: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer> } | { problem: string }> {
  const { default: loadWabt } = await import('wabt');
  const wabt = await loadWabt();
  try {
    const module = wabt.parseWat(name, text, textFeatures);
    try {
      module.resolveNames();
      // Its declaration leaves out that it takes features too.
      const validate: (options: typeof textFeatures) => void = module.validate;
      validate.call(module, textFeatures);
      return { bytes: new Uint8Array(module.toBinary({ write_debug_names: true }).buffer) };
    } finally {
      module.destroy();
    }
  } catch (error) {
    return { problem: textProblem(name, error instanceof Error ? error.message : String(error)) };
  }
}

export async function readModuleFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadFile> {
  if (isModule(bytes)) return { status: 'module', bytes, examination: examineModule(bytes) };
  const [other] = whatElse(bytes);
  if (other !== undefined && !/\.(wat|wast)$/i.test(name))
    return {
      status: 'no-module',
      problem: `${name} is no WebAssembly module. ${other.what} ${other.cure}`,
    };
  const text = textOf(name, bytes);
  if (text === null || bytes.length === 0) {
    const problem = `${name} is no WebAssembly module: it begins neither with "\\0asm" nor like its text format.`;
    return { status: 'no-module', problem: bytes.length === 0 ? `${name} is empty.` : problem };
  }
  const made = await fromText(name, text);
  if ('problem' in made) return { status: 'no-module', problem: made.problem };
  return { status: 'module', bytes: made.bytes, examination: examineModule(made.bytes) };
}
