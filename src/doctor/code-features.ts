// Which extension of WebAssembly an instruction belongs to.

import { WasmReader } from '#host/wasm-reader.ts';
import type { Feature } from './feature-names.ts';

const plain: Readonly<Record<number, Feature>> = {
  0x06: 'legacy-exceptions',
  0x07: 'legacy-exceptions',
  0x09: 'legacy-exceptions',
  0x18: 'legacy-exceptions',
  0x19: 'legacy-exceptions',
  0x0a: 'exceptions',
  0x1f: 'exceptions',
  0x12: 'tail-calls',
  0x13: 'tail-calls',
  0x14: 'function-references',
  0x15: 'function-references',
  0x1c: 'reference-types',
  0x25: 'reference-types',
  0x26: 'reference-types',
  0xc0: 'sign-extension',
  0xc1: 'sign-extension',
  0xc2: 'sign-extension',
  0xc3: 'sign-extension',
  0xc4: 'sign-extension',
  0xd0: 'reference-types',
  0xd1: 'reference-types',
  0xd2: 'reference-types',
  0xd3: 'gc',
  0xd4: 'function-references',
  0xd5: 'function-references',
  0xd6: 'function-references',
  0xfb: 'gc',
  0xfe: 'atomics',
};

/** The extension of the instruction that begins at `at`; null for those of the first version. */
export function codeFeature(bytes: Uint8Array, at: number): Feature | null {
  const code = bytes[at] ?? 0;
  const known = plain[code];
  if (known !== undefined) return known;
  if (code === 0xfc) return miscellaneous(new WasmReader(bytes, at + 1).u());
  if (code === 0xfd) return new WasmReader(bytes, at + 1).u() >= 0x100 ? 'relaxed-simd' : 'simd';
  if (code >= 0x02 && code <= 0x04) {
    // A block whose type is an index has parameters or several results; other types are one negative byte.
    const type = bytes[at + 1] ?? 0;
    return type >= 0x40 && type < 0x80 ? null : 'multi-value';
  }
  if (code >= 0x28 && code <= 0x3e) {
    // Bit 6 of the alignment: the number of the memory follows.
    return ((bytes[at + 1] ?? 0) & 0x40) === 0 ? null : 'multi-memory';
  }
  return null;
}

function miscellaneous(code: number): Feature {
  if (code <= 7) return 'saturating-conversions';
  return code <= 14 ? 'bulk-memory' : 'reference-types';
}
