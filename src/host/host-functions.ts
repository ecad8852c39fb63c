// The functions that a guest imports, made from table entries. A traced guest gets functions that tell everything; an untraced one
// gets, for the common forms of calls, functions that make no lists on their way. What a call means stands in its entry alone.

import { Status } from '#abi/status.ts';
import {
  firstOutputOf,
  numbersOf,
  type OutsideMemory,
  type RawValue,
  readInputs,
  refuseInputs,
  writeOutputs,
} from './argument-codec.ts';
import type { Call, Hostcall, Input, InputValue, Output, OutputValue } from './define-hostcall.ts';
import { Refusal } from './refusal.ts';
import type { Tracer } from './tracer.ts';

/** The host's side of one VM, as its functions need it. */
export interface Crossing {
  /** In force now. */
  readonly call: Call;
  readonly tracer: Tracer | null;
  /** True while not every call may be made: then {@link admit} is to be asked. */
  isRestricted: boolean;
  /** Throws when the guest may not make this call now. */
  admit(hostcall: Hostcall): void;
  /** A block of guest memory from the guest's own allocator, or null when it gave none that lies inside. */
  readonly allocate: (size: number) => number | null;
}

export type HostFunction = (...args: RawValue[]) => number | undefined;

export function hostFunction(hostcall: Hostcall, module: string, crossing: Crossing): HostFunction {
  if (crossing.tracer !== null) return traced(hostcall, module, crossing, crossing.tracer);
  return directly(hostcall, crossing) ?? plain(hostcall, crossing);
}

interface Outcome {
  result: number;
  outputs: readonly OutputValue[] | null;
  why: string;
}

const refused = (refusal: Refusal): Outcome => ({
  result: refusal.status,
  outputs: null,
  why: refusal.why,
});

function perform(
  hostcall: Hostcall,
  args: readonly RawValue[],
  values: readonly (InputValue | OutsideMemory)[],
  firstOutput: number,
  { call, allocate }: Crossing,
): Outcome {
  const bad = refuseInputs(hostcall.inputs, values);
  if (bad !== null) {
    const isMemory = bad.status === Status.INVALID_MEMORY_ACCESS;
    return refused((isMemory && hostcall.refusesFirst?.(call, Number(values[0]))) || bad);
  }
  if (hostcall.clearsOutput && !call.memory.writeU32(Number(args[firstOutput]) >>> 0, 0)) {
    const why = 'the place for the result is outside of the memory';
    return refused(new Refusal(Status.INVALID_MEMORY_ACCESS, why));
  }
  // None of them is outside of the memory any more.
  const outcome = hostcall.run(call, ...(values as readonly InputValue[]));
  const { note } = call;
  call.note = '';
  if (outcome instanceof Refusal) {
    const unwritten = outcome.clearsOutputs
      ? writeOutputs(hostcall, args, firstOutput, [], call.memory, allocate)
      : null;
    return refused(unwritten ?? outcome);
  }
  if (typeof outcome === 'number') return { result: outcome, outputs: null, why: note };
  const failure = writeOutputs(hostcall, args, firstOutput, outcome, call.memory, allocate);
  return failure === null ? { result: Status.OK, outputs: outcome, why: note } : refused(failure);
}

function traced(
  hostcall: Hostcall,
  module: string,
  crossing: Crossing,
  tracer: Tracer,
): HostFunction {
  const firstOutput = firstOutputOf(hostcall);
  const returnsNothing = hostcall.returns === 'nothing';
  const { call } = crossing;
  return (...args) => {
    const stack = tracer.wantsStack() ? new Error() : null;
    tracer.enterHostcall(hostcall, module, call.contextId, args, stack);
    if (crossing.isRestricted) crossing.admit(hostcall);
    const inputs = readInputs(hostcall.inputs, args, call.memory);
    const { result, outputs, why } = perform(hostcall, args, inputs, firstOutput, crossing);
    tracer.leaveHostcall({
      hostcall,
      inputs,
      outputs,
      why,
      result: returnsNothing ? null : result,
    });
    return returnsNothing ? undefined : result;
  };
}

function plain(hostcall: Hostcall, crossing: Crossing): HostFunction {
  const firstOutput = firstOutputOf(hostcall);
  const returnsNothing = hostcall.returns === 'nothing';
  const { call } = crossing;
  return (...args) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    const inputs = readInputs(hostcall.inputs, args, call.memory);
    const { result } = perform(hostcall, args, inputs, firstOutput, crossing);
    return returnsNothing ? undefined : result;
  };
}

type Given = ReturnType<Hostcall['run']>;

const statusOf = (given: Given): number =>
  given instanceof Refusal ? given.status : typeof given === 'number' ? given : Status.OK;

