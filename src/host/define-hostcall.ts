// The shape of an entry of the hostcall table. An entry names its parameters, so that linking, tracing and the signature check
// need nothing but the table; reading and writing guest memory follows from the parameter kinds and happens here alone.

import { type ByteString, toByteString, utf8OrNull } from '#abi/byte-string.ts';
import { encodeBase64 } from '#abi/base64.ts';
import { nameOf } from '#abi/named-values.ts';
import { type Pair, decodePairs } from '#abi/pairs.ts';
import { Status } from '#abi/status.ts';
import type { AbiVersion } from '#abi/types.ts';
import type { GuestMemory } from './memory.ts';
import { Refusal } from './refusal.ts';
import type { ContextServices, VmServices } from './services.ts';
import type { DecodedArgument } from './tracer.ts';

/** What a hostcall works with while it runs. */
export interface Call {
  contextId: number;
  /** Of the context in force: the effective one when the guest has set it. */
  context: ContextServices;
  vm: VmServices;
  memory: GuestMemory;
  abiVersion: AbiVersion;
  setEffectiveContext(contextId: number): Refusal | null;
}

/** A serialised header map as the guest sent it; `malformed` ones count as empty, as in Envoy. */
export interface SentPairs {
  pairs: Pair[];
  malformed: boolean;
}

export type Input =
  | { kind: 'u32' | 'i32' | 'i64' | 'u64'; name: string }
  | { kind: 'enum'; name: string; table: Readonly<Record<string, number>> }
  /** Pointer and size. */
  | { kind: 'bytes' | 'text' | 'pairs'; name: string };

export type Output = { kind: 'u32' | 'u64' | 'bytes' | 'pairs'; name: string };

type ValueOf<I> = I extends { kind: 'u32' | 'i32' | 'enum' }
  ? number
  : I extends { kind: 'i64' | 'u64' }
    ? bigint
    : I extends { kind: 'text' }
      ? ByteString
      : I extends { kind: 'pairs' }
        ? SentPairs
        : Uint8Array;
type ResultOf<O> = O extends { kind: 'u32' } ? number : O extends { kind: 'u64' } ? bigint : Uint8Array;

export type InputValue = number | bigint | ByteString | Uint8Array | SentPairs;
export type OutputValue = number | bigint | Uint8Array;

export interface Hostcall {
  name: string;
  /** In which ABI versions a module may import it; null for WASI, which has no such versions. */
  versions: readonly AbiVersion[] | null;
  inputs: readonly Input[];
  outputs: readonly Output[];
  /** What the wasm function returns: a status, a WASI errno, a plain number, or nothing. */
  returns: 'status' | 'errno' | 'number' | 'nothing';
  /** May be called while `_initialize`, `_start` or `main` runs. */
  duringStart: boolean;
  /** May be called while the allocator runs. */
  duringAllocation: boolean;
  /** Changes something outside of the guest. */
  mutates: boolean;
  /** Writes 0 into its only output before it does anything, so that a failure leaves 0 there. */
  clearsOutput: boolean;
  /** Why this call is not emulated, or null. */
  notEmulated: string | null;
  run: (call: Call, inputs: readonly InputValue[]) => Refusal | number | readonly OutputValue[];
}

type Definition<I extends readonly Input[], O extends readonly Output[]> = {
  name: string;
  versions?: readonly AbiVersion[];
  inputs: I;
  outputs: O;
  mutates?: boolean;
  duringStart?: boolean;
  duringAllocation?: boolean;
  clearsOutput?: boolean;
  run: (
    call: Call,
    ...inputs: { -readonly [K in keyof I]: ValueOf<I[K]> }
  ) => Refusal | { -readonly [K in keyof O]: ResultOf<O[K]> };
};

export const everyVersion: readonly AbiVersion[] = ['0.1.0', '0.2.0', '0.2.1'];

