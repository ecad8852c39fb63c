// Runs a program to its end while other work goes on.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  /** Null when it was stopped because it took too long. */
  status: number | null;
  /** Both streams, as they came. */
  output: string;
}

export async function runProgram(
  [program = '', ...args]: readonly string[],
  { folder, timeoutMs, env = {} }: { folder: string; timeoutMs: number; env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}
