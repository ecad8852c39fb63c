// Sequences of random hostcalls in words: callback, hostcall, and arguments as what they stand for.

import { decodePairs } from '#abi/pairs.ts';
import { nameOf } from '#abi/named-values.ts';
import type { Input } from '#host/define-hostcall.ts';
import type { FuzzSequence } from './generate.ts';
import { layout, RETURN, targets } from './guest.ts';
import { poolBytes } from './pool.ts';

const shownCharacters = 120;

/** What the pool has there; null for a place elsewhere. */
function poolSlice(at: number, size: number): Uint8Array | null {
  const from = at - layout.pool;
  return from < 0 || from + size > poolBytes.length ? null : poolBytes.subarray(from, from + size);
}

function told(input: Input, words: readonly number[]): string {
  const [first = 0, size = 0] = words;
  if (input.kind === 'enum') return nameOf(input.table, first);
  if (words.length === 1) return String(first);
  const bytes = poolSlice(first, size);
  if (bytes === null) return `${size} byte${size === 1 ? '' : 's'} at ${first}`;
  const pairs = input.kind === 'pairs' ? decodePairs(bytes) : null;
  const text = JSON.stringify(pairs ?? String.fromCharCode(...bytes));
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters)}… (${size} bytes)`
    : text;
}

function tellRecord({ phase, target, args }: FuzzSequence['records'][number]): string {
  if (target === RETURN) return `  ${phase}: return ${args[0]}`;
  const called = targets[target];
  if (called === undefined) return `  ${phase}: target ${target}`;
  let at = 0;
  const inputs = called.hostcall.inputs.map((input) => {
    const isPlace = ['bytes', 'text', 'name', 'pairs'].includes(input.kind);
    const words = args.slice(at, at + (isPlace ? 2 : 1));
    at += words.length;
    return `${input.name} ${told(input, words)}`;
  });
  const rest = args.slice(at);
  const results = rest.length === 0 ? '' : ` → ${rest.join(', ')}`;
  return `  ${phase}: ${called.hostcall.name}(${inputs.join(', ')})${results}`;
}

export function tellSequences(sequences: readonly FuzzSequence[]): string[] {
  return sequences.flatMap(({ exchange: { request, upstream }, records }, index) => {
    const chunks = request?.body?.chunks?.length ?? 0;
    const body = chunks === 0 ? '' : `, a body in ${chunks}`;
    const status = upstream?.kind === 'answer' ? ` ${upstream.status}` : '';
    return [
      `request ${index + 1}: ${request?.method ?? 'GET'} ${request?.path ?? '/'}${body}, upstream ${upstream?.kind}${status}`,
      ...records.map(tellRecord),
    ];
  });
}
