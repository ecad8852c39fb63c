// From a byte offset in a module back to the place in the source that it came from.

import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { functionBodies } from './function-bodies.ts';
import { personalPath } from './layout.ts';

export interface MappedPosition {
  /** A path of the person's files, or `~lib/…`. */
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

/** Answers null where the compiler made code that no source stands for. */
export type PositionLookup = (offset: number) => MappedPosition | null;

/** asc's source map with the person's paths and without the sources, which the page has anyway. */
export function trimSourceMap(json: string): string {
  const map = JSON.parse(json) as { sources: string[]; names: string[]; mappings: string };
  return JSON.stringify({
    version: 3,
    sources: map.sources.map(personalPath),
    names: [],
    mappings: map.mappings,
  });
}

/**
 * A lookup for one module. An offset without a mapping of its own (the `unreachable` after a call to abort, for example)
 * belongs to the nearest mapped one before it in the same function.
 */
export function createPositionLookup(sourceMap: string, module: Uint8Array): PositionLookup {
  const map = new TraceMap(sourceMap);
  const segments = decodedMappings(map)[0] ?? [];
  const bodies = functionBodies(module);
  return (offset) => {
    const body = bodies[lastAtOrBefore(bodies, offset, (one) => one.start)];
    if (body === undefined || offset >= body.end) return null;
    let inLibrary: MappedPosition | null = null;
    for (let at = lastAtOrBefore(segments, offset, (one) => one[0]); at >= 0; at--) {
      const segment = segments[at];
      if (segment === undefined || segment[0] < body.start) break;
      if (segment.length === 1) continue;
      const file = map.sources[segment[1]];
      if (!file) continue;
      const position = { file, line: segment[2] + 1, column: segment[3] + 1 };
      if (!file.startsWith('~lib/')) return position;
      // In a function of the person this is library code that asc put there, such as the default of an argument.
      inLibrary ??= position;
    }
    return inLibrary;
  };
}

/** Index of the last element whose key is not above `key`, or -1. */
function lastAtOrBefore<T>(sorted: readonly T[], key: number, keyOf: (one: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(sorted[middle] as T) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
