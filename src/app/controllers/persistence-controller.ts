// Saves the work after each pause and when the page goes away; says so when the browser does not keep it, and then tries again.

import { isUntouchedLink } from '../store/document-slice.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { LastMoments } from './keeping/last-moment.ts';
import type { ProjectStorage, SavedWork, WriteOutcome } from './keeping/project-storage.ts';

const savePauseMs = 400;
const retryMs = 15_000;

export interface PersistenceController {
  flush(): Promise<void>;
  /** Says what the project on the page was read as, so that what is saved follows it. */
  follow(id: string, revision: number): void;
  /** The page is out of sight, or `ends`: what is not saved yet is saved without waiting. */
  leave(ends: boolean): void;
  dispose(): void;
}

export interface PersistenceDeps {
  store: PlaygroundStore;
  storage: ProjectStorage;
  moments: LastMoments;
  newId: () => string;
  /** Frees some of what is old and large, and says what; null when there was nothing. */
  makeRoom: () => Promise<string | null>;
  tell: (message: string) => void;
  onSaved: () => void;
  onOvertaken: () => void;
}

export function currentWork(store: PlaygroundStore): SavedWork {
  const { project, drafts, precompiled, edited, setAside, envoyOrigin } = store.getState();
  const origin = envoyOrigin === null ? {} : { envoyOrigin };
  return { project, drafts, precompiled, edited, setAside, ...origin };
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

export function startPersistence(deps: PersistenceDeps): PersistenceController {
  const { store, storage, moments } = deps;
  const revisions = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    const { projectId, elsewhere } = store.getState();
    if (!dirty || projectId === null || elsewhere !== null) return writing;
    dirty = false;
    const work = currentWork(store);
    writing = writing.then(() => save(projectId, work));
    return writing;
  }

  async function save(id: string, work: SavedWork): Promise<void> {
    const isOpen = (): boolean => store.getState().projectId === id;
    try {
      const outcome = await writeWithRoom(id, work);
      if (outcome.status === 'written') {
        revisions.set(id, outcome.revision);
        if (!isOpen()) return;
        if (!dirty) {
          store.getState().setSaving({ status: 'kept' });
          moments.clear();
        }
        deps.onSaved();
      } else if (isOpen()) {
        dirty = true;
        deps.onOvertaken();
      }
    } catch (error) {
      if (!isOpen()) return;
      dirty = true;
      store.getState().setSaving({
        status: 'unavailable',
        reason: error instanceof Error ? error.message : String(error),
        full: isFull(error),
      });
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), retryMs);
    }
  }

  /** Frees as little as will do. */
  async function writeWithRoom(id: string, work: SavedWork): Promise<WriteOutcome> {
    try {
      return await storage.write(id, work, revisions.get(id) ?? 0);
    } catch (error) {
      const freed = isFull(error) ? await deps.makeRoom() : null;
      if (freed === null) throw error;
      deps.tell(freed);
      return writeWithRoom(id, work);
    }
  }

  /** An example that nobody has touched is found again by its name. */
  function rememberPlace(): void {
    const state = store.getState();
    if (isUntouchedLink(state)) return;
    if (state.projectId !== null) moments.rememberPlace({ project: state.projectId });
    else if (state.precompiled !== null) moments.rememberPlace({ example: state.precompiled });
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.openings !== before.openings) {
      // Whoever opened it has seen to what was there.
      dirty = false;
      clearTimeout(timer);
      if (state.saving.status !== 'kept') state.setSaving({ status: 'kept' });
      rememberPlace();
      return;
    }
    if (state.elsewhere === null && before.elsewhere !== null) void flush();
    if (state.project === before.project && state.drafts === before.drafts) return;
    if (isUntouchedLink(state)) return;
    dirty = true;
    if (state.projectId === null) {
      state.keepAs(deps.newId());
      rememberPlace();
    }
    if (state.saving.status === 'kept') state.setSaving({ status: 'saving' });
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), savePauseMs);
  });
  rememberPlace();

  return {
    flush,
    follow: (id, revision) => {
      revisions.set(id, revision);
    },
    leave: (ends) => {
      const { projectId, elsewhere } = store.getState();
      const asCopy = elsewhere !== null;
      // While it is open, who changed it beside another tab decides what becomes of it.
      if (dirty && projectId !== null && (ends || !asCopy)) {
        const base = revisions.get(projectId) ?? 0;
        moments.put({ id: projectId, base, asCopy, work: currentWork(store) });
      }
      void flush();
    },
    dispose: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
