// Decides when to compile and when to run: after a pause when live, and whenever the person asks.

import type { PlaygroundStore } from '../store/playground-store.ts';
import type { CompileController } from './compile-controller.ts';
import type { RunController } from './run-controller.ts';

/** Forms write every valid key stroke; a run waits until they rest this long. */
const formPauseMs = 150;

export interface LiveController {
  /** Compiles what is new and plays the scenarios. */
  runNow(): Promise<void>;
  dispose(): void;
}

export function startLiveController(
  store: PlaygroundStore,
  compiler: CompileController,
  runner: RunController,
  fail: (error: unknown) => void,
): LiveController {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function runNow(): Promise<void> {
    clearTimeout(timer);
    const modules = await compiler.compile();
    if (modules !== null) await runner.run(modules);
  }

  async function compileOnly(): Promise<void> {
    await compiler.compile();
  }

  const unsubscribe = store.subscribe((state, before) => {
    const wentLive = state.live && !before.live;
    if (state.revision === before.revision && !wentLive) return;
    const opened = state.openings !== before.openings;
    if (state.sourceRevision !== before.sourceRevision || opened) {
      // The editor has waited for a pause already. Markers are wanted even when runs are not.
      clearTimeout(timer);
      (state.live || opened ? runNow() : compileOnly()).catch(fail);
      return;
    }
    if (!state.live) return;
    clearTimeout(timer);
    timer = setTimeout(() => void runNow().catch(fail), wentLive ? 0 : formPauseMs);
  });

  return {
    runNow,
    dispose: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
