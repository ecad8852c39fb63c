// The raw side of a hostcall's arguments: which numbers the guest passed for each, and its bytes as far as the report keeps them.

import { decodeBase64 } from '#abi/base64.ts';
import { utf8 } from '#abi/byte-string.ts';
import type { HostcallEvent, TraceEvent } from '#run/api.ts';
import { argumentText } from './call-list.ts';

export interface ArgumentBytes {
  /** The first bytes; the report keeps 400. */
  bytes: Uint8Array;
  sizeBytes: number;
}

export interface RawArgument {
  name: string;
  text: string;
  isOutput: boolean;
  /** `i32 0`, `6 B at 0x5f40`. */
  raw: string;
  /** Where the bytes lie in the guest's memory; null for a number, and when it is unknown. */
  address: number | null;
  bytes: ArgumentBytes | null;
}

/** Bytes out of a readable value; null for numbers, names and lists. */
export function bytesOfText(text: string): ArgumentBytes | null {
  const [, shown = '', size] = /^(".*"|base64 [^…]*?)(?:… \((\d+) B\))?$/s.exec(text) ?? [];
  if (shown === '') return null;
  const bytes = shown.startsWith('"')
    ? utf8(String(JSON.parse(shown)))
    : (decodeBase64(shown.slice('base64 '.length)) ?? new Uint8Array());
  return { bytes, sizeBytes: size === undefined ? bytes.length : Number(size) };
}

/** Texts, bytes and lists are passed as a pointer and a size, everything else as one number. */
function isPointed(text: string): boolean {
  return /^["[]|^base64 |^malformed map$|bytes outside of the memory$/.test(text);
}

export function rawArguments(event: HostcallEvent, events: readonly TraceEvent[]): RawArgument[] {
  let next = 0;
  const inputs = event.inputs.map((input): RawArgument => {
    const base = { name: input.name, text: argumentText(input), isOutput: false };
    const first = event.args[next] ?? 0;
    next += 1;
    if (!isPointed(input.text)) return { ...base, raw: `i32 ${first}`, address: null, bytes: null };
    const size = event.args[next] ?? 0;
    next += 1;
    return { ...base, ...pointed(input.text, Number(first), Number(size)) };
  });
  const allocated = allocationsOf(event, events);
  const outputs = event.outputs.map((output): RawArgument => {
    const base = { name: output.name, text: output.text, isOutput: true };
    const bytes = bytesOfText(output.text);
    const address = isPointed(output.text) ? (allocated.shift() ?? null) : null;
    if (bytes === null || address === null) return { ...base, raw: '', address, bytes };
    return { ...base, raw: `${bytes.sizeBytes} B at ${hex(address)}`, address, bytes };
  });
  return [...inputs, ...outputs];
}

function pointed(
  text: string,
  address: number,
  size: number,
): Pick<RawArgument, 'raw' | 'address' | 'bytes'> {
  return { raw: `${size} B at ${hex(address)}`, address, bytes: bytesOfText(text) };
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Where the guest's allocator put the results, in their order. */
function allocationsOf(event: HostcallEvent, events: readonly TraceEvent[]): number[] {
  const found: number[] = [];
  for (let index = event.seq + 1; index < events.length; index += 1) {
    const inside = events[index];
    if (inside === undefined || inside.parent === null || inside.parent < event.seq) break;
    if (inside.kind === 'callback' && inside.parent === event.seq && inside.result !== null) {
      found.push(inside.result);
    }
  }
  return found;
}
