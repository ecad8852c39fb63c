// Proposals that wabt is to know when it reads or writes WebAssembly's text format.

export const textFeatures = {
  exceptions: true,
  threads: true,
  function_references: true,
  tail_call: true,
  gc: true,
  memory64: true,
  multi_memory: true,
  extended_const: true,
  relaxed_simd: true,
  annotations: true,
};
