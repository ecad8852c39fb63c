// What the doctor finds, and what it does not find where there is nothing: each finding is looked for in a module that has it and in one without.

import { describe, expect, it } from 'vitest';
import { boilerplate, wat } from '../host/testing/guest.ts';
import { examineModule } from './examine.ts';
import type { Finding } from './examination.ts';

const request =
  '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (i32.const 0))';
const guest = (imports = '', body = ''): Uint8Array =>
  wat(`(module ${imports} ${boilerplate} ${request} ${body})`);
const ids = (bytes: Uint8Array): string[] => examineModule(bytes).findings.map(({ id }) => id);

function finding(bytes: Uint8Array, id: string): Finding {
  const found = examineModule(bytes).findings.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nothing of ${id} among ${ids(bytes).join(', ')}`);
  return found;
}

it('a plain filter has no findings', () => {
  expect(examineModule(guest())).toMatchObject({
    verdict: 'loads',
    abiVersion: '0.2.1',
    start: 'none',
    findings: [],
    envoyLines: [],
    memory: { minPages: 1, maxPages: null },
  });
});

it('a module is told by its hash and its sizes', () => {
  const examination = examineModule(guest('', '(data (i32.const 8) "some text")'));
  expect(examination.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(examination.sizes).toMatchObject({ functions: 3, custom: [{ name: 'name' }] });
  expect(examination.sizes.dataBytes).toBeGreaterThan(9);
});

describe('imports', () => {
  it('every one that Envoy lacks is told in its words, not only the first', () => {
    const imports = `(import "env" "abort" (func (param i32 i32 i32 i32)))
      (import "env" "proxy_log" (func (param i32 i32) (result i32)))`;
    const { findings, verdict, imports: facts } = examineModule(guest(imports));
    expect(verdict).toBe('refused');
    expect(findings.map(({ envoyLine }) => envoyLine)).toEqual([
      'Failed to load Wasm module due to a missing import: env.abort',
      'Failed to load Wasm module due to an import type mismatch: env.proxy_log, want: i32 i32 -> i32, but host exports: i32 i32 i32 -> i32',
    ]);
    expect(facts.map(({ envoyHas }) => envoyHas)).toEqual(['no', 'with another type']);
    expect(findings[0]?.cure).toContain('--use abort');
  });

  it.each([
    ['env', 'proxy_get_log_levle', 'proxy_get_log_level'],
    ['env', 'proxy_continue_request', '0.1.0'],
    ['wbg', '__wbg_now_a1', 'wasm-bindgen'],
    ['gojs', 'runtime.ticks', 'GOOS=wasip1'],
    ['wasi:http/types@0.2.0', 'fields', 'WASI 0.2'],
    ['wasi_snapshot_preview1', 'proc_raise', 'preview 1'],
    ['env', 'my_helper', 'never linked in'],
    ['elsewhere', 'f', 'none of "elsewhere"'],
  ])('the cure of %s.%s says %s', (module, name, part) => {
    const bytes = guest(`(import "${module}" "${name}" (func))`);
    expect(finding(bytes, 'missing-import').cure).toContain(part);
  });

  it('WASI functions that never succeed are named with their error, others are not', () => {
    const imports = `(import "wasi_snapshot_preview1" "fd_prestat_get" (func (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_read" (func (param i32 i32 i32 i32) (result i32)))`;
    const { what, severity } = finding(guest(imports), 'failing-wasi');
    expect(severity).toBe('note');
    expect(what).toContain('fd_prestat_get (8) and fd_read (52)');
    expect(what).not.toContain('fd_write');
  });
});

describe('exports', () => {
  const without = (text: string): Uint8Array =>
    wat(`(module ${boilerplate.replace(text, '')} ${request})`);

  it('no marker, no allocator', () => {
    const marker = '(func (export "proxy_abi_version_0_2_1"))';
    expect(finding(without(marker), 'abi-version').envoyLine).toBe(
      'Wasm VM failed Missing or unknown Proxy-Wasm ABI version',
    );
    expect(finding(without('(export "malloc")'), 'allocator').severity).toBe('refused');
  });

  it('a callback of another type', () => {
    const bytes = guest('', '(func (export "proxy_on_tick") (param i64))');
    expect(finding(bytes, 'callback-type').envoyLine).toContain('want: i32 -> void');
    expect(examineModule(bytes).callbacks).toContainEqual({
      name: 'proxy_on_tick',
      state: 'of another type',
    });
  });

  it.each([
    ['proxy_on_request_header', 'proxy_on_request_headers'],
    ['proxy_on_requset_body', 'proxy_on_request_body'],
    ['proxy_onTick', 'proxy_on_tick'],
    ['on_http_request_headers', 'proxy_on_request_headers'],
  ])('%s is not called; it may be %s', (name, meant) => {
    const bytes = guest('', `(func (export "${name}"))`);
    expect(finding(bytes, 'unknown-callback')).toMatchObject({
      severity: 'warning',
      cure: `It may be meant to be ${meant}.`,
    });
  });

  it('other exports are not taken for callbacks', () => {
    expect(
      ids(guest('', '(func (export "helper")) (global (export "proxy_on_x") i32 (i32.const 0))')),
    ).toEqual([]);
  });

  it('a filter that hears nothing of requests', () => {
    expect(ids(wat(`(module ${boilerplate})`))).toEqual(['no-request-callbacks']);
    const network =
      '(func (export "proxy_on_new_connection") (param i32) (result i32) (i32.const 0))';
    expect(ids(wat(`(module ${boilerplate} ${network})`))).toEqual(['network-filter']);
    expect(ids(guest('', network))).toEqual(['never-called']);
  });
});

