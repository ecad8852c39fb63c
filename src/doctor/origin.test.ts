// The guess where a module comes from, by what each toolchain leaves behind.

import { describe, expect, it } from 'vitest';
import { readModuleInfo } from '../host/module-info.ts';
import { wat } from '../host/testing/guest.ts';
import { guessOrigin } from './origin.ts';

function text(value: string): number[] {
  return [value.length, ...new TextEncoder().encode(value)];
}

function producers(fields: [field: string, value: string, version: string][]): number[] {
  const body = [
    ...text('producers'),
    fields.length,
    ...fields.flatMap(([field, value, version]) => [
      ...text(field),
      1,
      ...text(value),
      ...text(version),
    ]),
  ];
  return [0, body.length, ...body];
}

function origin(names: string[], section: number[] = []) {
  const functions = names.map((_, index) => `(func $f${index})`).join(' ');
  const bytes = Uint8Array.from([...wat(`(module ${functions})`), ...section]);
  const info = readModuleInfo(bytes);
  return guessOrigin(bytes, { ...info, functionNames: new Map(names.entries()) });
}

describe('by names', () => {
  it.each([
    ['_ZN10proxy_wasm10dispatcher10Dispatcher9on_delete17ha7E', null, 'proxy-wasm-rust-sdk'],
    ['tinygo_unwind', 'TinyGo', null],
    ['runtime.mallocgc', 'Go', null],
    ['github.com/proxy-wasm/proxy-wasm-go-sdk/proxywasm.LogInfo', null, 'proxy-wasm-go-sdk'],
    ['~lib/rt/stub/__new', 'AssemblyScript', null],
    ['~lib/@solo-io/proxy-runtime/runtime/log', null, '@solo-io/proxy-runtime'],
    ['_ZNSt3__112basic_stringIcE', 'C or C++', null],
    ['std.mem.eql', 'Zig', null],
    ['kotlin.Unit', 'Kotlin', null],
    ['on_request', null, null],
  ])('%s', (name, language, sdk) => {
    expect(origin([name])).toMatchObject({ language, sdk });
  });
});

describe('by the producers section', () => {
  it('the language that the compiler wrote, and its tools', () => {
    const section = producers([
      ['language', 'Rust', ''],
      ['processed-by', 'rustc', '1.95.0'],
    ]);
    expect(origin([], section)).toEqual({ language: 'Rust', sdk: null, tools: ['rustc 1.95.0'] });
  });

  it('TinyGo names C there, and is known by its functions', () => {
    const section = producers([['language', 'C11', '']]);
    expect(origin(['tinygo_longjmp'], section).language).toBe('TinyGo');
    expect(origin(['something'], section).language).toBe('C11');
  });

  it('a damaged one is as good as none', () => {
    const section = producers([['language', 'Rust', '']]).map((byte, at) =>
      at === 12 ? 200 : byte,
    );
    expect(origin([], section)).toEqual({ language: null, sdk: null, tools: [] });
  });
});
