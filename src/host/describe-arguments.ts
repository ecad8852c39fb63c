// What a hostcall was given and what it gave back, as a person reads them.

import { encodeBase64 } from '#abi/base64.ts';
import { type ByteString, fromByteString, isAscii, utf8OrNull } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { decodePairs, type Pair } from '#abi/pairs.ts';
import { OutsideMemory } from './argument-codec.ts';
import type { Hostcall, InputValue, OutputValue } from './define-hostcall.ts';
import type { DecodedArgument } from './tracer.ts';

const SHOWN_BYTES = 400;

/** The same as {@link showBytes} of most texts, without making bytes of them. */
function showText(text: ByteString): string {
  return text.length <= SHOWN_BYTES && isAscii(text)
    ? JSON.stringify(text)
    : showBytes(fromByteString(text));
}

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

function showInput(value: InputValue | OutsideMemory): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof OutsideMemory) return `${value.sizeBytes} bytes outside of the memory`;
  if (typeof value === 'string') return showText(value);
  if (value instanceof Uint8Array) return showBytes(value);
  return value.malformed ? 'malformed map' : showPairs(value.pairs);
}

/** Inputs as a person reads them. */
export function describeInputs(
  hostcall: Hostcall,
  values: readonly (InputValue | OutsideMemory)[],
): DecodedArgument[] {
  return hostcall.inputs.map((input, index) => {
    const value = values[index] ?? 0;
    const isNumber = input.kind === 'enum' && typeof value === 'number';
    return { name: input.name, text: isNumber ? nameOf(input.table, value) : showInput(value) };
  });
}

/** Results as a person reads them. */
export function describeOutputs(
  hostcall: Hostcall,
  results: readonly OutputValue[],
): DecodedArgument[] {
  return hostcall.outputs.map((output, index) => {
    const result = results[index] ?? null;
    if (result === null) return { name: output.name, text: 'none' };
    if (typeof result === 'number' || typeof result === 'bigint')
      return { name: output.name, text: String(result) };
    if (typeof result === 'string') return { name: output.name, text: showText(result) };
    const pairs = output.kind === 'pairs' ? decodePairs(result) : null;
    return { name: output.name, text: pairs === null ? showBytes(result) : showPairs(pairs) };
  });
}
