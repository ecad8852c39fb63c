// The steps of docs/seeds.md that a person does in a terminal: the document's own lines, in a folder with what was downloaded. The ports
// that the bundles name are moved to free ones of this machine, which curl is told by its own configuration file.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { parse } from 'yaml';
import { freePort } from '#envoy/mock-server.ts';
import { movePorts } from '#envoy/move-ports.ts';
import { type Composed, composeFileProblem, composeUp } from '../envoy/compose.ts';
import { runProgram } from '../envoy/run-program.ts';
import { type Block, pattern } from './document.ts';

const answerWithinMs = 60_000;

export class Terminal {
  #folder: string;
  #workFolder: string;
  #envoy: string;
  #server: ChildProcess | null = null;
  #serverLog = '';
  #composed: Composed | null = null;
  #composedTimes = 0;
  /** What the commands of the last block have printed. */
  #outputs: string[] = [];
  /** The last command, where it only reads what the containers have logged. */
  #logCommand: string | null = null;

  /** `folder` has the downloads in it; `workFolder` takes what the document does not know of. */
  constructor(folder: string, workFolder: string, envoy: string) {
    this.#folder = folder;
    this.#workFolder = workFolder;
    this.#envoy = envoy;
    mkdirSync(join(workFolder, 'bin'), { recursive: true });
    const program = (name: string, text: string): void =>
      writeFileSync(join(workFolder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    // Several Envoys of one machine must not share their memory.
    program('envoy', `exec "${envoy}" "$@" --use-dynamic-base-id`);
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    program('sluice', `exec node --import ${import.meta.resolve('tsx')} "${main}" "$@"`);
    program(
      'docker',
      `[ "$1 $2 $#" = "compose logs 3" ] && exec cat "${workFolder}/$3.log"\nexit 64`,
    );
  }

  async type(lines: string[]): Promise<void> {
    this.#outputs = [];
    for (const line of lines) await this.#type(line);
  }

  /** What the commands before have printed. A log is read again until it has all: it comes a moment after what it tells of. */
  async answered(lines: string[]): Promise<void> {
    const wanted = lines.map((line) =>
      expect.stringMatching(new RegExp(`^${pattern(line).source}$`)),
    );
    const found = async (): Promise<string[]> => {
      if (this.#logCommand !== null) {
        this.#outputs.pop();
        await this.#run(this.#logCommand);
      }
      return this.#outputs.join('').replaceAll('\r', '').trimEnd().split('\n');
    };
    if (this.#logCommand === null) expect(await found()).toEqual(wanted);
    else await expect.poll(found).toEqual(wanted);
  }

  async logged(lines: string[]): Promise<void> {
    for (const line of lines) await expect.poll(() => this.#serverLog).toMatch(pattern(line));
  }

  write(path: string, lines: string[]): void {
    writeFileSync(join(this.#folder, path), `${lines.join('\n')}\n`);
  }

  holds(path: string, lines: string[]): void {
    const text = readFileSync(join(this.#folder, path), 'utf8').split('\n');
    for (const line of lines) expect(text).toContain(line);
  }

  async close(): Promise<void> {
    await this.#composed?.down();
    this.#composed = null;
    const server = this.#server;
    this.#server = null;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const closed = once(server, 'close');
    // As Ctrl+C does, to the script and to all that it has started.
    process.kill(-server.pid, 'SIGINT');
    await closed;
  }

  async #type(line: string): Promise<void> {
    const [, variables = '', command = ''] = /^((?:\w+=\S+ )*)(.*)$/.exec(line) ?? [];
    const environment = Object.fromEntries(
      variables
        .trim()
        .split(' ')
        .filter((one) => one !== '')
        .map((one) => one.split('=') as [string, string]),
    );
    this.#logCommand = command.startsWith('docker compose logs ') ? command : null;
    if (command === 'sh run.sh') return this.#serve(environment);
    if (command === 'docker compose up --wait') return this.#composeUp(environment);
    if (command === 'docker compose down') return this.close();
    if (this.#logCommand === null) expect(await this.#run(line), line).toBe('');
    else await expect.poll(() => this.#run(line)).toBe('');
  }

  /** What went wrong; empty when nothing did. In the shell, which finds an Envoy of ours and a `docker` that knows the logs of what we have started. */
  async #run(line: string): Promise<string> {
    for (const service of this.#composed?.services ?? [])
      writeFileSync(join(this.#workFolder, `${service}.log`), this.#composed?.log(service) ?? '');
    const file = join(this.#workFolder, 'folder');
    const { status, output } = await runProgram(['bash', '-e', '-c', `${line}\npwd >"${file}"`], {
      folder: this.#folder,
      timeoutMs: answerWithinMs,
      env: this.#environment(),
    });
    if (status !== 0) return `ends with ${status}: ${output}`;
    this.#outputs.push(output);
    this.#folder = readFileSync(file, 'utf8').trim();
    return '';
  }

  #environment(): NodeJS.ProcessEnv {
    const path = `${join(this.#workFolder, 'bin')}:${process.env['PATH'] ?? ''}`;
    return { ...process.env, PATH: path, CURL_HOME: this.#workFolder };
  }

  /** The script of a bundle, which stays until the walk is over. */
  async #serve(environment: Record<string, string>): Promise<void> {
    await this.close();
    const port = await this.#moveBundle();
    this.#serverLog = '';
    const server = spawn('sh', ['run.sh'], {
      cwd: this.#folder,
      detached: true,
      env: { ...this.#environment(), ...environment, CONFIG: 'moved.yaml' },
    });
    this.#server = server;
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (data: Buffer) => (this.#serverLog += data.toString('utf8')));
    await expect
      .poll(async () => server.exitCode !== null || (await isOpen(port)), { timeout: 30_000 })
      .toBe(true);
    expect(server.exitCode, this.#serverLog).toBe(null);
  }

  async #moveBundle(): Promise<number> {
    const exported = readFileSync(join(this.#folder, 'envoy.yaml'), 'utf8');
    const file = join(this.#folder, 'mocks.json');
    const mocks = JSON.parse(readFileSync(file, 'utf8')) as {
      control: number;
      servers: { cluster: string; port: number }[];
    };
    const config = parse(exported) as {
      static_resources: { listeners: { address: { socket_address: { port_value: number } } }[] };
    };
    const known = config.static_resources.listeners[0]?.address.socket_address.port_value ?? 0;
    const listener = await freePort();
    const control = await freePort();
    this.#tellCurl(
      new Map([
        [known, listener],
        [mocks.control, control],
      ]),
    );
    const clusters = new Map<string, number>();
    for (const server of mocks.servers) {
      server.port = await freePort();
      clusters.set(server.cluster, server.port);
    }
    writeFileSync(file, JSON.stringify({ ...mocks, control }));
    const moved = movePorts(exported, { listener, admin: await freePort(), clusters });
    writeFileSync(join(this.#folder, 'moved.yaml'), moved);
    return listener;
  }

  #tellCurl(moved: ReadonlyMap<number, number>): void {
    const lines = [...moved].map(
      ([from, to]) => `connect-to = "localhost:${from}:127.0.0.1:${to}"\n`,
    );
    writeFileSync(join(this.#workFolder, '.curlrc'), lines.join(''));
  }

  async #composeUp(variables: Record<string, string>): Promise<void> {
    await this.close();
    expect(await composeFileProblem(this.#folder)).toBe(null);
    this.#composedTimes += 1;
    const place = join(this.#workFolder, `containers-${this.#composedTimes}`);
    this.#composed = await composeUp(this.#folder, place, { envoy: this.#envoy, variables });
    this.#tellCurl(this.#composed.published);
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export const terminalSteps: Readonly<
  Record<string, (terminal: Terminal, block: Block) => Promise<void> | void>
> = {
  sh: (terminal, { lines }) => terminal.type(lines),
  answer: (terminal, { lines }) => terminal.answered(lines),
  terminal: (terminal, { lines }) => terminal.logged(lines),
  yaml: (terminal, { argument, lines }) => terminal.write(argument, lines),
  file: (terminal, { argument, lines }) => terminal.holds(argument, lines),
};
