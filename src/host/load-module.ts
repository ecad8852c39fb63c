// From bytes to a module that can be started: which ABI it speaks, whether Envoy has what it imports, whether its exports fit.
// Every refusal is in Envoy's words, as its log would print it.

import { MAX_MEMORY_PAGES } from '#abi/limits.ts';
import type { AbiVersion } from '#abi/types.ts';
import { type CallbackName, callbackNames, callbackType } from './callback-table.ts';
import { parameterTypes } from './argument-codec.ts';
import { withSourceMap } from './debuggable-module.ts';
import { HostBug } from './guest-trap.ts';
import { findHostcall } from './hostcall-table.ts';
import {
  type FunctionType,
  type ModuleImport,
  type ModuleInfo,
  readModuleInfo,
  typeText,
} from './module-info.ts';
import { type RewrittenModule, rewriteModule } from './module-rewrite.ts';
import { WasmSyntaxError } from './wasm-reader.ts';

const PAGE_BYTES = 65_536;

export interface LoadedModule {
  module: WebAssembly.Module;
  info: ModuleInfo;
  abiVersion: AbiVersion;
  rewritten: RewrittenModule;
  maxPages: number;
}

/** Why a module was refused: Envoy's log lines, the specific ones first. */
export interface LoadRefusal {
  lines: string[];
  /** A real Envoy crashes on this module instead of refusing it. */
  crashesEnvoy: boolean;
}

export interface LoadOptions {
  memoryLimitBytes: number;
  countLoops: boolean;
  /** JSON of a source map for the bytes, which a browser's debugger is to find in the module. */
  debugMap?: string;
}

export function isLoadRefusal(result: LoadedModule | LoadRefusal): result is LoadRefusal {
  return 'lines' in result;
}

const refuse = (...lines: string[]): LoadRefusal => ({ lines, crashesEnvoy: false });
const NOT_LOADED = 'Wasm VM failed Failed to load Wasm code';
export const NOT_INITIALIZED = 'Wasm VM failed Failed to initialize Wasm code';
const NO_BYTECODE = 'Wasm VM failed Failed to load Wasm bytecode';
const NO_ABI = 'Wasm VM failed Missing or unknown Proxy-Wasm ABI version';

const abiMarkers: Readonly<Record<string, AbiVersion>> = {
  proxy_abi_version_0_1_0: '0.1.0',
  proxy_abi_version_0_2_0: '0.2.0',
  proxy_abi_version_0_2_1: '0.2.1',
};

/** The first marker in the order of the exports decides. */
export function abiVersionOf(info: ModuleInfo): AbiVersion | null {
  for (const item of info.exports) {
    const version = item.kind === 0 ? abiMarkers[item.name] : undefined;
    if (version !== undefined) return version;
  }
  return null;
}

/** What Envoy says of an import that it cannot give; null when it has it. */
export function importProblem(item: ModuleImport, version: AbiVersion): string | null {
  if (item.kind === 'memory' || item.kind === 'table') return null;
  const hostcall = item.kind === 'function' ? findHostcall(item.module, item.name, version) : null;
  if (hostcall === null)
    return `Failed to load Wasm module due to a missing import: ${item.module}.${item.name}`;
  const offered: FunctionType = {
    parameters: parameterTypes(hostcall),
    results: hostcall.returns === 'nothing' ? [] : ['i32'],
  };
  const wanted = item.type === null ? '' : typeText(item.type);
  if (wanted === typeText(offered)) return null;
  return `Failed to load Wasm module due to an import type mismatch: ${item.module}.${item.name}, want: ${wanted}, but host exports: ${typeText(offered)}`;
}

function firstBadImport(info: ModuleInfo, version: AbiVersion): string | null {
  for (const item of info.imports) {
    const problem = importProblem(item, version);
    if (problem !== null) return problem;
  }
  return null;
}

/** What Envoy says while it looks for the exports that it knows: of those with another type, and of an allocator that there is not. */
export function exportProblems(info: ModuleInfo, version: AbiVersion): string[] {
  const lines: string[] = [];
  const fits = (name: CallbackName): boolean => {
    const wanted = callbackType(name, version);
    const item = info.exports.find((candidate) => candidate.kind === 0 && candidate.name === name);
    const type = item === undefined ? undefined : info.functionTypes[item.index];
    if (wanted === null || type === undefined) return false;
    if (typeText(type) === typeText(wanted)) return true;
    lines.push(
      `Bad function signature for: ${name}, want: ${typeText(wanted)}, but the module exports: ${typeText(type)}`,
    );
    return false;
  };
  if (!fits('_initialize')) fits('_start');
  else if (!fits('main')) fits('__main_void');
  if (!fits('malloc') && !fits('proxy_on_memory_allocate'))
    lines.push('Wasm VM failed Wasm module is missing malloc function.');
  for (const name of callbackNames) fits(name);
  return lines;
}

function readInfo(bytes: Uint8Array): ModuleInfo | LoadRefusal {
  if (bytes.length === 0) return refuse();
  if (bytes.length < 8) return refuse(NO_ABI, NOT_LOADED);
  const isWasm = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
  if (!isWasm) return refuse('Wasm VM failed Failed to parse corrupted Wasm module', NOT_LOADED);
  try {
    return readModuleInfo(bytes);
  } catch (error) {
    if (!(error instanceof WasmSyntaxError)) throw error;
    return refuse('Wasm VM failed Failed to parse corrupted Wasm module', NOT_LOADED);
  }
}

/** Checks and compiles a module. Expensive; the result can be started any number of times. */
export function loadModule(bytes: Uint8Array, options: LoadOptions): LoadedModule | LoadRefusal {
  const info = readInfo(bytes);
  if ('lines' in info) return info;
  const abiVersion = abiVersionOf(info);
  if (abiVersion === null) return refuse(NO_ABI, NOT_LOADED);
  if (info.isDamaged) return refuse(NO_BYTECODE, NOT_LOADED);
  const memory = info.memory ?? info.imports.find((item) => item.memory !== null)?.memory ?? null;
  const wantedPages = Math.min(MAX_MEMORY_PAGES, Math.floor(options.memoryLimitBytes / PAGE_BYTES));
  const maxPages = Math.max(wantedPages, memory?.minPages ?? 0);
  let rewritten: RewrittenModule;
  try {
    rewritten = rewriteModule(bytes, info, { maxPages, countLoops: options.countLoops });
  } catch (error) {
    // Instructions that the loop counter does not know: run without it.
    if (!(error instanceof WasmSyntaxError) || !options.countLoops) throw error;
    rewritten = rewriteModule(bytes, info, { maxPages, countLoops: false });
  }
  let module: WebAssembly.Module;
  try {
    const { debugMap } = options;
    module = new WebAssembly.Module(
      debugMap === undefined ? rewritten.bytes : withSourceMap(rewritten.bytes, info, debugMap),
    );
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError))
      throw new HostBug('the module could not be compiled', error);
    return refuse(NO_BYTECODE, NOT_LOADED);
  }
  const badImport = firstBadImport(info, abiVersion);
  if (badImport !== null) return refuse(badImport, NOT_INITIALIZED);
  if (memory !== null && memory.minPages > MAX_MEMORY_PAGES) {
    return refuse('Failed to create new Wasm instance', NOT_INITIALIZED);
  }
  const problems = exportProblems(info, abiVersion);
  if (problems.length > 0) return refuse(...problems, NOT_INITIALIZED);
  return { module, info, abiVersion, rewritten, maxPages };
}
