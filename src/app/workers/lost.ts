// A worker that is terminated or fails to load never answers, so every call races against its loss.

/** What the clients need of a Worker; a test gives one end of a MessageChannel. */
export interface WorkerLike extends EventTarget {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
}

export interface Losable {
  /** Rejects when the worker breaks; never resolves. */
  lost: Promise<never>;
  dispose(): void;
}

export function watchLoss(worker: WorkerLike): Losable {
  let reject: (error: Error) => void = () => undefined;
  const lost = new Promise<never>((_, no) => {
    reject = no;
  });
  // Nobody may be waiting at the moment of the loss.
  lost.catch(() => undefined);
  const onError = (event: Event): void => {
    const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
    reject(new Error(message === '' ? 'the worker could not be loaded' : message));
  };
  worker.addEventListener('error', onError);
  worker.addEventListener('messageerror', onError);
  return {
    lost,
    dispose: () => {
      worker.removeEventListener('error', onError);
      worker.removeEventListener('messageerror', onError);
    },
  };
}
