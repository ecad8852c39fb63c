// Whether a module is larger than it needs to be.

import type { ModuleInfo } from '#host/module-info.ts';
import type { Finding } from './examination.ts';
import { measure } from './sizes.ts';
import { inWords, kilobytes } from './words.ts';

const worthAWord = 100_000;

export function sizeFindings(bytes: Uint8Array, info: ModuleInfo): Finding[] {
  const debug = measure(bytes, info).custom.filter(({ name }) => name.startsWith('.debug_'));
  const size = debug.reduce((sum, one) => sum + one.bytes, 0);
  if (size < worthAWord) return [];
  return [
    {
      id: 'debug-information',
      severity: 'note',
      what: `${kilobytes(size)} of its ${kilobytes(bytes.length)} are debug information (${inWords(
        debug.map(({ name }) => name),
        4,
      )}), which Envoy does not read.`,
      cure: 'Strip it for production (Rust: strip = "debuginfo"; Go: -ldflags=-s; wasm-strip takes the names as well, and with them the backtraces).',
      envoyLine: null,
    },
  ];
}
