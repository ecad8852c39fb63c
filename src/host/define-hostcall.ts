// The shape of an entry of the hostcall table. An entry names its parameters and their kinds, so that linking, tracing, the signature
// check and all access to guest memory follow from the table.

import type { ByteString } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import { Status } from '#abi/status.ts';
import type { AbiVersion } from '#abi/types.ts';
import type { GuestMemory } from './memory.ts';
import { Refusal } from './refusal.ts';
import type { ContextServices, VmServices } from './services.ts';

/** What a hostcall works with while it runs. One object per VM, changed in place: a hostcall must not keep it. */
export interface Call {
  contextId: number;
  /** Of the context in force: the effective one when the guest has set it. */
  context: ContextServices;
  vm: VmServices;
  memory: GuestMemory;
  abiVersion: AbiVersion;
  setEffectiveContext(contextId: number): Refusal | null;
  /** A sentence for the report beside an OK that may surprise. Whoever carries the hostcall out takes it and leaves it empty. */
  note: string;
}

/** A serialised header map as the guest sent it; `malformed` ones count as empty, as in Envoy. */
export interface SentPairs {
  pairs: Pair[];
  malformed: boolean;
}

export type Input =
  | { kind: 'u32' | 'i32' | 'i64' | 'u64'; name: string }
  | { kind: 'enum'; name: string; table: Readonly<Record<string, number>> }
  /** Pointer and size. A `name` is a text in small letters, whatever the guest sent. */
  | { kind: 'bytes' | 'text' | 'name' | 'pairs'; name: string };

export type Output =
  | { kind: 'u32' | 'u64' | 'bytes' | 'pairs'; name: string }
  /** Places for a pointer and a size, each of which may be 0: not wanted. Every result goes through the allocator, also an empty one. */
  | { kind: 'wanted-bytes'; name: string };

type ValueOf<I> = I extends { kind: 'enum'; table: infer T }
  ? T[keyof T]
  : I extends { kind: 'u32' | 'i32' }
    ? number
    : I extends { kind: 'i64' | 'u64' }
      ? bigint
      : I extends { kind: 'text' | 'name' }
        ? ByteString
        : I extends { kind: 'pairs' }
          ? SentPairs
          : Uint8Array;
type ResultOf<O> = O extends { kind: 'u32' }
  ? number
  : O extends { kind: 'u64' }
    ? bigint
    : O extends { kind: 'wanted-bytes' }
      ? Uint8Array | null
      : Uint8Array | ByteString;

export type InputValue = number | bigint | ByteString | Uint8Array | SentPairs;
/** Bytes may be given as a byte string; null is no result at all. */
export type OutputValue = number | bigint | Uint8Array | ByteString | null;

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
  /** What is refused, given the first input, although other inputs lie outside of the memory; null when nothing is. */
  refusesFirst: ((call: Call, first: number) => Refusal | null) | null;
  /** The errno that every call ends with, in Envoy as here; null for what can succeed. */
  onlyError: number | null;
  /** Why this call is not emulated, or null. */
  notEmulated: string | null;
  run: (call: Call, ...inputs: readonly InputValue[]) => Refusal | number | readonly OutputValue[];
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
  refusesFirst?: (call: Call, first: ValueOf<I[0]>) => Refusal | null;
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
    onlyError: null,
    refusesFirst: (definition.refusesFirst as Hostcall['refusesFirst'] | undefined) ?? null,
    notEmulated: null,
    run: definition.run as Hostcall['run'],
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
    refusesFirst: null,
    onlyError: null,
    notEmulated: reason,
    run: () => new Refusal(Status.UNIMPLEMENTED, `not emulated: ${reason}`),
  };
}
