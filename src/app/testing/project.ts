// A small Project and stand-ins for the workers, for the tests of the page.

import { expose } from 'comlink';
import { type Project, projectSchema } from '#project/schema.ts';
import type { CompilerApi } from '#compile/api.ts';
import type { RunnerApi } from '#run/api.ts';
import type { WorkerLike } from '../workers/lost.ts';

export function smallProject(names: string[] = ['one', 'two']): Project {
  return projectSchema.parse({
    format: 1,
    name: 'small',
    plugins: [
      { source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: '// start' }] } },
    ],
    route: { target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios: names.map((name) => ({ name, exchanges: [{ request: {} }] })),
  });
}

export interface FakeWorker extends WorkerLike {
  terminated: boolean;
  /** As a browser does when the worker's script throws. */
  fail(message: string): void;
}

/** The other end of a real message channel, behind the interface of a Worker. */
export function fakeWorker(api: CompilerApi | RunnerApi): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  expose(api, port1);
  port1.start();
  const target = new EventTarget();
  const worker: FakeWorker = Object.assign(target, {
    terminated: false,
    postMessage: (message: unknown, transfer: Transferable[] = []): void => {
      if (!worker.terminated) port2.postMessage(message, transfer);
    },
    terminate: (): void => {
      worker.terminated = true;
      port1.close();
      port2.close();
    },
    fail: (message: string): void => {
      target.dispatchEvent(Object.assign(new Event('error'), { message }));
    },
  });
  port2.addEventListener('message', (event) => {
    target.dispatchEvent(new MessageEvent('message', { data: event.data as unknown }));
  });
  port2.start();
  return worker;
}

/** What a promise that nobody answers looks like: a worker in an endless loop. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
