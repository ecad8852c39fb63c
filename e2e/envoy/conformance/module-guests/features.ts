// A module for each extension of WebAssembly that the doctor knows: it uses that extension in a request and little else.

import type { Feature } from '#doctor/feature-names.ts';
import { boilerplate, wat } from '../../../../src/host/testing/guest.ts';
import { type ModuleCase, onRequestHeaders } from './module-case.ts';

const guest = (before: string, body = '', rest = boilerplate): Uint8Array =>
  wat(`(module ${before} ${rest} ${onRequestHeaders(body)})`);

const vector = '(v128.const i32x4 1 2 3 4)';
const sharedMemory = boilerplate.replace('"memory") 1', '"memory") 1 2 shared');

/** For what the text format of wabt does not have: the instructions `i32.const 99`, `drop` and `nop` are replaced. */
function instructions(...bytes: number[]): Uint8Array {
  const module = guest('', '(drop (i32.const 99)) nop nop');
  const at = module.findIndex((byte, index) => byte === 0x41 && module[index + 1] === 0xe3);
  return module.map((byte, index) => bytes[index - at] ?? byte);
}

export const featureModules: Readonly<Record<Feature, Uint8Array>> = {
  'sign-extension': guest('', '(drop (i32.extend8_s (i32.const 200)))'),
  'saturating-conversions': guest('', '(drop (i32.trunc_sat_f64_s (f64.const 1e99)))'),
  'bulk-memory': guest('', '(memory.fill (i32.const 0) (i32.const 1) (i32.const 9))'),
  'multi-value': guest(
    '(func $two (result i32 i32) (i32.const 1) (i32.const 2))',
    '(call $two) drop drop',
  ),
  'reference-types': guest('', '(drop (ref.null extern))'),
  simd: guest('', `(drop (i8x16.add ${vector} ${vector}))`),
  'relaxed-simd': guest('', `(drop (i8x16.relaxed_swizzle ${vector} ${vector}))`),
  'tail-calls': guest(
    '(func $end (result i32) (i32.const 0)) (func $tail (result i32) (return_call $end))',
    '(drop (call $tail))',
  ),
  'extended-constants': guest('(global i32 (i32.add (i32.const 1) (i32.const 2)))'),
  atomics: guest('', '(drop (i32.atomic.load (i32.const 0)))'),
  'shared-memory': guest('', '', sharedMemory),
  'legacy-exceptions': guest('(tag $e)', '(try (do (throw $e)) (catch $e))'),
  exceptions: guest('(tag $e)', '(block $caught (try_table (catch $e $caught) (throw $e)))'),
  'multi-memory': guest(
    '',
    '(drop (i32.load $other (i32.const 0)))',
    `${boilerplate} (memory $other 1)`,
  ),
  memory64: guest(
    '',
    '(drop (i32.load (i64.const 8)))',
    boilerplate.replace('"memory") 1', '"memory") i64 1'),
  ),
  // ref.func 0, ref.as_non_null, drop
  'function-references': instructions(0xd2, 0, 0xd4, 0x1a, 1, 1),
  // i32.const 0, ref.i31, drop
  gc: instructions(0x41, 0, 0xfb, 0x1c, 0x1a, 1),
};

/** Not in the engine of the oldest Node that Sluice runs on, so not played here; whether Envoy has them is asked in `loads.ts`. */
const laterThanNode20: readonly string[] = [
  'relaxed-simd',
  'extended-constants',
  'exceptions',
  'multi-memory',
  'memory64',
  'function-references',
  'gc',
] satisfies Feature[];

export const featureGuests: ModuleCase[] = Object.entries(featureModules)
  .filter(([name]) => !laterThanNode20.includes(name))
  .map(([name, module]) => ({ name, modules: [module] }));
