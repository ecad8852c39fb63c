// Modules compiled elsewhere: what the doctor says of those that run, and which file is asked for or offered.

import type { StateCreator } from 'zustand/vanilla';
import type { ModuleExamination } from '#doctor/examination.ts';
import type { PlaygroundState } from './playground-store.ts';

/** A file that is not the one the Project names, until the person decides. */
export interface OfferedModule {
  plugin: number;
  name: string;
  sha256: string;
}

export interface ModuleSlice {
  /** By plugin, of the modules that ran last; null where the doctor has not looked. */
  examinations: (ModuleExamination | null)[];
  offered: OfferedModule | null;
  setExaminations(examinations: (ModuleExamination | null)[]): void;
  offerModule(offered: OfferedModule | null): void;
}

export const moduleSlice: StateCreator<PlaygroundState, [], [], ModuleSlice> = (set) => ({
  examinations: [],
  offered: null,
  setExaminations: (examinations) => set({ examinations }),
  offerModule: (offered) => set({ offered }),
});
