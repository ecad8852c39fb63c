// Which lines of a module's text and which lines of its source belong together.

import type { ModuleText } from '#doctor/module-text.ts';
import type { MappedPosition, PositionLookup } from '#compile/source-map.ts';

export interface TextPlaces {
  /** The source of a line (from 1) of the text; null where the compiler made code of its own. */
  sourceOf(line: number): MappedPosition | null;
  /** The first line of the text that a line of the source became, or the nearest behind it in its file; null when there is none. */
  lineOf(file: string, line: number): number | null;
}

type Written = Extract<ModuleText, { status: 'text' }>;

export function textPlaces({ offsets, functions }: Written, lookup: PositionLookup): TextPlaces {
  const sourceAt = (index: number): MappedPosition | null => {
    const offset = offsets[index] ?? -1;
    return offset < 0 ? null : lookup(offset);
  };
  return {
    sourceOf: (line) => {
      const own = functions.find((one) => one.line === line);
      // The head of a function is where its first instruction is.
      const end = own?.endLine ?? line;
      for (let at = line; at <= end; at++) {
        const source = sourceAt(at - 1);
        if (source !== null) return source;
      }
      return null;
    },
    lineOf: (file, line) => {
      let best: { at: number; line: number } | null = null;
      for (let index = 0; index < offsets.length; index++) {
        const source = sourceAt(index);
        if (source === null || source.file !== file || source.line < line) continue;
        if (best === null || source.line < best.line) best = { at: index + 1, line: source.line };
        if (best.line === line) break;
      }
      return best?.at ?? null;
    },
  };
}
