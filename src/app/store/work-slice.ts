// Where the two workers and the storage stand. Reports and module bytes stay outside; the state keeps their key.

import type { StateCreator } from 'zustand/vanilla';
import type { CompileStats } from '#compile/api.ts';
import type { PlaygroundState } from './playground-store.ts';
import type { Problem } from './problems.ts';

export type CompileState =
  | { status: 'idle' }
  /** `loading` until the compiler itself has arrived. */
  | { status: 'compiling'; loading: boolean }
  /** `stats` is null for a module that came with an example. */
  | { status: 'ready'; problems: Problem[]; stats: CompileStats | null }
  | { status: 'failed'; problems: Problem[] }
  | { status: 'crashed'; message: string }
  /** A plugin's module is not in this browser. */
  | { status: 'missing'; plugin: number; name: string; sha256: string };

export interface RoundsProgress {
  scenario: number;
  /** Exchanges that have begun, and all of them. */
  played: number;
  of: number;
}

export type RunState =
  | { status: 'idle' }
  /** `rounds` is null but while a repeated scenario is played for so long that one wants to know. */
  | { status: 'running'; rounds: RoundsProgress | null }
  | { status: 'done'; durationMs: number }
  /** The person ended it. */
  | { status: 'cancelled' }
  /** A defect of ours, or no worker to be had. */
  | { status: 'crashed'; message: string };

export type SavingState =
  | { status: 'kept' }
  | { status: 'saving' }
  /** `full` when there is storage but no room in it. */
  | { status: 'unavailable'; reason: string; full: boolean };

/** Another tab saves this project; `behind` once that one has saved something newer. */
export type Elsewhere = { behind: boolean } | null;

export interface WorkSlice {
  compile: CompileState;
  run: RunState;
  /** Key of the newest result in the shelf; 0 before there is one. */
  resultKey: number;
  saving: SavingState;
  elsewhere: Elsewhere;
  setCompile(compile: CompileState): void;
  setRun(run: RunState): void;
  setResultKey(key: number): void;
  setSaving(saving: SavingState): void;
  setElsewhere(elsewhere: Elsewhere): void;
}

export const workSlice: StateCreator<PlaygroundState, [], [], WorkSlice> = (set) => ({
  compile: { status: 'idle' },
  run: { status: 'idle' },
  resultKey: 0,
  saving: { status: 'kept' },
  elsewhere: null,
  setCompile: (compile) => set({ compile }),
  setRun: (run) => set({ run }),
  setResultKey: (resultKey) => set({ resultKey }),
  setSaving: (saving) => set({ saving }),
  setElsewhere: (elsewhere) => set({ elsewhere }),
});
