// Which language and which SDK a module comes from: a guess from its names, its exports and the producers section.

import type { ModuleInfo, Section } from '#host/module-info.ts';
import { WasmReader, WasmSyntaxError } from '#host/wasm-reader.ts';
import type { Origin } from './examination.ts';

interface Mark {
  name: string;
  pattern: RegExp;
}

/** The first that fits. Names of functions, and of imports and exports. */
const sdks: readonly Mark[] = [
  { name: 'proxy-wasm-rust-sdk', pattern: /proxy_wasm(\d+|::)(dispatcher|hostcalls|traits)/ },
  {
    name: 'proxy-wasm-go-sdk',
    pattern: /proxy-wasm-go-sdk|proxywasm_internal|proxywasm\/internal/,
  },
  { name: '@solo-io/proxy-runtime', pattern: /@solo-io\/proxy-runtime/ },
  { name: '@gcoredev/proxy-wasm-sdk-as', pattern: /@gcoredev\/proxy-wasm-sdk-as/ },
  { name: "Sluice's SDK", pattern: /(^|~lib\/)proxy-wasm\// },
  {
    name: 'proxy-wasm-cpp-sdk',
    pattern: /^(_ZN?K?\d*)?(11ContextBase|11RootContext|7Context\d|getContextBase)/,
  },
  { name: 'proxy-wasm-zig-sdk', pattern: /proxy-wasm-zig-sdk|proxy_wasm_zig/ },
];

const languages: readonly Mark[] = [
  { name: 'TinyGo', pattern: /^(tinygo_|runtime\.(alloc|runGC|nilPanic)$)/ },
  { name: 'Go', pattern: /^(go:|go_buildid$|runtime\.(mallocgc|gopanic)$)/ },
  { name: 'AssemblyScript', pattern: /^~lib\/(rt|memory|string|array)|^assembly\/index\// },
  { name: 'Rust', pattern: /^(_R[A-Z].*core|rust_begin_unwind$|__rust_alloc|_ZN4core\d)/ },
  { name: 'Zig', pattern: /^(std\.(mem|heap|fmt|builtin)|start\.wasm)/ },
  { name: 'Kotlin', pattern: /^kotlin\./ },
  { name: 'Swift', pattern: /^\$s[A-Za-z0-9]|^swift_/ },
  { name: 'C or C++', pattern: /^(_ZNS?t|__cxa_|__wasm_call_ctors$|emscripten_)/ },
];

function firstFit(marks: readonly Mark[], names: readonly string[]): string | null {
  return marks.find(({ pattern }) => names.some((name) => pattern.test(name)))?.name ?? null;
}

interface Produced {
  field: string;
  value: string;
  version: string;
}

function readProducers(reader: WasmReader): Produced[] {
  const produced: Produced[] = [];
  const fields = reader.u();
  for (let index = 0; index < fields; index += 1) {
    const field = reader.name();
    const values = reader.u();
    for (let at = 0; at < values; at += 1)
      produced.push({ field, value: reader.name(), version: reader.name() });
  }
  return produced;
}

/** The custom section `producers`. A damaged one is as good as none. */
function producersOf(bytes: Uint8Array, sections: readonly Section[]): Produced[] {
  for (const { id, contents, end } of sections) {
    if (id !== 0) continue;
    try {
      const reader = new WasmReader(bytes, contents, end);
      if (reader.name() === 'producers') return readProducers(reader);
    } catch (error) {
      if (!(error instanceof WasmSyntaxError)) throw error;
    }
  }
  return [];
}

const withVersion = ({ value, version }: Produced): string =>
  version === '' ? value : `${value} ${version}`;

/** The language that the compiler wrote down is sure of itself; names are looked at where there is none, and for TinyGo, which names C. */
export function guessOrigin(bytes: Uint8Array, info: ModuleInfo): Origin {
  const names = [
    ...info.functionNames.values(),
    ...info.exports.map(({ name }) => name),
    ...info.imports.map(({ module, name }) => `${module}.${name}`),
  ];
  const producers = producersOf(bytes, info.sections);
  const written = producers.find(({ field }) => field === 'language')?.value ?? null;
  const named = firstFit(languages, names);
  const language = named === 'TinyGo' || written === null ? named : written;
  return {
    language,
    sdk: firstFit(sdks, names),
    tools: producers.filter(({ field }) => field !== 'language').map(withVersion),
  };
}
