// Runs one check in a process group of its own, bounded in time and output, and leaves neither process nor file behind.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CheckMessage } from '#trace/envoy-check.ts';

export interface CheckBounds {
  /** The whole check, with all of its scenarios. */
  timeoutMs: number;
  /** Everything that is told of it. */
  outputBytes: number;
}

export const usualBounds: CheckBounds = { timeoutMs: 300_000, outputBytes: 64 * 1024 * 1024 };

/** The built form has it beside this file as well, as JavaScript. */
const isSource = import.meta.url.endsWith('.ts');
const program = fileURLToPath(
  new URL(isSource ? 'check-process.ts' : 'check-process.js', import.meta.url),
);

/**
 * @param request The body that the page sent, as text.
 * @param tell Gets each message; the last is an `end`.
 * @param signal Ends the check; nothing more is told.
 */
export async function runCheck(
  request: string,
  binary: string,
  bounds: CheckBounds,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-check-'));
  writeFileSync(join(folder, 'request.json'), request);
  const child = spawn(process.execPath, [...loader(), program, folder, binary], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let problem: string | null = null;
  const end = (why: string | null = null): void => {
    problem ??= why;
    endGroup(child.pid);
  };
  const stop = (): void => end();
  const cleanUp = (): void => {
    endGroup(child.pid);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', cleanUp);
  signal.addEventListener('abort', stop);
  const timer = setTimeout(
    () => end(`The check was stopped after ${bounds.timeoutMs / 1000} seconds.`),
    bounds.timeoutMs,
  );
  let told = 0;
  let hasEnded = false;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    told += line.length;
    if (told > bounds.outputBytes) end('The check was stopped: it tells more than can be shown.');
    if (problem !== null || signal.aborted) return;
    hasEnded = line.startsWith('{"kind":"end"');
    tell(line);
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  child.stdin.on('error', () => {});
  await new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    // Whatever it left running holds its pipes open.
    child.on('exit', () => endGroup(child.pid));
    child.on('close', () => resolve());
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  process.off('exit', cleanUp);
  cleanUp();
  if (hasEnded || signal.aborted) return;
  const last: CheckMessage = {
    kind: 'end',
    problem: problem ?? `The check broke off. ${errors}`.trim(),
  };
  tell(JSON.stringify(last));
}

/** For a program that is still TypeScript. */
function loader(): string[] {
  if (!isSource) return [];
  const tsx = createRequire(import.meta.url).resolve('tsx');
  return ['--import', pathToFileURL(tsx).href];
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
