// Runs other programs: output collected rather than shown, bounded in time, never left behind.

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const children = new Set();

function stopAll() {
  for (const child of children) stop(child, 'SIGKILL');
}
process.on('exit', stopAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopAll();
    process.exit(130);
  });
}

/** Ends a child together with the programs that it started (it leads its own process group). */
export function stop(child, signal = 'SIGTERM') {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}

/**
 * Runs a program to its end. Resolves with its exit code (null when it could not be started), everything it
 * printed, and whether it ran out of time.
 */
export function run(program, args, { timeoutMs = 600_000, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    children.add(child);
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      stop(child, 'SIGKILL');
    }, timeoutMs);
    const collect = (data) => {
      output += data;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const finish = (code) => {
      clearTimeout(timer);
      children.delete(child);
      resolve({ code, output, timedOut });
    };
    child.on('error', () => finish(null));
    // Whatever it left running ends with it, else the pipes stay open and `close` never comes.
    child.on('exit', () => stop(child, 'SIGKILL'));
    child.on('close', (code) => finish(timedOut ? 1 : (code ?? 1)));
  });
}

/** Full path of a program on PATH, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** npm itself. The one that runs this script is preferred: a PATH may have another, or none. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli))
    return run(process.execPath, [cli, ...args], options);
  return run('npm', args, options);
}

/** Where Debian's packages can be had by whoever runs this; gives what was printed, empty where they cannot. */
export async function aptInstall(name) {
  const apt = onPath('apt-get');
  if (apt === null || process.getuid?.() !== 0) return '';
  let output = '';
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const result = await run(apt, args, {
      timeoutMs: 300_000,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    output += result.output;
  }
  return output;
}

/** The last lines of a program's output, without the empty ones at the end. */
export function tail(output, lines) {
  const all = output.trimEnd().split('\n');
  return all.slice(-lines).join('\n');
}
