// The part of asc that Sluice uses, described by hand: asc's own declarations cover the whole compiler.

import type { AscSource } from './lint/ast.ts';

export interface AscRange {
  /** UTF-16 offsets in the source. */
  start: number;
  end: number;
  source: { normalizedPath: string };
}

export interface AscDiagnostic {
  message: string;
  code: number;
  /** 0 pedantic, 1 info, 2 warning, 3 error. */
  category: number;
  range: AscRange | null;
  relatedRange: AscRange | null;
}

export interface AscTransform {
  /** Called with what has been parsed, when all of it could be. */
  afterParse(parser: { sources: AscSource[] }): void;
}

export interface AscHost {
  readFile(name: string, baseDir: string): string | null;
  writeFile(name: string, contents: Uint8Array | string, baseDir: string): void;
  listFiles(folder: string, baseDir: string): string[] | null;
  reportDiagnostic(diagnostic: AscDiagnostic): void;
  /** Asked along the way, as `AscTransform` has it. asc's own type wants members that it fills in only for classes. */
  transforms: never[];
}

export interface Asc {
  version: string;
  main(
    args: string[],
    host: AscHost,
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
  /** Sources that are imported as `~lib/…`, by path without `.ts`. Shared by all compiles. */
  libraryFiles: Record<string, string>;
  definitionFiles: { assembly: string };
}
