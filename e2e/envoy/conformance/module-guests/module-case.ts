// What a conformance case of a module written by hand is made of.

import type { ProjectInput } from '#project/schema.ts';
import { boilerplate, wat } from '../../../../src/host/testing/guest.ts';
import type { ExchangeInput } from '../case.ts';

export interface ModuleCase {
  name: string;
  /** One plugin each. */
  modules: Uint8Array[];
  plugin?: Partial<ProjectInput['plugins'][number]>;
  exchanges?: ExchangeInput[];
}

/** A case of one module: imports first, then the allocator, the marker and the memory that every guest has, then the rest. */
export const guestCase = (
  name: string,
  text: { imports?: string; body?: string },
  rest: Partial<ModuleCase> = {},
): ModuleCase => ({
  name,
  modules: [wat(`(module ${text.imports ?? ''} ${boilerplate} ${text.body ?? ''})`)],
  ...rest,
});

export const hostcall = (name: string, parameters: string): string =>
  `(import "env" "${name}" (func $${name} (param ${parameters}) (result i32)))`;

export const wasiFunction = (name: string, parameters: string): string =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) (result i32)))`;

/** `on_request_headers` with a body that leaves nothing behind, then Continue. */
export const onRequestHeaders = (body: string): string =>
  `(func $on_request_headers (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) ${body} (i32.const 0))`;

/** Logs `size` bytes at an address. */
export const log = (at: number, size: number): string =>
  `(drop (call $proxy_log (i32.const 2) (i32.const ${at}) (i32.const ${size})))`;
export const proxyLog = hostcall('proxy_log', 'i32 i32 i32');