describe('start', () => {
  const log = '(import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))';
  const exit = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))';
  const logs = '(drop (call $log (i32.const 2) (i32.const 0) (i32.const 0)))';

  it('a start section crashes Envoy when it can call it, also through another function', () => {
    const deep = `(func $deep ${logs}) (func $begin (call $deep)) (start $begin)`;
    expect(examineModule(guest(log, deep))).toMatchObject({ verdict: 'crashes' });
    expect(finding(guest(log, deep), 'start-section-calls').what).toContain('proxy_log');
    const harmless = `(func $deep ${logs}) (func $begin) (start $begin)`;
    expect(ids(guest(log, harmless))).toEqual(['start-section']);
  });

  it('a program that ends by itself is warned of, a library that might is noted', () => {
    const early = (name: string): Uint8Array =>
      guest(exit, `(func (export "${name}") (call $exit (i32.const 0)))`);
    expect(finding(early('_start'), 'early-call').severity).toBe('warning');
    expect(finding(early('_initialize'), 'early-call').severity).toBe('note');
    expect(ids(guest(log, `(func (export "_initialize") ${logs})`))).toEqual([]);
  });

  it('functions that Envoy never calls', () => {
    const main = '(func (export "main") (param i32 i32) (result i32) (i32.const 0))';
    expect(ids(guest('', main))).toEqual(['main-alone']);
    const both = '(func (export "_initialize")) (func (export "_start"))';
    expect(ids(guest('', both))).toEqual(['start-ignored']);
    expect(examineModule(guest('', `(func (export "_initialize")) ${main}`)).start).toBe(
      '_initialize and main',
    );
  });
});

describe('memory', () => {
  const sized = (limits: string): Uint8Array =>
    wat(`(module ${boilerplate.replace('"memory") 1', `"memory") ${limits}`)} ${request})`);

  it('beyond 1 GiB at first, and far beyond what a filter needs', () => {
    expect(finding(sized('16385'), 'instance').envoyLine).toBe(
      'Failed to create new Wasm instance',
    );
    expect(ids(sized('16385'))).toEqual(['instance']);
    expect(ids(sized('512'))).toEqual(['large-memory']);
    expect(ids(sized('511'))).toEqual([]);
    expect(ids(sized('1 16385'))).toEqual(['memory-cap']);
    expect(ids(sized('1 16384'))).toEqual([]);
  });

  it('one that Envoy cannot see', () => {
    const log = '(import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))';
    const hidden = boilerplate.replace('(export "memory")', '');
    expect(examineModule(wat(`(module ${log} ${hidden} ${request})`)).verdict).toBe('crashes');
    expect(ids(wat(`(module ${hidden} ${request})`))).toEqual([]);
  });
});

describe('what is no module', () => {
  it.each([
    ['a component', [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], 'component'],
    ['gzip', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0], 'gzip'],
    ['nothing', [], 'empty'],
    ['a web page', [...new TextEncoder().encode('<!doctype html>')], 'web page'],
  ])('%s is named', (_, bytes, part) => {
    const examination = examineModule(Uint8Array.from(bytes));
    expect(examination.verdict).toBe('refused');
    expect(finding(Uint8Array.from(bytes), 'something-else').what).toContain(part);
  });

  it('every cut of a module is examined without an exception', () => {
    const whole = guest('', '(func $f (start) (drop (i32.const 1)))'.replace('(start)', ''));
    for (let size = 0; size < whole.length; size += 1) examineModule(whole.slice(0, size));
  });

  it('every byte of a module may be another', () => {
    const whole = guest('(import "env" "proxy_log" (func (param i32 i32 i32) (result i32)))');
    for (let at = 8; at < whole.length; at += 1) {
      for (const byte of [0, 0x7f, 0xff]) {
        const changed = whole.slice();
        changed[at] = byte;
        examineModule(changed);
      }
    }
  });
});
