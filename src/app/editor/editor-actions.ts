// What the editor can do by name and by key, for the command palette and the list of keys.

import { backKeys, combination } from '../panels/frame/keys.ts';

export interface EditorAction {
  /** As Monaco calls it. */
  id: string;
  name: string;
  keys: string;
}

export const backAction = 'sluice.back';
export const moduleTextAction = 'sluice.module-text';

export const editorActions: readonly EditorAction[] = [
  { id: 'editor.action.revealDefinition', name: 'Go to the definition', keys: 'F12' },
  { id: 'editor.action.peekDefinition', name: 'Peek at the definition', keys: 'Alt F12' },
  { id: 'editor.action.goToReferences', name: 'Find references', keys: 'Shift F12' },
  { id: backAction, name: 'Go back to where you were', keys: backKeys },
  { id: 'editor.action.rename', name: 'Rename a name in all files', keys: 'F2' },
  { id: 'editor.action.formatDocument', name: 'Format the file', keys: 'Shift Alt F' },
  { id: 'editor.action.quickFix', name: 'Quick fix', keys: combination('.') },
  { id: moduleTextAction, name: 'Show the WebAssembly of this line (WAT)', keys: '' },
  {
    id: 'editor.action.quickOutline',
    name: 'Go to a name in this file',
    keys: combination('Shift O'),
  },
];
