// One compile: virtual files in, a module or diagnostics out. Knows nothing of where asc and the SDK come from.

import type { CompileOutcome, CompileRequest, Diagnostic, SourceText } from './api.ts';
import type { Asc, AscTransform } from './asc.ts';
import { toDiagnostic } from './diagnostics.ts';
import { lint } from './lint/lint.ts';
import { abiEntry, SDK_PACKAGE, SOURCE_FOLDER } from './layout.ts';
import { commonOptions, profileOptions, toArguments } from './options.ts';
import { packageFiles } from './packages.ts';
import { trimSourceMap } from './source-map.ts';

const MODULE_FILE = 'module.wasm';

/** Files of packages by path: the SDK, and the SDKs whose interface it offers too. */
export function libraryFiles(sdk: readonly SourceText[]): SourceText[] {
  return [
    ...sdk.map(({ path, text }) => ({ path: `${SDK_PACKAGE}/${path}`, text })),
    ...packageFiles(sdk, SDK_PACKAGE),
  ];
}

/** Makes the SDK importable as `proxy-wasm`. Paths of the files are relative to the SDK's own folder. */
export function installSdk(asc: Asc, sdk: readonly SourceText[]): void {
  for (const { path, text } of libraryFiles(sdk)) {
    asc.libraryFiles[path.replace(/\.ts$/, '')] = text;
  }
}

/** Compiles with an asc that has the SDK installed. Never run two at once: asc has one state for all. */
export async function compileOnce(
  asc: Asc,
  { revision, files, profile }: CompileRequest,
  nowMs: () => number,
): Promise<CompileOutcome> {
  const startMs = nowMs();
  const entry = files[0];
  if (entry === undefined) throw new RangeError('A compile needs at least one file.');
  const inputs = new Map(files.map(({ path, text }) => [SOURCE_FOLDER + path, text]));
  const abi = abiEntry(files);
  inputs.set(abi.path, abi.text);
  const textOf = (path: string) =>
    inputs.get(path) ?? asc.libraryFiles[path.replace(/^~lib\/|\.ts$/g, '')] ?? '';
  const outputs = new Map<string, Uint8Array | string>();
  const diagnostics: Diagnostic[] = [];

  const linting: AscTransform = {
    afterParse: ({ sources }) => void diagnostics.push(...lint(sources, textOf)),
  };
  const { error, stderr } = await asc.main(
    [
      SOURCE_FOLDER + entry.path,
      abi.path,
      ...toArguments({ ...commonOptions, ...profileOptions[profile], outFile: MODULE_FILE }),
    ],
    {
      readFile: (name) => inputs.get(name) ?? null,
      writeFile: (name, contents) => void outputs.set(name, contents),
      listFiles: () => null,
      reportDiagnostic: (reported) => {
        const diagnostic = toDiagnostic(reported, textOf);
        if (diagnostic) diagnostics.push(diagnostic);
      },
      transforms: [linting] as never[],
    },
  );

  const binary = outputs.get(MODULE_FILE);
  if (error !== null || !(binary instanceof Uint8Array)) {
    if (!diagnostics.some(({ severity }) => severity === 'error')) {
      return { status: 'crashed', revision, message: error?.message ?? stderr.toString() };
    }
    return { status: 'failed', revision, diagnostics };
  }
  const map = outputs.get(`${MODULE_FILE}.map`);
  return {
    status: 'compiled',
    revision,
    // A copy of its own: asc's bytes may be a view of the compiler's memory, and this one is handed over to other threads.
    module: binary.slice(),
    sourceMap: typeof map === 'string' ? trimSourceMap(map) : null,
    diagnostics,
    stats: { durationMs: nowMs() - startMs, sizeBytes: binary.length },
  };
}