/** An entry whose wasm function returns a status. */
export function defineHostcall<const I extends readonly Input[], const O extends readonly Output[]>(
  definition: Definition<I, O>,
): Hostcall {
  const run = definition.run as (call: Call, ...inputs: readonly InputValue[]) => Refusal | readonly OutputValue[];
  return {
    name: definition.name,
    versions: definition.versions ?? everyVersion,
    inputs: definition.inputs,
    outputs: definition.outputs,
    returns: 'status',
    duringStart: definition.duringStart ?? false,
    duringAllocation: definition.duringAllocation ?? false,
    mutates: definition.mutates ?? false,
    clearsOutput: definition.clearsOutput ?? false,
    notEmulated: null,
    run: (call, inputs) => run(call, ...inputs),
  };
}

/** An entry that Envoy has and Sluice does not imitate yet. The guest gets UNIMPLEMENTED, the report says so. */
export function notEmulated(
  name: string,
  inputs: readonly Input[],
  outputs: readonly Output[],
  reason: string,
  mutates = false,
): Hostcall {
  return {
    name,
    versions: everyVersion,
    inputs,
    outputs,
    returns: 'status',
    duringStart: false,
    duringAllocation: false,
    mutates,
    clearsOutput: false,
    notEmulated: reason,
    run: () => new Refusal(Status.UNIMPLEMENTED, `not emulated: ${reason}`),
  };
}

/** The wasm types of an entry's parameters, in order. */
export function parameterTypes(hostcall: Hostcall): ('i32' | 'i64')[] {
  const types: ('i32' | 'i64')[] = [];
  for (const input of hostcall.inputs) {
    if (input.kind === 'i64' || input.kind === 'u64') types.push('i64');
    else if (input.kind === 'bytes' || input.kind === 'text' || input.kind === 'pairs') types.push('i32', 'i32');
    else types.push('i32');
  }
  for (const output of hostcall.outputs) {
    types.push('i32');
    if (output.kind === 'bytes' || output.kind === 'pairs') types.push('i32');
  }
  return types;
}

export type Allocate = (size: number) => number | null;

/**
 * Reads the inputs from raw wasm arguments. Enumerations are checked before memory, as Envoy does.
 * Returns a refusal when one is out of range or points outside of the memory.
 */
export function readInputs(
  hostcall: Hostcall,
  args: readonly (number | bigint)[],
  memory: GuestMemory,
): InputValue[] | Refusal {
  const values: InputValue[] = [];
  let invalid: Refusal | null = null;
  let at = 0;
  for (const input of hostcall.inputs) {
    const raw = args[at++] ?? 0;
    if (input.kind === 'i64') values.push(raw as bigint);
    else if (input.kind === 'u64') values.push(BigInt.asUintN(64, raw as bigint));
    else if (input.kind === 'i32') values.push(raw as number);
    else if (input.kind === 'u32') values.push((raw as number) >>> 0);
    else if (input.kind === 'enum') {
      const value = (raw as number) >>> 0;
      if (value >= Object.keys(input.table).length) {
        return new Refusal(Status.BAD_ARGUMENT, `${input.name} ${value} is not one that Envoy knows`);
      }
      values.push(value);
    } else {
      const pointer = (raw as number) >>> 0;
      const size = ((args[at++] ?? 0) as number) >>> 0;
      const bytes = memory.read(pointer, size);
      if (bytes === null) {
        invalid ??= new Refusal(
          Status.INVALID_MEMORY_ACCESS,
          `${input.name} (${size} bytes at ${pointer}) is not inside of the guest's memory of ${memory.sizeBytes} bytes`,
        );
        values.push(0);
      } else if (input.kind === 'text') values.push(toByteString(bytes));
      else if (input.kind === 'pairs') {
        const pairs = decodePairs(bytes);
        values.push({ pairs: pairs ?? [], malformed: pairs === null });
      } else values.push(bytes);
    }
  }
  return invalid ?? values;
}

