// What Envoy refuses to load, in its own words (observed in Envoy 1.40).

import { expect, test } from 'vitest';
import { isLoadRefusal, loadModule } from './load-module.ts';
import { boilerplate, LIMIT_BYTES, wat } from './testing/guest.ts';

const options = { memoryLimitBytes: LIMIT_BYTES, countLoops: false };

function refusal(bytes: Uint8Array): string[] {
  const result = loadModule(bytes, options);
  if (!isLoadRefusal(result)) throw new Error('the module was loaded');
  return result.lines;
}

const NOT_LOADED = 'Wasm VM failed Failed to load Wasm code';
const NOT_INITIALIZED = 'Wasm VM failed Failed to initialize Wasm code';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test('an empty file is refused without a reason', () => {
  expect(refusal(new Uint8Array())).toEqual([]);
});

test('fewer than eight bytes have no ABI version', () => {
  expect(refusal(bytesOf('abcd'))).toEqual([
    'Wasm VM failed Missing or unknown Proxy-Wasm ABI version',
    NOT_LOADED,
  ]);
});

test('text is a corrupted module', () => {
  expect(refusal(bytesOf('(module)'))).toEqual([
    'Wasm VM failed Failed to parse corrupted Wasm module',
    NOT_LOADED,
  ]);
});

test('every cut of a module is refused or loaded, never an exception', () => {
  const whole = wat(`(module ${boilerplate})`);
  for (let size = 0; size < whole.length; size++) {
    const result = loadModule(whole.subarray(0, size), options);
    if (isLoadRefusal(result)) expect(result.crashesEnvoy).toBe(false);
  }
});

test('a module without a marker has no ABI version', () => {
  expect(refusal(wat('(module (memory (export "memory") 1))'))).toEqual([
    'Wasm VM failed Missing or unknown Proxy-Wasm ABI version',
    NOT_LOADED,
  ]);
});

test('the first marker among the exports decides', () => {
  const both = `(module ${boilerplate} (func (export "proxy_abi_version_0_1_0")))`;
  const result = loadModule(wat(both), options);
  expect(isLoadRefusal(result) ? result.lines : result.abiVersion).toBe('0.2.1');
});

test('an import that Envoy does not have is named', () => {
  const text = `(module (import "env" "abort" (func (param i32 i32 i32 i32))) ${boilerplate})`;
  expect(refusal(wat(text))).toEqual([
    'Failed to load Wasm module due to a missing import: env.abort',
    NOT_INITIALIZED,
  ]);
});

test('get_log_level exists for 0.2.1 and not for 0.2.0', () => {
  const text = `(module (import "env" "proxy_get_log_level" (func (param i32) (result i32))) ${boilerplate})`;
  expect(isLoadRefusal(loadModule(wat(text), options))).toBe(false);
  expect(refusal(wat(text.replace('0_2_1', '0_2_0')))[0]).toBe(
    'Failed to load Wasm module due to a missing import: env.proxy_get_log_level',
  );
});

test('an import of another type says what was wanted and what there is', () => {
  const text = `(module (import "env" "proxy_log" (func (param i32 i32) (result i32))) ${boilerplate})`;
  expect(refusal(wat(text))[0]).toBe(
    'Failed to load Wasm module due to an import type mismatch: env.proxy_log, want: i32 i32 -> i32, but host exports: i32 i32 i32 -> i32',
  );
});

test('a 64-bit parameter counts in the type', () => {
  const text = `(module (import "env" "proxy_increment_metric" (func (param i32 i32) (result i32))) ${boilerplate})`;
  expect(refusal(wat(text))[0]).toContain('want: i32 i32 -> i32, but host exports: i32 i64 -> i32');
});

test('path_link has the arity of Envoy, not that of WASI', () => {
  const text = `(module (import "wasi_snapshot_preview1" "path_link" (func (param i32 i32 i32 i32 i32 i32 i32) (result i32))) ${boilerplate})`;
  expect(refusal(wat(text))[0]).toContain('but host exports: i32 i32 i32 i32 i32 i32 -> i32');
});

test('an export of the wrong type is named', () => {
  const text = `(module ${boilerplate} (func (export "proxy_on_request_headers") (param i32 i32) (result i32) (i32.const 0)))`;
  expect(refusal(wat(text))).toEqual([
    'Bad function signature for: proxy_on_request_headers, want: i32 i32 i32 -> i32, but the module exports: i32 i32 -> i32',
    NOT_INITIALIZED,
  ]);
  expect(isLoadRefusal(loadModule(wat(text.replace('0_2_1', '0_1_0')), options))).toBe(false);
});

test('an allocator is a must', () => {
  const text = '(module (memory (export "memory") 1) (func (export "proxy_abi_version_0_2_1")))';
  expect(refusal(wat(text))).toEqual([
    'Wasm VM failed Wasm module is missing malloc function.',
    NOT_INITIALIZED,
  ]);
});

test('an imported memory and table are given', () => {
  const text = `(module (import "env" "memory" (memory 1)) (import "env" "table" (table 2 funcref))
    (func (export "proxy_abi_version_0_2_1")) (func (export "malloc") (param i32) (result i32) (i32.const 8)))`;
  expect(isLoadRefusal(loadModule(wat(text), options))).toBe(false);
});

test('an imported global is not', () => {
  const text = `(module (import "env" "g" (global i32)) ${boilerplate})`;
  expect(refusal(wat(text))[0]).toBe('Failed to load Wasm module due to a missing import: env.g');
});

test('what the engine rejects is told in one line', () => {
  // A function body that leaves nothing on the stack although it returns a number.
  const good = wat(`(module ${boilerplate} (func (result i32) (i32.const 99)))`);
  const at = good.findIndex((byte, index) => byte === 0x41 && good[index + 1] === 0xe3);
  const bad = good.slice();
  bad[at] = 0x01;
  bad[at + 1] = 0x01;
  bad[at + 2] = 0x01;
  expect(refusal(bad)).toEqual(['Wasm VM failed Failed to load Wasm bytecode', NOT_LOADED]);
});
