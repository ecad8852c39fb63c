// The compiler as its callers see it: what goes in, what comes out. Both ends of the worker import this file and nothing else of it.

export interface SourceText {
  /** Path inside the project, such as `filter.ts`. The first file of a request is the entry. */
  path: string;
  text: string;
}

/** `debug`: O0 with names and source map, to run. `release`: Oz without either, to download. */
export type Profile = 'debug' | 'release';

export interface CompileRequest {
  /** Grows with every request; only the newest is worth an answer. */
  revision: number;
  files: SourceText[];
  profile: Profile;
}

export interface SourceRange {
  file: string;
  /** UTF-16 offsets in the file's text. */
  start: number;
  end: number;
  /** Both from 1. */
  line: number;
  column: number;
}

export interface Diagnostic {
  severity: 'error' | 'warning' | 'info';
  /** Who says so: the compiler, or a lint of ours. */
  source: 'asc' | 'sluice';
  /** asc's number with its prefix, such as `TS2304`, or the name of the lint. Empty when there is none. */
  code: string;
  message: string;
  /** Null when the problem has no place in the person's files. */
  range: SourceRange | null;
  related: SourceRange | null;
}

export interface CompileStats {
  durationMs: number;
  sizeBytes: number;
}

export type CompileOutcome =
  | {
      status: 'compiled';
      revision: number;
      module: Uint8Array<ArrayBuffer>;
      /** JSON of the source map (debug only). Sources are the paths of the request and `~lib/…`. */
      sourceMap: string | null;
      diagnostics: Diagnostic[];
      stats: CompileStats;
    }
  | { status: 'failed'; revision: number; diagnostics: Diagnostic[] }
  | { status: 'superseded'; revision: number }
  /** The compiler itself broke; the caller should start a new one. */
  | { status: 'crashed'; revision: number; message: string };

export interface CompilerInfo {
  /** Version of asc. */
  version: string;
  /** Declarations for the editor: asc's own globals and the SDK, by file name. */
  declarations: { path: string; text: string }[];
}

export interface CompilerApi {
  /** Loads asc and compiles once to warm it up. */
  ready(): Promise<CompilerInfo>;
  compile(request: CompileRequest): Promise<CompileOutcome>;
}
