// The texts of the open project's files. Monaco owns them while somebody types; the store gets them after each pause.

import { setFileText, sourceFiles } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import { isLibraryPath } from './library-paths.ts';
import { libraryModel, type Model, plainBrackets, projectUri } from './library-files.ts';
import { monaco } from './monaco.ts';

/** The pause in typing after which the text counts. */
const typingPauseMs = 250;

export interface Models {
  /** That of a file of the plugin on screen, or of a library. */
  get(path: string): Model | undefined;
  /** Hands over what is still being typed. */
  flush(): void;
  dispose(): void;
}

export function createModels(store: PlaygroundStore): Models {
  const models = new Map<string, { model: Model; handed: string }>();
  let opening = -1;
  /** Key of the plugin whose files these are; its place in the chain may change meanwhile. */
  let key = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    const plugin = store.getState().pluginKeys.indexOf(key);
    if (store.getState().openings !== opening || plugin < 0) return;
    for (const [path, entry] of models) {
      const text = entry.model.getValue();
      if (text === entry.handed) continue;
      entry.handed = text;
      store.getState().editProject((project) => setFileText(project, plugin, path, text));
    }
  }

  function open(path: string, text: string): void {
    const model = monaco.editor.createModel(text, 'typescript', projectUri(path));
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: plainBrackets,
    });
    model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = setTimeout(flush, typingPauseMs);
    });
    models.set(path, { model, handed: text });
  }

  function clear(): void {
    for (const { model } of models.values()) model.dispose();
    models.clear();
  }

  /** Follows the store: another project or plugin, files that came or went, texts that an undo brought back. */
  function sync(): void {
    const state = store.getState();
    const shownKey = state.pluginKeys[state.plugin] ?? -1;
    if (state.openings !== opening || shownKey !== key) {
      clear();
      opening = state.openings;
      key = shownKey;
    }
    const files = sourceFiles(state.project, state.plugin);
    for (const [path, { model }] of models) {
      if (files.some((file) => file.path === path)) continue;
      model.dispose();
      models.delete(path);
    }
    for (const { path, text } of files) {
      const entry = models.get(path);
      if (entry === undefined) open(path, text);
      else if (entry.handed !== text) {
        entry.handed = text;
        entry.model.setValue(text);
      }
    }
  }

  sync();
  const unsubscribe = store.subscribe((state, before) => {
    if (state.project !== before.project || state.plugin !== before.plugin) sync();
  });

  return {
    get: (path) => (isLibraryPath(path) ? libraryModel(path) : models.get(path)?.model),
    flush,
    dispose: () => {
      flush();
      unsubscribe();
      clear();
    },
  };
}
