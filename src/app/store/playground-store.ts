// The page's one store, put together from its slices. Nothing global: a test makes its own.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Project } from '#project/schema.ts';
import { type CheckSlice, checkSlice } from './check-slice.ts';
import { type DocumentSlice, documentSlice } from './document-slice.ts';
import { type ModuleSlice, moduleSlice } from './module-slice.ts';
import { type ViewSlice, viewSlice } from './view-slice.ts';
import { type WorkSlice, workSlice } from './work-slice.ts';

export type PlaygroundState = CheckSlice & DocumentSlice & ModuleSlice & ViewSlice & WorkSlice;
export type PlaygroundStore = StoreApi<PlaygroundState>;

/** `now` in milliseconds: how long one types is part of what counts as one step to undo. */
export function createPlaygroundStore(
  project: Project,
  now: () => number = () => performance.now(),
): PlaygroundStore {
  return createStore<PlaygroundState>()((...args) => ({
    ...checkSlice(...args),
    ...documentSlice(project, now)(...args),
    ...moduleSlice(...args),
    ...viewSlice(...args),
    ...workSlice(...args),
  }));
}
