// Calls the compiler's worker: starts it when first needed, and starts a new one when it crashes or does not answer in time.

import { type Remote, wrap } from 'comlink';
import type {
  CompileOutcome,
  CompilerApi,
  CompilerInfo,
  Profile,
  SourceText,
} from '#compile/api.ts';
import { type Losable, watchLoss, type WorkerLike } from './lost.ts';

interface Running {
  worker: WorkerLike;
  api: Remote<CompilerApi>;
  loss: Losable;
  ready: Promise<CompilerInfo>;
}

export interface CompilerClient {
  /** Loads the compiler if that has not happened yet. */
  ready(): Promise<CompilerInfo>;
  compile(files: SourceText[], profile: Profile): Promise<CompileOutcome>;
}

export interface CompilerClientOptions {
  spawn: () => WorkerLike;
  /** How long one compilation may take before the compiler counts as hung. */
  deadlineMs: number;
  /** How long loading may take. */
  loadDeadlineMs: number;
}

export function createCompilerClient(options: CompilerClientOptions): CompilerClient {
  let running: Running | null = null;
  let revision = 0;

  function start(): Running {
    if (running !== null) return running;
    const worker = options.spawn();
    const api = wrap<CompilerApi>(worker);
    const loss = watchLoss(worker);
    const ready = withDeadline(
      Promise.race([api.ready(), loss.lost]),
      options.loadDeadlineMs,
      'the compiler did not load',
    );
    const started: Running = { worker, api, loss, ready };
    running = started;
    ready.catch(() => stop(started));
    return started;
  }

  function stop(which: Running): void {
    which.loss.dispose();
    which.worker.terminate();
    if (running === which) running = null;
  }

  return {
    ready: () => start().ready,
    async compile(files, profile) {
      const mine = ++revision;
      const target = start();
      try {
        await target.ready;
        const answer = target.api.compile({ revision: mine, files, profile });
        const outcome = await withDeadline(
          Promise.race([answer, target.loss.lost]),
          options.deadlineMs,
          `the compiler did not answer within ${options.deadlineMs / 1000} s`,
        );
        if (outcome.status === 'crashed') stop(target);
        return outcome;
      } catch (error) {
        stop(target);
        const message = error instanceof Error ? error.message : String(error);
        return { status: 'crashed', revision: mine, message };
      }
    },
  };
}

function withDeadline<T>(promise: Promise<T>, deadlineMs: number, message: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), deadlineMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
