// Calls the runner's worker under a watchdog: a filter that never returns costs one worker, and the next run gets a new one.

import { proxy, releaseProxy, type Remote, wrap } from 'comlink';
import type { RunProgress, RunnerApi, RunReport, RunRequest, ScenarioReport } from '#run/api.ts';
import { type Losable, watchLoss, type WorkerLike } from './lost.ts';

interface Running {
  worker: WorkerLike;
  api: Remote<RunnerApi>;
  loss: Losable;
}

export type RunOutcome =
  /** `durationMs` counts from the first news, so a worker's start is no part of it. */
  | { status: 'done'; report: RunReport; durationMs: number }
  /** No news for the watchdog's time; `at` is the callback that was entered last. */
  | { status: 'stopped'; at: RunProgress }
  | { status: 'cancelled' }
  | { status: 'lost'; message: string };

export interface RunWatch {
  /** Null waits for ever: for a guest that stands at a breakpoint. */
  silenceMs: number | null;
  onFinished: (scenario: ScenarioReport) => void;
  /** Very often: before each callback. */
  onNews?: (progress: RunProgress) => void;
}

export interface RunnerClient {
  run(request: Omit<RunRequest, 'id'>, watch: RunWatch): Promise<RunOutcome>;
  /** Ends a run in flight by ending its worker. */
  cancel(): void;
  /** Loads the worker ahead of the first run. */
  warm(): void;
}

export interface RunnerClientOptions {
  spawn: () => WorkerLike;
  /** How long a worker may take from its start to its first news. */
  loadDeadlineMs: number;
  now: () => number;
}

const graceMs = 50;

export function createRunnerClient(options: RunnerClientOptions): RunnerClient {
  let running: Running | null = null;
  let lastId = 0;
  let cancelCurrent: (() => void) | null = null;

  function start(): Running {
    if (running !== null) return running;
    const worker = options.spawn();
    running = {
      worker,
      api: wrap<RunnerApi>(worker),
      loss: watchLoss(worker),
    };
    return running;
  }

  function stop(which: Running): void {
    which.loss.dispose();
    which.api[releaseProxy]();
    which.worker.terminate();
    if (running === which) running = null;
  }

  return {
    warm: () => void start(),
    cancel: () => cancelCurrent?.(),
    run(request, watch) {
      cancelCurrent?.();
      const id = ++lastId;
      const target = start();
      return new Promise<RunOutcome>((resolve) => {
        let at: RunProgress | null = null;
        let settled = false;
        let firstNewsAt: number | null = null;
        let timer: ReturnType<typeof setTimeout> | undefined;
        if (watch.silenceMs !== null) timer = setTimeout(suspect, options.loadDeadlineMs);

        function settle(outcome: RunOutcome, keep: boolean): void {
          if (settled) return;
          settled = true;
          clearTimeout(timer);
          if (cancelCurrent === cancel) cancelCurrent = null;
          if (!keep) stop(target);
          resolve(outcome);
        }
        /** A page that was busy itself sees its timers before the news that waits: let that in first. */
        function suspect(): void {
          timer = setTimeout(silent, graceMs);
        }
        function silent(): void {
          if (at === null) settle({ status: 'lost', message: 'the runner did not start' }, false);
          else settle({ status: 'stopped', at }, false);
        }
        function cancel(): void {
          settle({ status: 'cancelled' }, false);
        }
        cancelCurrent = cancel;

        const onProgress = proxy((progress: RunProgress): void => {
          if (progress.id !== id) return;
          firstNewsAt ??= options.now();
          clearTimeout(timer);
          if (watch.silenceMs !== null) timer = setTimeout(suspect, watch.silenceMs - graceMs);
          at = progress;
          watch.onNews?.(progress);
          if (progress.finished !== null) watch.onFinished(progress.finished);
        });
        Promise.race([target.api.run({ ...request, id }, onProgress), target.loss.lost]).then(
          (report) => {
            const durationMs = options.now() - (firstNewsAt ?? options.now());
            settle({ status: 'done', report, durationMs }, true);
          },
          (error: unknown) =>
            settle(
              { status: 'lost', message: error instanceof Error ? error.message : String(error) },
              false,
            ),
        );
      });
    },
  };
}