/** Writes the results where the guest wants them. Byte results are put into memory that the guest's allocator gives. */
export function writeOutputs(
  hostcall: Hostcall,
  args: readonly (number | bigint)[],
  firstOutput: number,
  results: readonly OutputValue[],
  memory: GuestMemory,
  allocate: Allocate,
): Refusal | null {
  let at = firstOutput;
  for (const [index, output] of hostcall.outputs.entries()) {
    const result = results[index];
    const target = ((args[at++] ?? 0) as number) >>> 0;
    let ok: boolean;
    if (output.kind === 'u32') ok = memory.writeU32(target, result as number);
    else if (output.kind === 'u64') ok = memory.writeU64(target, result as bigint);
    else {
      const sizeTarget = ((args[at++] ?? 0) as number) >>> 0;
      const bytes = result as Uint8Array;
      // Nothing to hand over: the allocator is not called, and the guest reads pointer 0 and size 0.
      const pointer = bytes.length === 0 ? 0 : allocate(bytes.length);
      if (pointer === null || (bytes.length > 0 && !memory.write(pointer, bytes))) {
        return new Refusal(
          Status.INVALID_MEMORY_ACCESS,
          `the guest's allocator did not give a block of ${bytes.length} bytes inside of its memory`,
        );
      }
      ok = memory.writeU32(target, pointer) && memory.writeU32(sizeTarget, bytes.length);
    }
    if (!ok) return new Refusal(Status.INVALID_MEMORY_ACCESS, `${output.name} points outside of the guest's memory`);
  }
  return null;
}

const SHOWN_BYTES = 400;

/** Bytes for a reader: quoted text when they are UTF-8, base64 otherwise, shortened. */
export function showBytes(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SHOWN_BYTES);
  // A cut inside of a character must not make text look like binary.
  const text = utf8OrNull(head) ?? (bytes.length > SHOWN_BYTES ? utf8OrNull(trimToCharacter(head)) : null);
  const more = bytes.length > SHOWN_BYTES ? `… (${bytes.length} B)` : '';
  return text === null ? `base64 ${encodeBase64(head)}${more}` : `${JSON.stringify(text)}${more}`;
}

function trimToCharacter(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, Math.max(0, end - 1));
}

function showPairs(pairs: readonly Pair[]): string {
  const shown = pairs.slice(0, 40).map(([name, value]) => `${name}: ${value}`);
  return pairs.length > 40 ? `[${shown.join(', ')}, … ${pairs.length} pairs]` : `[${shown.join(', ')}]`;
}

/** Inputs as a person reads them. */
export function describeInputs(
  hostcall: Hostcall,
  args: readonly (number | bigint)[],
  memory: GuestMemory,
): DecodedArgument[] {
  let at = 0;
  return hostcall.inputs.map((input) => {
    const raw = args[at++] ?? 0;
    const { name } = input;
    if (input.kind === 'i64') return { name, text: String(raw) };
    if (input.kind === 'u64') return { name, text: String(BigInt.asUintN(64, raw as bigint)) };
    if (input.kind === 'i32') return { name, text: String(raw) };
    if (input.kind === 'u32') return { name, text: String((raw as number) >>> 0) };
    if (input.kind === 'enum') return { name, text: nameOf(input.table, (raw as number) >>> 0) };
    const size = ((args[at++] ?? 0) as number) >>> 0;
    const bytes = memory.read((raw as number) >>> 0, size);
    if (bytes === null) return { name, text: `${size} bytes outside of the memory` };
    if (input.kind !== 'pairs') return { name, text: showBytes(bytes) };
    const pairs = decodePairs(bytes);
    return { name, text: pairs === null ? 'malformed map' : showPairs(pairs) };
  });
}

/** Results as a person reads them. */
export function describeOutputs(hostcall: Hostcall, results: readonly OutputValue[]): DecodedArgument[] {
  return hostcall.outputs.map((output, index) => {
    const result = results[index];
    if (!(result instanceof Uint8Array)) return { name: output.name, text: String(result) };
    const pairs = output.kind === 'pairs' ? decodePairs(result) : null;
    return { name: output.name, text: pairs === null ? showBytes(result) : showPairs(pairs) };
  });
}
