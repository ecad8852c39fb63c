// The part of asc that Sluice uses, described by hand: asc's own declarations cover the whole compiler.

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

export interface AscHost {
  readFile(name: string, baseDir: string): string | null;
  writeFile(name: string, contents: Uint8Array | string, baseDir: string): void;
  listFiles(folder: string, baseDir: string): string[] | null;
  reportDiagnostic(diagnostic: AscDiagnostic): void;
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
