// The extensions of WebAssembly that the doctor knows, in the order in which they are told.

/** `everywhere`: every engine of the last years has it. */
export const featureNames = {
  'sign-extension': { name: 'sign extension', everywhere: true },
  'saturating-conversions': { name: 'saturating conversions', everywhere: true },
  'bulk-memory': { name: 'bulk memory', everywhere: true },
  'multi-value': { name: 'several results', everywhere: true },
  'reference-types': { name: 'reference types', everywhere: true },
  simd: { name: 'SIMD', everywhere: false },
  'relaxed-simd': { name: 'relaxed SIMD', everywhere: false },
  'tail-calls': { name: 'tail calls', everywhere: false },
  'extended-constants': { name: 'extended constants', everywhere: false },
  atomics: { name: 'atomics (threads)', everywhere: false },
  'shared-memory': { name: 'shared memory (threads)', everywhere: false },
  'legacy-exceptions': { name: 'exceptions in their older form', everywhere: false },
  exceptions: { name: 'exceptions', everywhere: false },
  'multi-memory': { name: 'several memories', everywhere: false },
  memory64: { name: '64-bit memory', everywhere: false },
  'function-references': { name: 'typed function references', everywhere: false },
  gc: { name: 'garbage collection', everywhere: false },
} as const;

export type Feature = keyof typeof featureNames;
