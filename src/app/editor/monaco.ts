// Monaco as Sluice uses it: the core, its features, TypeScript's language service for AssemblyScript, and the two workers.

import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/typescript/register';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker';
import type { CompilerInfo } from '#compile/api.ts';
import { fixProvider, setLibrary } from './fix-provider.ts';
import { libraryUri } from './library-files.ts';
import { renameProvider } from './rename-provider.ts';

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'typescript' || label === 'javascript' ? new TypeScriptWorker() : new EditorWorker(),
};

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.NodeJs,
  noLib: true,
  allowNonTsExtensions: true,
  experimentalDecorators: true,
  strict: true,
  strictPropertyInitialization: false,
  noEmit: true,
  types: [],
});
// AssemblyScript's own compiler says what is wrong; TypeScript sees another language and would be wrong about it.
typescriptDefaults.setDiagnosticsOptions({
  noSemanticValidation: true,
  noSyntaxValidation: true,
  noSuggestionDiagnostics: true,
});
typescriptDefaults.setEagerModelSync(true);
// Its renames would change the SDK, and its fixes are for errors that asc words otherwise.
typescriptDefaults.setModeConfiguration({
  ...typescriptDefaults.modeConfiguration,
  rename: false,
  codeActions: false,
});
monaco.languages.registerCodeActionProvider('typescript', fixProvider);
monaco.languages.registerRenameProvider('typescript', renameProvider);

/** Tells completion, hover and fixes about asc's globals and the SDK. */
export function addDeclarations(info: CompilerInfo): void {
  for (const { path, text } of info.declarations) {
    typescriptDefaults.addExtraLib(text, libraryUri(path));
  }
  setLibrary(info.declarations);
}

export { monaco };
