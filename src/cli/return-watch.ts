// Ends the process when a filter does not return. The guest has the thread of the process for itself, so another thread looks on: it can
// do no more than say what hung, and where, and send the signal.

import { Worker } from 'node:worker_threads';
import type { RunProgress } from '#run/api.ts';

const headBytes = 16;
const mostTextBytes = 4096;

/** In shared memory: how many callbacks have begun, whether a run is on, the length of the sentence, and behind that the sentence. */
const begun = 0;
const running = 1;
const textBytes = 2;
/** Stays 0: what waits for it sleeps. */
const never = 3;

/** Two halves of the limit, so that a process that was put to sleep is not ended when it wakes. */
const script = `
const { workerData: { shared, limitMs } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const state = new Int32Array(shared, 0, ${headBytes / 4});
for (let silentHalves = 0, last = -1; ; ) {
  Atomics.wait(state, ${never}, 0, limitMs / 2);
  const now = Atomics.load(state, ${begun});
  silentHalves = now === last && Atomics.load(state, ${running}) === 1 ? silentHalves + 1 : 0;
  last = now;
  if (silentHalves < 2) continue;
  writeSync(2, new Uint8Array(shared, ${headBytes}, state[${textBytes}]));
  process.kill(process.pid, 'SIGTERM');
}
`;

export interface ReturnWatch {
  /** Plays under watch. `where` puts what hangs into words. */
  during<T>(
    where: (progress: RunProgress) => string,
    play: (onProgress: (progress: RunProgress) => void) => T,
  ): T;
}

/** `limitMs` of silence, and at most half as much again, end the process with SIGTERM. */
export function createReturnWatch(limitMs: number): ReturnWatch {
  const shared = new SharedArrayBuffer(headBytes + mostTextBytes);
  const state = new Int32Array(shared, 0, headBytes / 4);
  const text = new Uint8Array(shared, headBytes);
  const encoder = new TextEncoder();
  let watcher: Worker | null = null;
  return {
    during(where, play) {
      if (watcher === null) {
        watcher = new Worker(script, { eval: true, execArgv: [], workerData: { shared, limitMs } });
        watcher.unref();
      }
      Atomics.store(state, running, 1);
      try {
        return play((progress) => {
          const sentence = `sluice: ${where(progress)} (stopped after ${limitMs / 1000} s).\n`;
          state[textBytes] = encoder.encodeInto(sentence, text).written;
          Atomics.add(state, begun, 1);
        });
      } finally {
        Atomics.store(state, running, 0);
      }
    },
  };
}
