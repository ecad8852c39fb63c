// What Shift+Alt+F does to AssemblyScript: the formatter of Monaco's own TypeScript, with the options that Monaco gives it.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
interface Edit {
  span: { start: number; length: number };
  newText: string;
}
interface Services {
  createLanguageService(host: object): {
    getFormattingEditsForDocument(file: string, options: object): Edit[];
  };
  ScriptSnapshot: { fromString(text: string): unknown };
}
// The package has no types for this file; a name that is put together is not looked up.
const file: string = 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
const { typescript } = (await import(file)) as { typescript: Services };
const { createLanguageService, ScriptSnapshot } = typescript;

/** As in Monaco's FormatHelper, for two blanks. */
const options = {
  ConvertTabsToSpaces: true,
  TabSize: 2,
  IndentSize: 2,
  IndentStyle: 2,
  NewLineCharacter: '\n',
  InsertSpaceAfterCommaDelimiter: true,
  InsertSpaceAfterSemicolonInForStatements: true,
  InsertSpaceBeforeAndAfterBinaryOperators: true,
  InsertSpaceAfterKeywordsInControlFlowStatements: true,
  InsertSpaceAfterFunctionKeywordForAnonymousFunctions: true,
};

function format(text: string): string {
  const service = createLanguageService({
    getCompilationSettings: () => ({ noLib: true }),
    getScriptFileNames: () => ['filter.ts'],
    getScriptVersion: () => '1',
    getScriptSnapshot: () => ScriptSnapshot.fromString(text),
    getCurrentDirectory: () => '',
    getDefaultLibFileName: () => '',
    fileExists: () => false,
    readFile: () => undefined,
  });
  const edits = service.getFormattingEditsForDocument('filter.ts', options);
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce(
      (result, { span, newText }) =>
        result.slice(0, span.start) + newText + result.slice(span.start + span.length),
      text,
    );
}

const bare = (text: string): string => text.replace(/\s+/g, '');

function sources(folder: URL): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => [path, readFileSync(new URL(path, folder), 'utf8')]);
}

test('AssemblyScript that TypeScript does not know keeps its meaning, and is mended where it is askew', () => {
  const text = `@inline
export function   twice(a:i32):i32{return a<<1}
@unmanaged
class Pair{
@operator('+') add(other:Pair):Pair{return this}
    x :u8= <u8>300 }
@external("env","proxy_log") declare function proxyLog(level:i32):i32;
let f=load<u32>( changetype<usize>(0) )`;
  const once = format(text);
  expect(bare(once)).toBe(bare(text));
  expect(once).toContain('@inline\nexport function twice(a: i32): i32 { return a << 1 }');
  expect(once).toContain(`@operator('+') add(other: Pair): Pair { return this }`);
  expect(once).toContain('@external("env", "proxy_log") declare function');
  expect(format(once)).toBe(once);
});

test('the SDK and the examples are formatted without a change of a letter, and only once', () => {
  const all = [
    ...sources(new URL('../../sdk/', import.meta.url)),
    ...sources(new URL('../../examples/', import.meta.url)),
  ];
  expect(all.length).toBeGreaterThan(60);
  for (const [path, text] of all) {
    const once = format(text);
    expect(bare(once), path).toBe(bare(text));
    expect(format(once), path).toBe(once);
  }
});
