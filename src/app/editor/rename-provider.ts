// Renaming of names across the files of a filter. TypeScript would rename the SDK along with it; here that is refused in a sentence.

import * as monaco from 'monaco-editor/editor';
import { getTypeScriptWorker } from 'monaco-editor/languages/features/typescript/register';
import { isLibraryPath, shownPath } from './library-paths.ts';
import { type Model, pathOf } from './library-files.ts';

interface Span {
  fileName: string;
  textSpan: { start: number; length: number };
}

type Provider = Parameters<typeof monaco.languages.registerRenameProvider>[1];

export const renameProvider: Provider = {
  async resolveRenameLocation(model, position) {
    const word = model.getWordAtPosition(position);
    const nothing = { range: monaco.Range.fromPositions(position), text: '' };
    if (word === null)
      return { ...nothing, rejectReason: 'There is no name here that could change.' };
    const spans = await spansOf(model, position);
    if (typeof spans === 'string') return { ...nothing, rejectReason: spans };
    const { lineNumber } = position;
    const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn);
    return { range, text: word.word };
  },

  async provideRenameEdits(model, position, newName) {
    const spans = await spansOf(model, position);
    if (typeof spans === 'string') return { edits: [], rejectReason: spans };
    const edits = spans.flatMap((span) => {
      const target = monaco.editor.getModel(monaco.Uri.parse(span.fileName));
      if (target === null) return [];
      const { start, length } = span.textSpan;
      const range = monaco.Range.fromPositions(
        target.getPositionAt(start),
        target.getPositionAt(start + length),
      );
      return [{ resource: target.uri, versionId: undefined, textEdit: { range, text: newName } }];
    });
    return { edits };
  },
};

/** All places of the name, or why it keeps its name. */
async function spansOf(
  model: Model,
  position: { lineNumber: number; column: number },
): Promise<Span[] | string> {
  const fileName = model.uri.toString();
  const offset = model.getOffsetAt(position);
  const worker = await (await getTypeScriptWorker())(model.uri);
  const found = (await worker.findRenameLocations(fileName, offset, false, false, false)) as
    | readonly Span[]
    | undefined;
  if (found === undefined || found.length === 0) return 'There is no name here that could change.';
  for (const { fileName: file } of found) {
    const path = pathOf(monaco.Uri.parse(file));
    if (path !== null && isLibraryPath(path)) {
      const name = model.getWordAtPosition(position)?.word ?? 'This';
      return `${name} is a name of ${packageOf(path)}, which stays as it is.`;
    }
  }
  return [...found];
}

function packageOf(path: string): string {
  const shown = shownPath(path);
  return shown.includes('/') ? shown.slice(0, shown.lastIndexOf('/')) : 'AssemblyScript';
}
