// Puts a cap on a module's memory and, when asked, a counter into its loops, and keeps track of where every byte came from,
// so that traps are reported at the offsets of the module that the person has.

import { leb } from './leb128.ts';
import type { ModuleInfo, Section } from './module-info.ts';
import { skipInstruction } from './wasm-instructions.ts';
import { WasmReader } from './wasm-reader.ts';

/** Name under which the loop counter is exported from a rewritten module. */
export const LOOP_COUNTER = '__sluice_loop_turns';

export interface RewrittenModule {
  bytes: Uint8Array;
  /** Offset in the original module of an offset in the rewritten one. */
  originalOffset(offset: number): number;
}

/** Bytes being put together from pieces of the original and new ones, with the origin of each piece. */
class Assembly {
  readonly source: Uint8Array;
  readonly pieces: { bytes: Uint8Array; from: number; copied: boolean }[] = [];
  size = 0;

  constructor(source: Uint8Array) {
    this.source = source;
  }

  copy(from: number, to: number): void {
    if (to > from) this.#push(this.source.subarray(from, to), from, true);
  }

  /** New bytes, which count as being at `from` of the original. */
  insert(bytes: readonly number[], from: number): void {
    this.#push(Uint8Array.from(bytes), from, false);
  }

  append(other: Assembly): void {
    for (const piece of other.pieces) this.#push(piece.bytes, piece.from, piece.copied);
  }

  #push(bytes: Uint8Array, from: number, copied: boolean): void {
    this.pieces.push({ bytes, from, copied });
    this.size += bytes.length;
  }

  finish(): RewrittenModule {
    const bytes = new Uint8Array(this.size);
    const starts: number[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      starts.push(at);
      bytes.set(piece.bytes, at);
      at += piece.bytes.length;
    }
    const originalOffset = (offset: number): number => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      const piece = this.pieces[low];
      if (piece === undefined) return offset;
      return piece.copied ? piece.from + offset - (starts[low] ?? 0) : piece.from;
    };
    return { bytes, originalOffset };
  }
}

function section(id: number, contents: Assembly, from: number): Assembly {
  const whole = new Assembly(contents.source);
  whole.insert([id, ...leb(contents.size)], from);
  whole.append(contents);
  return whole;
}

/** The vector of a section with one more item at its end. */
function appended(
  bytes: Uint8Array,
  old: Section | null,
  item: readonly number[],
  from: number,
): Assembly {
  const contents = new Assembly(bytes);
  if (old === null) {
    contents.insert([...leb(1), ...item], from);
    return contents;
  }
  const reader = new WasmReader(bytes, old.contents, old.end);
  const count = reader.u();
  contents.insert(leb(count + 1), old.contents);
  contents.copy(reader.at, old.end);
  contents.insert(item, old.end);
  return contents;
}

function guardedCode(bytes: Uint8Array, code: Section, counter: number): Assembly {
  const turn = [
    0x23,
    ...leb(counter),
    0x41,
    1,
    0x6b,
    0x24,
    ...leb(counter), // counter -= 1
    0x23,
    ...leb(counter),
    0x45,
    0x04,
    0x40,
    0x00,
    0x0b, // if (counter == 0) unreachable
  ];
  const contents = new Assembly(bytes);
  const reader = new WasmReader(bytes, code.contents, code.end);
  const count = reader.u();
  contents.copy(code.contents, reader.at);
  for (let i = 0; i < count; i++) {
    const sizeAt = reader.at;
    const end = reader.u() + reader.at;
    const body = new Assembly(bytes);
    let copied = reader.at;
    const groups = reader.u();
    for (let group = 0; group < groups; group++) {
      reader.u();
      reader.valueType();
    }
    while (reader.at < end) {
      const isLoop = bytes[reader.at] === 0x03;
      skipInstruction(reader);
      if (!isLoop) continue;
      body.copy(copied, reader.at);
      body.insert(turn, reader.at);
      copied = reader.at;
    }
    body.copy(copied, end);
    contents.insert(leb(body.size), sizeAt);
    contents.append(body);
  }
  return contents;
}

export interface RewriteOptions {
  maxPages: number;
  countLoops: boolean;
}

/**
 * The module with its own memory capped at `maxPages`. With `countLoops`, every turn of every loop counts an exported
 * global down; at zero the guest traps. A counter that starts at 0 never gets there in practice.
 */
export function rewriteModule(
  bytes: Uint8Array,
  info: ModuleInfo,
  options: RewriteOptions,
): RewrittenModule {
  const result = new Assembly(bytes);
  const counter = info.globals;
  const global = [0x7f, 1, 0x41, 0, 0x0b];
  const name = Array.from(LOOP_COUNTER, (character) => character.charCodeAt(0));
  const exported = [...leb(name.length), ...name, 3, ...leb(counter)];
  result.copy(0, 8);
  let globalDone = !options.countLoops;
  for (const old of info.sections) {
    // The global section comes before exports, start, elements and code.
    if (!globalDone && old.id >= 7 && old.id !== 13) {
      result.append(section(6, appended(bytes, null, global, old.start), old.start));
      globalDone = true;
    }
    if (old.id === 5 && info.memory !== null)
      result.append(cappedMemory(bytes, old, info, options.maxPages));
    else if (old.id === 6 && options.countLoops) {
      result.append(section(6, appended(bytes, old, global, old.start), old.start));
      globalDone = true;
    } else if (old.id === 7 && options.countLoops) {
      result.append(section(7, appended(bytes, old, exported, old.start), old.start));
    } else if (old.id === 10 && options.countLoops) {
      result.append(section(10, guardedCode(bytes, old, counter), old.start));
    } else result.copy(old.start, old.end);
  }
  return result.finish();
}

function cappedMemory(
  bytes: Uint8Array,
  old: Section,
  info: ModuleInfo,
  maxPages: number,
): Assembly {
  const { memory } = info;
  const contents = new Assembly(bytes);
  const reader = new WasmReader(bytes, old.contents, old.end);
  // More than one memory, a 64-bit one, or a cap of its own that is low enough: left as it is.
  const flags = bytes[old.contents + 1] ?? 0;
  if (
    memory === null ||
    reader.u() !== 1 ||
    flags > 3 ||
    (memory.maxPages ?? maxPages + 1) <= maxPages
  ) {
    contents.copy(old.start, old.end);
    return contents;
  }
  const limits = [
    1,
    flags | 1,
    ...leb(memory.minPages),
    ...leb(Math.max(maxPages, memory.minPages)),
  ];
  contents.insert(limits, old.contents);
  return section(5, contents, old.start);
}
