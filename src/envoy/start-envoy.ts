// Starts a real Envoy in the unpacked folder of a bundle and stops it again.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EnvoyProblem } from './problem.ts';

const readyWithinMs = 20_000;
const stopWithinMs = 3000;
/** A filter that logs without end would fill the disk. */
const mostLogBytes = 256 * 1024 * 1024;
const lookAtLogEveryMs = 250;

export interface EnvoyOptions {
  /** Path of the program. */
  binary: string;
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
  /** Why it is gone although nobody stopped it, or null. */
  endedBecause(): string | null;
  stop(): Promise<void>;
}

export async function startEnvoy(options: EnvoyOptions): Promise<RunningEnvoy> {
  const { binary, folder, config, adminPort, workers, wasmLevel, name } = options;
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
  const child = spawn(binary, args, { cwd: folder, stdio: ['ignore', out, out] });
  closeSync(out);
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  let reason: string | null = null;
  const watch = setInterval(() => {
    if (statSync(logFile).size <= mostLogBytes) return;
    reason = `Envoy was stopped: its log grew past ${mostLogBytes / 1024 / 1024} MiB`;
    kill();
  }, lookAtLogEveryMs);
  watch.unref();
  const ended = new Promise<void>((resolve) => {
    const settle = (): void => {
      clearInterval(watch);
      process.off('exit', kill);
      resolve();
    };
    child.on('close', settle);
    child.on('error', (error) => {
      reason ??= `Envoy could not be started: ${error.message}`;
      settle();
    });
  });
  let stopping = false;
  const admin = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${adminPort}${path}`)).text();
  const ready = await becomesReady(child, admin);
  return {
    log: () => readFileSync(logFile, 'utf8'),
    ready,
    admin,
    endedBecause: () => {
      if (stopping) return null;
      if (reason !== null) return reason;
      if (child.signalCode !== null) return `Envoy was ended by ${child.signalCode}`;
      return child.exitCode === null ? null : `Envoy ended with exit code ${child.exitCode}`;
    },
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(kill, stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function becomesReady(
  child: ChildProcess,
  admin: (path: string) => Promise<string>,
): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new EnvoyProblem(`Envoy did not become ready within ${readyWithinMs / 1000} seconds`);
    }
    try {
      if ((await admin('/ready')).startsWith('LIVE')) return true;
    } catch {
      // Its admin port is not open yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}