function giveNumber(given: Given, at: number, { call }: Crossing): number {
  if (given instanceof Refusal || typeof given === 'number') return statusOf(given);
  const [value] = given;
  if (typeof value !== 'number')
    throw new TypeError('a hostcall gave something else than a number');
  return call.memory.writeU32(at >>> 0, value) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
}

/** Hands over the only result, which is bytes. */
function giveBytes(
  outcome: Given,
  pointerAt: number,
  sizeAt: number,
  { call: { memory }, allocate }: Crossing,
): number {
  if (outcome instanceof Refusal || typeof outcome === 'number') return statusOf(outcome);
  const [bytes] = outcome;
  if (typeof bytes !== 'string' && !(bytes instanceof Uint8Array))
    throw new TypeError('a hostcall gave something else than bytes');
  let pointer = 0;
  if (bytes.length > 0) {
    const block = allocate(bytes.length);
    if (block === null) return Status.INVALID_MEMORY_ACCESS;
    pointer = block;
    const fits =
      typeof bytes === 'string' ? memory.writeText(pointer, bytes) : memory.write(pointer, bytes);
    if (!fits) return Status.INVALID_MEMORY_ACCESS;
  }
  return memory.writeU32(pointerAt >>> 0, pointer) && memory.writeU32(sizeAt >>> 0, bytes.length)
    ? Status.OK
    : Status.INVALID_MEMORY_ACCESS;
}

/** A function for one of the common forms of calls, or null for another form. */
function directly(hostcall: Hostcall, crossing: Crossing): HostFunction | null {
  const [first] = hostcall.inputs;
  if (first === undefined || hostcall.returns !== 'status' || hostcall.clearsOutput) return null;
  const form = `${kinds(hostcall.inputs)} → ${kinds(hostcall.outputs)}`;
  const make = first.kind === 'enum' ? enumForms[form] : undefined;
  if (make !== undefined && first.kind === 'enum')
    return make(hostcall, crossing, numbersOf(first)) as HostFunction;
  return form === 'text → bytes' ? (textToBytes(hostcall, crossing) as HostFunction) : null;
}

const kinds = (list: readonly (Input | Output)[]): string => list.map(({ kind }) => kind).join(' ');

type DirectFunction = (a: number, b: number, c: number, d: number, e: number) => number;

/** By the kinds of inputs and outputs. The enumeration is looked at first, then the memory, as in {@link refuseInputs}. */
const enumForms: Readonly<
  Record<string, (hostcall: Hostcall, crossing: Crossing, numbers: number) => DirectFunction>
> = {
  'enum → u32': (hostcall, crossing, numbers) => (value, at) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    if (value >>> 0 >= numbers) return Status.BAD_ARGUMENT;
    return giveNumber(hostcall.run(crossing.call, value), at, crossing);
  },
  'enum name → bytes': (hostcall, crossing, numbers) => (value, at, size, pointerAt, sizeAt) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    if (value >>> 0 >= numbers) return Status.BAD_ARGUMENT;
    const name = crossing.call.memory.readName(at >>> 0, size >>> 0);
    if (name === null) return Status.INVALID_MEMORY_ACCESS;
    return giveBytes(hostcall.run(crossing.call, value, name), pointerAt, sizeAt, crossing);
  },
  'enum name → ': (hostcall, crossing, numbers) => (value, at, size) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    if (value >>> 0 >= numbers) return Status.BAD_ARGUMENT;
    const name = crossing.call.memory.readName(at >>> 0, size >>> 0);
    if (name === null) return Status.INVALID_MEMORY_ACCESS;
    return statusOf(hostcall.run(crossing.call, value, name));
  },
  'enum name text → ': (hostcall, crossing, numbers) => (value, at, size, textAt, textSize) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    if (value >>> 0 >= numbers) return Status.BAD_ARGUMENT;
    const { memory } = crossing.call;
    const name = memory.readName(at >>> 0, size >>> 0);
    const text = memory.readText(textAt >>> 0, textSize >>> 0);
    if (name === null || text === null) return Status.INVALID_MEMORY_ACCESS;
    return statusOf(hostcall.run(crossing.call, value, name, text));
  },
  'enum text → ': (hostcall, crossing, numbers) => (value, at, size) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    if (value >>> 0 >= numbers) return Status.BAD_ARGUMENT;
    const text = crossing.call.memory.readText(at >>> 0, size >>> 0);
    if (text === null) return Status.INVALID_MEMORY_ACCESS;
    return statusOf(hostcall.run(crossing.call, value, text));
  },
};

const textToBytes =
  (hostcall: Hostcall, crossing: Crossing): DirectFunction =>
  (at, size, pointerAt, sizeAt) => {
    if (crossing.isRestricted) crossing.admit(hostcall);
    const text = crossing.call.memory.readText(at >>> 0, size >>> 0);
    if (text === null) return Status.INVALID_MEMORY_ACCESS;
    return giveBytes(hostcall.run(crossing.call, text), pointerAt, sizeAt, crossing);
  };
