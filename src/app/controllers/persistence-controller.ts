// Saves the work after each pause and when the page goes away; says so when the browser does not keep it.

import { isUntouchedLink } from '../store/document-slice.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { SavedWork, WorkStorage } from './work-storage.ts';

const savePauseMs = 400;

export interface PersistenceController {
  flush(): Promise<void>;
  /** The page goes away: what is not saved yet is saved without waiting. */
  leave(): void;
  dispose(): void;
}

export function currentWork(store: PlaygroundStore): SavedWork {
  const { project, drafts, precompiled, edited, setAside } = store.getState();
  return { project, drafts, precompiled, edited, setAside };
}

export function startPersistence(
  store: PlaygroundStore,
  storage: WorkStorage,
): PersistenceController {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    if (!dirty) return writing;
    dirty = false;
    const work = currentWork(store);
    writing = writing
      .then(() => storage.save(work))
      .then(
        () => store.getState().setSaving({ status: 'kept' }),
        (error: unknown) =>
          store.getState().setSaving({
            status: 'unavailable',
            reason: error instanceof Error ? error.message : String(error),
          }),
      );
    return writing;
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.project === before.project && state.drafts === before.drafts) return;
    if (isUntouchedLink(state)) return;
    dirty = true;
    if (state.saving.status === 'kept') state.setSaving({ status: 'saving' });
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), savePauseMs);
  });

  return {
    flush,
    leave: () => {
      if (dirty) storage.saveAtOnce(currentWork(store));
      void flush();
    },
    dispose: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
