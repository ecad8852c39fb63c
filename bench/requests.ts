// Requests per second through one VM against a real Envoy with one worker thread, what a trace adds, and memory over a million requests.
// Both have the default example in front of a direct response; Envoy is loaded by wrk, over sockets.

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { World } from '#sim/world.ts';
import { benchPath, benchProject } from './bench-project.ts';
import type { Figure } from './figures.ts';
import { median, takeTurns } from './measure.ts';
import { builtEngine } from './built.ts';
import { benchEnvoy } from './real-envoy.ts';

const batch = 1000;
const million = 1_000_000;
const project = benchProject('hello', batch);

const { playTraced, quietWorld, runProject } = await builtEngine();
const nobody = (): void => {};

function playBatches(world: World, batches: number): void {
  for (let i = 0; i < batches; i++) world.play(nobody);
}

export async function requestFigures(module: Uint8Array): Promise<Figure[]> {
  return [...(await againstEnvoy(module)), ...(await tracing(module)), memory(module)];
}

async function againstEnvoy(module: Uint8Array): Promise<Figure[]> {
  if (spawnSync('wrk', ['--version']).error !== undefined) {
    process.stderr.write('bench: requests per second NOT MEASURED: wrk is not installed\n');
    return [];
  }
  const { port, stop } = await benchEnvoy(project, module);
  const world = quietWorld(project, module);
  const sluice: number[] = [];
  const envoy: number[] = [];
  try {
    playBatches(world, 20);
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      playBatches(world, 100);
      sluice.push((100 * batch * 1000) / (performance.now() - start));
      envoy.push(await loadedBy(port));
    }
  } finally {
    await stop();
  }
  const value = median(sluice);
  const ratio = value / median(envoy);
  const unit = 'requests/s';
  return [{ name: 'requests', value, unit, ratio, peer: 'Envoy, one worker', aim: '≥ 3' }];
}

async function loadedBy(port: number): Promise<number> {
  const args = ['-t1', '-c32', '-d2s', `http://127.0.0.1:${port}${benchPath}`];
  const { stdout } = await promisify(execFile)('wrk', args);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (failed !== null) throw new Error(`Envoy answered ${failed[1]} requests with an error`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

/** What it costs to write every call down, and what a whole report does. */
async function tracing(module: Uint8Array): Promise<Figure[]> {
  const modules = [{ bytes: module, sourceMap: null }];
  const untraced = async (): Promise<void> => playBatches(quietWorld(project, module), 1);
  const traced = async (): Promise<void> => playTraced(project, module);
  const reported = async (): Promise<void> => {
    runProject({ id: 0, project, modules, options: {} }, nobody, null);
  };
  const times = await takeTurns(
    [
      { name: 'traced', work: traced },
      { name: 'untraced', work: untraced },
      { name: 'reported', work: reported },
    ],
    { rounds: 15, warmUp: 5 },
  );
  const figure = (what: string, name: string, aim: string): Figure => {
    const value = times.get(name) ?? 0;
    const ratio = value / (times.get('untraced') ?? 0);
    return { name: `${batch} requests ${what}`, value, unit: 'ms', ratio, peer: 'untraced', aim };
  };
  return [figure('traced', 'traced', '≤ 2.5'), figure('with a report', 'reported', 'told only')];
}

/** Bytes in use after a million requests, as a ratio to those after the first tenth. */
function memory(module: Uint8Array): Figure {
  const world = quietWorld(project, module);
  const usedAfter = (requests: number): number => {
    playBatches(world, requests / batch);
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const early = usedAfter(million / 10);
  const late = usedAfter(million - million / 10);
  return {
    name: 'memory after a million requests',
    value: late / 2 ** 20,
    unit: 'MiB',
    ratio: late / early,
    peer: 'after the first 100,000',
    aim: '≤ 1.05',
  };
}
