// Files that are not the person's: the SDK and the declarations of AssemblyScript. They can be looked at, and stay as they are.

import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';
import * as monaco from 'monaco-editor/editor';
import { libraryPrefix } from './library-paths.ts';

const projectFolder = '/project/';

export type Model = ReturnType<typeof monaco.editor.createModel>;

/** Brackets have the colour of other punctuation. */
export const plainBrackets = { enabled: false, independentColorPoolPerBracketType: false };

/** Where the declaration of a package or of AssemblyScript lies for the language service. */
export function libraryUri(path: string): string {
  return path.includes('/') ? `file:///node_modules/${path}` : `file:///lib/${path}`;
}

/** The path under which the page shows a model; null for one that is not of the page. */
export function pathOf(uri: { path: string }): string | null {
  if (uri.path.startsWith(projectFolder)) return uri.path.slice(projectFolder.length);
  const library = /^\/(?:node_modules|lib)\/(.+)$/.exec(uri.path)?.[1];
  return library === undefined ? null : libraryPrefix + library;
}

export function projectUri(path: string): monaco.Uri {
  return monaco.Uri.parse(`file://${projectFolder}${path}`);
}

/** The model of a library file; undefined while the compiler has not told of it, or when there is none. */
export function libraryModel(path: string): Model | undefined {
  const name = libraryUri(path.slice(libraryPrefix.length));
  const uri = monaco.Uri.parse(name);
  const text = typescriptDefaults.getExtraLibs()[name]?.content;
  const open = monaco.editor.getModel(uri);
  if (open !== null) return open;
  return text === undefined ? undefined : monaco.editor.createModel(text, 'typescript', uri);
}

// The language service opens such files too, and its peek view would let them be typed into.
monaco.editor.onDidCreateModel((model) => {
  if (pathOf(model.uri)?.startsWith(libraryPrefix) !== true) return;
  model.updateOptions({ bracketColorizationOptions: plainBrackets });
  const text = model.getValue();
  model.onDidChangeContent(() => {
    if (model.getValue() !== text) model.setValue(text);
  });
});
