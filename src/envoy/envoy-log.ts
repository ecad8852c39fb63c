// What a running Envoy has told in its log so far.

import { parseEnvoyLog, parseEnvoyWasmLog, type WasmLogLine } from '#trace/read-envoy-log.ts';
import { EnvoyProblem } from './problem.ts';
import type { RunningEnvoy } from './start-envoy.ts';
import { type Told, tellRefusal } from './told.ts';

/**
 * By worker. Envoy's first thread is the main one; the others were begun in the order of the workers, and the kernel counts up.
 * A worker that has said nothing has no lines.
 */
export function workerLines(log: string): WasmLogLine[][] {
  const text = log.replace(/^!!access .*\n/gm, '');
  const main = parseEnvoyLog(text)[0]?.thread;
  const threads = [...parseEnvoyWasmLog(text)].filter(([thread]) => thread !== main);
  threads.sort(([a], [b]) => Number(a) - Number(b));
  return threads.length === 0 ? [[]] : threads.map(([, lines]) => lines);
}

/** Response code details, one per request that has ended. */
export async function accessLog(envoy: RunningEnvoy, expected: number): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const found = [...envoy.log().matchAll(/^!!access details=(.*)$/gm)].map((one) => one[1] ?? '');
    if (found.length >= expected || tries === 40) return found;
    await sleep(50);
  }
}

/** Envoy tells on its main thread why it does not start, between what the guest itself has logged there. */
export function refusal(envoy: RunningEnvoy): Told {
  const why = /error `(Unable to create Wasm plugin [^`]*)`/.exec(envoy.log())?.[1];
  if (why === undefined) {
    const ended = envoy.endedBecause();
    const said = envoy.log().trimEnd().slice(-3000);
    throw new EnvoyProblem(`${ended ?? 'Envoy did not start'}; it said:\n${said}`);
  }
  const lines = [...parseEnvoyWasmLog(envoy.log()).values()].flat();
  return tellRefusal([...lines, { kind: 'log', level: 'critical', text: why }]);
}

/** Waits until Envoy has had nothing to say for some time. */
export async function quiet(envoy: RunningEnvoy, forMs: number): Promise<void> {
  let size = -1;
  for (let now = envoy.log().length; now !== size; now = envoy.log().length) {
    size = now;
    await sleep(forMs);
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
