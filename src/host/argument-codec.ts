// Between the raw numbers of a wasm call and the values that a hostcall works with: reads and writes the guest's memory,
// following the table entry alone.

import type { ByteString } from '#abi/byte-string.ts';
import { decodePairs } from '#abi/pairs.ts';
import { Status } from '#abi/status.ts';
import type { Hostcall, Input, InputValue, Output, OutputValue } from './define-hostcall.ts';
import type { GuestMemory } from './memory.ts';
import { Refusal } from './refusal.ts';

export type RawValue = number | bigint;

/** A number of a wasm call, unsigned. */
export const u32 = (raw: RawValue | undefined): number => Number(raw ?? 0) >>> 0;

const isBytes = ({ kind }: Input | Output): boolean =>
  kind === 'bytes' ||
  kind === 'text' ||
  kind === 'name' ||
  kind === 'pairs' ||
  kind === 'wanted-bytes';

/** The wasm types of an entry's parameters, in order. */
export function parameterTypes(hostcall: Hostcall): ('i32' | 'i64')[] {
  const types: ('i32' | 'i64')[] = [];
  for (const input of hostcall.inputs) {
    if (input.kind === 'i64' || input.kind === 'u64') types.push('i64');
    else if (isBytes(input)) types.push('i32', 'i32');
    else types.push('i32');
  }
  for (const output of hostcall.outputs) {
    types.push('i32');
    if (isBytes(output)) types.push('i32');
  }
  return types;
}

/** The index of the first parameter that says where a result goes. */
export function firstOutputOf(hostcall: Hostcall): number {
  return hostcall.outputs.reduce(
    (count, output) => count - (isBytes(output) ? 2 : 1),
    parameterTypes(hostcall).length,
  );
}

/** A pointer and a size of which not all is inside of the guest's memory. */
export class OutsideMemory {
  readonly why: string;
  readonly sizeBytes: number;

  constructor(name: string, pointer: number, size: number, memory: GuestMemory) {
    this.sizeBytes = size;
    this.why = `${name} (${size} bytes at ${pointer}) is not inside of the guest's memory of ${memory.sizeBytes} bytes`;
  }
}

/** The bytes of one input, in the form of its kind. */
function readBytes(
  input: Input,
  pointer: number,
  size: number,
  memory: GuestMemory,
): InputValue | OutsideMemory {
  if (input.kind === 'text' || input.kind === 'name') {
    const text =
      input.kind === 'name' ? memory.readName(pointer, size) : memory.readText(pointer, size);
    return text ?? new OutsideMemory(input.name, pointer, size, memory);
  }
  const bytes = memory.read(pointer, size);
  if (bytes === null) return new OutsideMemory(input.name, pointer, size, memory);
  if (input.kind === 'bytes') return bytes;
  const pairs = decodePairs(bytes);
  return { pairs: pairs ?? [], malformed: pairs === null };
}

/** Reads the inputs from raw wasm arguments, as far as they can be read. */
export function readInputs(
  inputs: readonly Input[],
  args: readonly RawValue[],
  memory: GuestMemory,
): (InputValue | OutsideMemory)[] {
  const values: (InputValue | OutsideMemory)[] = [];
  let at = 0;
  for (const input of inputs) {
    const raw = args[at++] ?? 0;
    if (isBytes(input)) values.push(readBytes(input, u32(raw), u32(args[at++]), memory));
    else if (input.kind === 'i64') values.push(BigInt(raw));
    else if (input.kind === 'u64') values.push(BigInt.asUintN(64, BigInt(raw)));
    else if (input.kind === 'i32') values.push(Number(raw));
    else values.push(u32(raw));
  }
  return values;
}

/** What is wrong with the inputs, or null. Enumerations are checked before memory, as Envoy does. */
export function refuseInputs(
  inputs: readonly Input[],
  values: readonly (InputValue | OutsideMemory)[],
): Refusal | null {
  let outside: OutsideMemory | null = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'object') {
      if (outside === null && value instanceof OutsideMemory) outside = value;
      continue;
    }
    const input = inputs[i];
    if (input?.kind === 'enum' && typeof value === 'number' && value >= numbersOf(input))
      return unknownNumber(input, value);
  }
  return outside === null ? null : new Refusal(Status.INVALID_MEMORY_ACCESS, outside.why);
}

/** How many numbers an enumeration has; they count from 0. */
export const numbersOf = ({ table }: Input & { kind: 'enum' }): number => Object.keys(table).length;

function unknownNumber({ name, table }: Input & { kind: 'enum' }, value: number): Refusal {
  const known = Object.entries(table).map(([word, number]) => `${number} ${word}`);
  const why = `${name} ${value} is not one that Envoy knows; there are ${known.join(', ')}`;
  return new Refusal(Status.BAD_ARGUMENT, why);
}

export type Allocate = (size: number) => number | null;

/** Writes the results where the guest wants them. Byte results are put into memory that the guest's allocator gives. */
export function writeOutputs(
  hostcall: Hostcall,
  args: readonly RawValue[],
  firstOutput: number,
  results: readonly OutputValue[],
  memory: GuestMemory,
  allocate: Allocate,
): Refusal | null {
  let at = firstOutput;
  for (let i = 0; i < hostcall.outputs.length; i++) {
    const result = results[i];
    const target = u32(args[at++]);
    let ok: boolean;
    if (typeof result === 'number') ok = memory.writeU32(target, result);
    else if (typeof result === 'bigint') ok = memory.writeU64(target, result);
    else {
      const size = result?.length ?? 0;
      const sizeTarget = u32(args[at++]);
      if (hostcall.outputs[i]?.kind === 'wanted-bytes') {
        const failure = writeWanted(result ?? null, target, sizeTarget, memory, allocate);
        if (failure !== null) return failure;
        continue;
      }
      // Nothing to hand over: the allocator is not called, and the guest reads pointer 0 and size 0.
      const pointer = size === 0 ? 0 : allocate(size);
      if (pointer === null || (size > 0 && !writeBytes(memory, pointer, result ?? ''))) {
        return new Refusal(
          Status.INVALID_MEMORY_ACCESS,
          `the guest's allocator did not give a block of ${size} bytes inside of its memory`,
        );
      }
      ok = memory.writeU32(target, pointer) && memory.writeU32(sizeTarget, size);
    }
    if (!ok)
      return new Refusal(
        Status.INVALID_MEMORY_ACCESS,
        `${hostcall.outputs[i]?.name ?? ''} points outside of the guest's memory`,
      );
  }
  return null;
}

function writeWanted(
  result: Uint8Array | ByteString | null,
  target: number,
  sizeTarget: number,
  memory: GuestMemory,
  allocate: Allocate,
): Refusal | null {
  let pointer = 0;
  if (result !== null && target !== 0) {
    pointer = allocate(result.length) ?? 0;
    if (result.length > 0 && (pointer === 0 || !writeBytes(memory, pointer, result))) {
      return new Refusal(
        Status.INVALID_MEMORY_ACCESS,
        `the guest's allocator did not give a block of ${result.length} bytes inside of its memory; a real Envoy crashes here`,
      );
    }
  }
  const written =
    (target === 0 || memory.writeU32(target, pointer)) &&
    (sizeTarget === 0 || memory.writeU32(sizeTarget, result?.length ?? 0));
  return written
    ? null
    : new Refusal(
        Status.INVALID_MEMORY_ACCESS,
        "the place for the result is outside of the guest's memory",
      );
}

function writeBytes(memory: GuestMemory, at: number, value: Uint8Array | ByteString): boolean {
  return typeof value === 'string' ? memory.writeText(at, value) : memory.write(at, value);
}
