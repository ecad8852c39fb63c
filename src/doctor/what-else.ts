// What a file is that is no module: people drop archives, texts and web pages.

import type { Finding } from './examination.ts';

interface Kind {
  begins: readonly number[];
  what: string;
  cure: string;
}

const kinds: readonly Kind[] = [
  {
    begins: [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0],
    what: 'It is a component (WASI 0.2), and Envoy loads plain modules.',
    cure: 'Build for WASI preview 1: --target wasm32-wasip1 or wasm32-unknown-unknown in Rust, wasip1 in Go and TinyGo, not wasip2.',
  },
  {
    begins: [0x1f, 0x8b],
    what: 'It is packed with gzip.',
    cure: 'Unpack it. An OCI image holds the module in a layer, as plugin.wasm.',
  },
  { begins: [0x50, 0x4b, 3, 4], what: 'It is a zip archive.', cure: 'Unpack it.' },
  {
    begins: [0x7f, 0x45, 0x4c, 0x46],
    what: 'It is a program for Linux (ELF), not for WebAssembly.',
    cure: 'Build for wasm32: GOOS=wasip1 GOARCH=wasm in Go, --target wasm32-wasip1 in Rust.',
  },
  {
    begins: [0x21, 0x3c, 0x61, 0x72],
    what: 'It is a library of object files (.a).',
    cure: 'Link it: the module is the result of the linker.',
  },
  {
    begins: [0x3c],
    what: 'It is a web page or XML.',
    cure: 'A download that failed often looks so; get the file again.',
  },
];

/** A finding when the bytes are known to be something else. */
export function whatElse(bytes: Uint8Array): Finding[] {
  const kind = kinds.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  if (kind !== undefined)
    return [
      {
        id: 'something-else',
        severity: 'refused',
        what: kind.what,
        cure: kind.cure,
        envoyLine: null,
      },
    ];
  if (bytes.length > 0) return [];
  return [
    {
      id: 'something-else',
      severity: 'refused',
      what: 'The file is empty. Envoy refuses it without a reason.',
      cure: 'Look at the build: it has written nothing.',
      envoyLine: null,
    },
  ];
}
