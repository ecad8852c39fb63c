// The last check of the project against a real Envoy, which a service of this machine does where there is one.

import type { StateCreator } from 'zustand/vanilla';
import type { Project } from '#project/schema.ts';
import type { ScenarioVerdict } from '#trace/envoy-check.ts';
import type { PlaygroundState } from './playground-store.ts';

export type EnvoyCheckState =
  | { status: 'none' }
  /** The page was served without the service. */
  | { status: 'no-service' }
  /** Nothing was played; a sentence. */
  | { status: 'refused'; reason: string }
  | { status: 'preparing' }
  | {
      status: 'playing' | 'done';
      /** As it was when it was checked. */
      project: Project;
      /** Of the scenario that is being played, or null. */
      playing: number | null;
      verdicts: readonly ScenarioVerdict[];
      /** A sentence when not all scenarios were played. */
      problem: string | null;
    };

export interface CheckSlice {
  envoyCheck: EnvoyCheckState;
  setEnvoyCheck(envoyCheck: EnvoyCheckState): void;
}

export const checkSlice: StateCreator<PlaygroundState, [], [], CheckSlice> = (set) => ({
  envoyCheck: { status: 'none' },
  setEnvoyCheck: (envoyCheck) => set({ envoyCheck }),
});
