// Asks the doctor's worker, which starts with the first question. One that broke is ended, and the next question gets a new one.

import { type Remote, releaseProxy, wrap } from 'comlink';
import type { DoctorApi } from '#doctor/api.ts';
import type { ModuleText } from '#doctor/module-text.ts';
import type { ReadFile } from '#doctor/read-file.ts';
import { type Losable, watchLoss, type WorkerLike } from './lost.ts';

interface Running {
  worker: WorkerLike;
  api: Remote<DoctorApi>;
  loss: Losable;
}

/** Rejects when the worker breaks. */
export function createDoctorClient(spawn: () => WorkerLike): DoctorApi {
  let running: Running | null = null;

  function start(): Running {
    if (running !== null) return running;
    const worker = spawn();
    running = { worker, api: wrap<DoctorApi>(worker), loss: watchLoss(worker) };
    return running;
  }

  async function ask<T>(question: (api: Remote<DoctorApi>) => Promise<T>): Promise<T> {
    const asked = start();
    // An answer of the doctor itself is never an error: what is wrong with a file is data.
    try {
      return await Promise.race([question(asked.api), asked.loss.lost]);
    } catch (error) {
      asked.loss.dispose();
      asked.api[releaseProxy]();
      asked.worker.terminate();
      if (running === asked) running = null;
      throw error;
    }
  }

  return {
    read: (name, bytes) => ask(async (api): Promise<ReadFile> => api.read(name, bytes)),
    examine: (bytes) => ask((api) => api.examine(bytes)),
    write: (bytes) => ask(async (api): Promise<ModuleText> => api.write(bytes)),
    explain: (text, scene) => ask((api) => api.explain(text, scene)),
  };
}
