// Quick fixes in the editor: Monaco's bulb and Ctrl+. ask here, and the fixes are made of what the compiler and the lints said.

import * as monaco from 'monaco-editor/editor';
import type { CompilerInfo, Diagnostic, SourceRange } from '#compile/api.ts';
import type { Fix } from './fixes/fix.ts';
import { removeUnusedImports } from './fixes/imports.ts';
import { type Library, readLibrary } from './fixes/library.ts';
import { quickFixes } from './fixes/quick-fixes.ts';
import { isLibraryPath } from './library-paths.ts';
import { type Model, pathOf } from './library-files.ts';

type Provider = Parameters<typeof monaco.languages.registerCodeActionProvider>[1];
type Action = monaco.languages.CodeAction;

const diagnosticsOf = new WeakMap<Model, readonly Diagnostic[]>();
let library: Library | null = null;

/** Tells what the fixes may offer. */
export function setLibrary(declarations: CompilerInfo['declarations']): void {
  library = readLibrary(declarations);
}

/** What the markers of a model were made of. */
export function setDiagnostics(model: Model, diagnostics: readonly Diagnostic[]): void {
  diagnosticsOf.set(model, diagnostics);
}

export const fixProvider: Provider = {
  provideCodeActions(model, range, { markers }) {
    const path = pathOf(model.uri);
    if (library === null || path === null || isLibraryPath(path)) return none;
    const text = model.getValue();
    const files = monaco.editor
      .getModels()
      .flatMap((one) => pathOf(one.uri) ?? [])
      .filter((one) => !isLibraryPath(one));
    const known = library;
    const actions = markers.flatMap((marker): Action[] => {
      const diagnostic = (diagnosticsOf.get(model) ?? []).find((one) => isOf(one, marker, model));
      if (diagnostic === undefined) return [];
      return quickFixes({ text, diagnostic, library: known, files }).map((fix, index) => ({
        ...actionOf(model, fix),
        diagnostics: [marker],
        isPreferred: index === 0,
      }));
    });
    const unused = removeUnusedImports(text, model.getOffsetAt(range.getStartPosition()));
    if (unused !== null) actions.push(actionOf(model, unused));
    return { actions, dispose: () => undefined };
  },
};

const none = { actions: [], dispose: () => undefined };

/** Whether a marker was made of this diagnostic, and the text is still the one that was compiled, as far as its place tells. */
function isOf(
  diagnostic: Diagnostic,
  marker: { message: string; startLineNumber: number; startColumn: number },
  model: Model,
): diagnostic is Diagnostic & { range: SourceRange } {
  const { message, range } = diagnostic;
  if (range === null || message !== marker.message) return false;
  const { lineNumber, column } = model.getPositionAt(range.start);
  return (
    [range.line, lineNumber].every((one) => one === marker.startLineNumber) &&
    [range.column, column].every((one) => one === marker.startColumn)
  );
}

function actionOf(model: Model, { title, edits }: Fix): Action {
  return {
    title,
    kind: 'quickfix',
    edit: {
      edits: edits.map(({ start, end, text }) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: {
          range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
          text,
        },
      })),
    },
  };
}
