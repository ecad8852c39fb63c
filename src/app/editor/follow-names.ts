// Going from a name to where it is defined, into other files and the SDK, and back again.

import type { PlaygroundStore } from '../store/playground-store.ts';
import { backAction, moduleTextAction } from './editor-actions.ts';
import { moduleTextPath } from './library-paths.ts';
import { pathOf } from './library-files.ts';
import { monaco } from './monaco.ts';

type Editor = ReturnType<typeof monaco.editor.create>;

export function followNames(editor: Editor, store: PlaygroundStore): { dispose(): void } {
  editor.addAction({
    id: backAction,
    label: 'Go back to where you were',
    // On a Mac, Alt with an arrow goes from word to word.
    keybindings: [
      /Mac|iPhone|iPad/.test(navigator.userAgent)
        ? monaco.KeyMod.WinCtrl | monaco.KeyCode.Minus
        : monaco.KeyMod.Alt | monaco.KeyCode.LeftArrow,
    ],
    run: () => store.getState().goBack(),
  });
  return monaco.editor.registerEditorOpener({
    openCodeEditor: (_source, resource, where) => {
      const to = pathOf(resource);
      const model = editor.getModel();
      const from = model === null ? null : pathOf(model.uri);
      const position = editor.getPosition();
      if (to === null || from === null || position === null) return false;
      store
        .getState()
        .visitSource(
          { file: from, line: position.lineNumber, column: position.column },
          { file: to, ...startOf(where) },
        );
      return true;
    },
  });
}

/** From a line of the source to what it became in the module. */
export function addModuleTextAction(editor: Editor, store: PlaygroundStore): void {
  editor.addAction({
    id: moduleTextAction,
    label: 'Show the WebAssembly of this line',
    contextMenuGroupId: 'navigation',
    run: () => {
      const model = editor.getModel();
      const file = model === null ? null : pathOf(model.uri);
      const position = editor.getPosition();
      if (file === null || position === null) return;
      const from = { file, line: position.lineNumber, column: position.column };
      store.getState().visitSource(from, { file: moduleTextPath, line: 1, column: 1 });
    },
  });
}

type Where = Parameters<
  Parameters<typeof monaco.editor.registerEditorOpener>[0]['openCodeEditor']
>[2];

function startOf(where: Where): { line: number; column: number } {
  if (where === undefined) return { line: 1, column: 1 };
  return 'lineNumber' in where
    ? { line: where.lineNumber, column: where.column }
    : { line: where.startLineNumber, column: where.startColumn };
}
