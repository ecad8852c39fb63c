// Plays a Project beside the run on screen, in a worker of its own: one run after the other, and nothing of them is shown.

import type { PluginModule, RunOptions, RunReport } from '#run/api.ts';
import type { Project } from '#project/schema.ts';
import type { RunnerClient } from '../workers/runner-client.ts';

/** Silence of the worker after which a filter counts as one that never returns. */
const watchdogMs = 2000;

export interface AsideRunner {
  /**
   * Plays everything, or what the options say, after what was asked before. A sentence when there is no report. A signal that is
   * aborted ends the run, or takes it out of the row.
   */
  play(
    project: Project,
    modules: PluginModule[],
    options?: RunOptions,
    signal?: AbortSignal,
  ): Promise<RunReport | string>;
}

export function createAsideRunner(client: RunnerClient): AsideRunner {
  let last: Promise<unknown> = Promise.resolve();

  async function playNow(
    request: { project: Project; modules: PluginModule[]; options: RunOptions },
    signal: AbortSignal | undefined,
  ): Promise<RunReport | string> {
    if (signal?.aborted === true) return 'it is no longer wanted';
    const cancel = (): void => client.cancel();
    signal?.addEventListener('abort', cancel);
    const outcome = await client.run(request, {
      silenceMs: watchdogMs,
      onFinished: () => undefined,
    });
    signal?.removeEventListener('abort', cancel);
    switch (outcome.status) {
      case 'done':
        return outcome.report;
      case 'stopped':
        return `the filter does not return from ${outcome.at.callback}`;
      case 'cancelled':
        return 'it is no longer wanted';
      case 'lost':
        return outcome.message;
    }
  }

  return {
    play(project, modules, options = {}, signal) {
      const mine = last.then(() => playNow({ project, modules, options }, signal));
      last = mine;
      return mine;
    },
  };
}
