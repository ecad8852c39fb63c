// Starts a real Envoy in the unpacked folder of a bundle and stops it again.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getEnvoy } from '../../scripts/get-envoy.mjs';

const readyWithinMs = 20_000;
const stopWithinMs = 3000;

export interface EnvoyOptions {
  folder: string;
  /** Configuration file inside of the folder. */
  config: string;
  adminPort: number;
  workers: number;
  /** Level of Envoy's `wasm` logger. */
  wasmLevel: string;
  /** Tells the log of one start in a folder from that of another. */
  name: string;
}

export interface RunningEnvoy {
  /** Everything that it has printed so far. */
  log(): string;
  /** False when it refused the configuration. */
  ready: boolean;
  admin(path: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startEnvoy(options: EnvoyOptions): Promise<RunningEnvoy> {
  const { folder, config, adminPort, workers, wasmLevel, name } = options;
  const logFile = join(folder, `${name}.log`);
  const out = openSync(logFile, 'w');
  const args = [
    '-c',
    config,
    '--concurrency',
    String(workers),
    '--use-dynamic-base-id',
    '-l',
    'warning',
  ];
  args.push('--component-log-level', `wasm:${wasmLevel}`, '--file-flush-interval-msec', '10');
  const child = spawn(await getEnvoy(), args, { cwd: folder, stdio: ['ignore', out, out] });
  closeSync(out);
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const admin = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${adminPort}${path}`)).text();
  const ready = await becomesReady(child, admin);
  return {
    log: () => readFileSync(logFile, 'utf8'),
    ready,
    admin,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(kill, stopWithinMs);
      await ended;
      clearTimeout(timer);
      process.off('exit', kill);
    },
  };
}

async function becomesReady(
  child: ChildProcess,
  admin: (path: string) => Promise<string>,
): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (child.exitCode === null && child.signalCode === null) {
    if (Date.now() > deadline) throw new Error('Envoy did not become ready');
    try {
      if ((await admin('/ready')).startsWith('LIVE')) return true;
    } catch {
      // Its admin port is not open yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}
