// What a hostcall was given and what it gave back, as a person reads it.

import { encodeBase64 } from '#abi/base64.ts';
import { utf8OrNull } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { decodePairs, type Pair } from '#abi/pairs.ts';
import { u32 } from './argument-codec.ts';
import type { Hostcall, OutputValue } from './define-hostcall.ts';
import type { GuestMemory } from './memory.ts';
import type { DecodedArgument } from './tracer.ts';

const SHOWN_BYTES = 400;

/** Bytes for a reader: quoted text when they are UTF-8, base64 otherwise, shortened. */
function showBytes(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SHOWN_BYTES);
  // A cut inside of a character must not make text look like binary.
  const text =
    utf8OrNull(head) ?? (bytes.length > SHOWN_BYTES ? utf8OrNull(trimToCharacter(head)) : null);
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
  return pairs.length > 40
    ? `[${shown.join(', ')}, … ${pairs.length} pairs]`
    : `[${shown.join(', ')}]`;
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
    if (input.kind === 'u64') return { name, text: String(BigInt.asUintN(64, BigInt(raw))) };
    if (input.kind === 'i32') return { name, text: String(raw) };
    if (input.kind === 'u32') return { name, text: String(u32(raw)) };
    if (input.kind === 'enum') return { name, text: nameOf(input.table, u32(raw)) };
    const size = u32(args[at++]);
    const bytes = memory.read(u32(raw), size);
    if (bytes === null) return { name, text: `${size} bytes outside of the memory` };
    if (input.kind !== 'pairs') return { name, text: showBytes(bytes) };
    const pairs = decodePairs(bytes);
    return { name, text: pairs === null ? 'malformed map' : showPairs(pairs) };
  });
}

/** Results as a person reads them. */
export function describeOutputs(
  hostcall: Hostcall,
  results: readonly OutputValue[],
): DecodedArgument[] {
  return hostcall.outputs.map((output, index) => {
    const result = results[index];
    if (!(result instanceof Uint8Array)) return { name: output.name, text: String(result) };
    const pairs = output.kind === 'pairs' ? decodePairs(result) : null;
    return { name: output.name, text: pairs === null ? showBytes(result) : showPairs(pairs) };
  });
}
