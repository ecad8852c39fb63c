// Between the raw numbers of a wasm call and the values that a hostcall works with: reads and writes the guest's memory,
// following the table entry alone.

import { toByteString } from '#abi/byte-string.ts';
import { decodePairs } from '#abi/pairs.ts';
import { Status } from '#abi/status.ts';
import type { Hostcall, InputValue, OutputValue } from './define-hostcall.ts';
import type { GuestMemory } from './memory.ts';
import { Refusal } from './refusal.ts';

/** A number of a wasm call, unsigned. */
export const u32 = (raw: number | bigint | undefined): number => Number(raw ?? 0) >>> 0;

/** The wasm types of an entry's parameters, in order. */
export function parameterTypes(hostcall: Hostcall): ('i32' | 'i64')[] {
  const types: ('i32' | 'i64')[] = [];
  for (const input of hostcall.inputs) {
    if (input.kind === 'i64' || input.kind === 'u64') types.push('i64');
    else if (input.kind === 'bytes' || input.kind === 'text' || input.kind === 'pairs')
      types.push('i32', 'i32');
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
    if (input.kind === 'i64') values.push(BigInt(raw));
    else if (input.kind === 'u64') values.push(BigInt.asUintN(64, BigInt(raw)));
    else if (input.kind === 'i32') values.push(Number(raw));
    else if (input.kind === 'u32') values.push(u32(raw));
    else if (input.kind === 'enum') {
      const value = u32(raw);
      if (value >= Object.keys(input.table).length) {
        return new Refusal(
          Status.BAD_ARGUMENT,
          `${input.name} ${value} is not one that Envoy knows`,
        );
      }
      values.push(value);
    } else {
      const pointer = u32(raw);
      const size = u32(args[at++]);
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
    const target = u32(args[at++]);
    let ok: boolean;
    if (typeof result === 'number') ok = memory.writeU32(target, result);
    else if (typeof result === 'bigint') ok = memory.writeU64(target, result);
    else {
      const sizeTarget = u32(args[at++]);
      const bytes = result ?? new Uint8Array();
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
    if (!ok)
      return new Refusal(
        Status.INVALID_MEMORY_ACCESS,
        `${output.name} points outside of the guest's memory`,
      );
  }
  return null;
}
