// The page's one store, put together from its slices. Nothing global: a test makes its own.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Project } from '#project/schema.ts';
import { type DocumentSlice, documentSlice } from './document-slice.ts';
import { type ModuleSlice, moduleSlice } from './module-slice.ts';
import { type ViewSlice, viewSlice } from './view-slice.ts';
import { type WorkSlice, workSlice } from './work-slice.ts';

export type PlaygroundState = DocumentSlice & ModuleSlice & ViewSlice & WorkSlice;
export type PlaygroundStore = StoreApi<PlaygroundState>;

export function createPlaygroundStore(project: Project): PlaygroundStore {
  return createStore<PlaygroundState>()((...args) => ({
    ...documentSlice(project)(...args),
    ...moduleSlice(...args),
    ...viewSlice(...args),
    ...workSlice(...args),
  }));
}
