// Unpacks a bundle, starts a real Envoy and the mock servers from it, and lets its own verify.sh and verify.mjs judge that Envoy.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundle, rehearsalOf, targetNamed } from '#bundle/bundle.ts';
import { run } from '#cli/run.ts';
import { writeFiles } from '#cli/write-files.ts';
import { wasmLevel } from '#bundle/run-script.ts';
import type { Project } from '#project/schema.ts';
import { freePort } from '#envoy/mock-server.ts';
import { movePorts } from '#envoy/move-ports.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import type { Example } from './prepare.ts';
import { type Ended, runProgram } from './run-program.ts';
import { readmeProblem } from './readme-holds.ts';
import { aloneProblem, changeExpected } from './verify-alone.ts';
import { startEnvoy } from '#envoy/start-envoy.ts';

const timeoutMs = 60_000;

/**
 * The scenarios that were played, and what went wrong: null when both scripts hold, and find a header that is not there. What no running
 * Envoy can be asked is played in Envoys that verify.mjs starts.
 */
export async function verifyBundle(
  { project, modules }: Pick<Example, 'project' | 'modules'>,
  workFolder: string,
): Promise<{ played: number; problem: string | null }> {
  const { files } = makeBundle(
    {
      project,
      modules: modules.map((module) => module.bytes),
      sources: [],
      outcomes: run(project, modules).scenarios,
      rehearsals: run(rehearsalOf(project), modules).scenarios,
    },
    targetNamed('envoy'),
  );
  const folder = mkdtempSync(join(workFolder, 'verify-'));
  writeFiles(folder, files);
  const played = runningScenarios(folder).length;
  const places = await moveBundle(folder);
  const running = await runningProblem(project, folder, places, played);
  if (running !== null) return { played, problem: running };
  const alone = await aloneProblem(folder, { ...places, binary: await getEnvoy() }, played === 0);
  return { played: played + alone.played, problem: alone.problem };
}

async function runningProblem(
  project: Project,
  folder: string,
  { listener, admin, control }: MovedBundle,
  played: number,
): Promise<string | null> {
  const servers = spawn(process.execPath, ['mock-server.mjs'], { cwd: folder, stdio: 'pipe' });
  const envoy = await startEnvoy({
    binary: await getEnvoy(),
    folder,
    config: 'moved.yaml',
    adminPort: admin,
    workers: project.workers,
    wasmLevel: wasmLevel(project),
    name: 'verify',
  });
  try {
    if (!envoy.ready) return envoy.log();
    await runProgram([process.execPath, 'mock-server.mjs', '--wait'], { folder, timeoutMs });
    const address = `127.0.0.1:${listener}`;
    const readme = await readmeProblem(
      { folder, project, address, control, log: envoy.log },
      runningScenarios(folder),
    );
    return readme ?? (await judge({ folder, address, control }, played));
  } finally {
    await envoy.stop();
    servers.kill();
    await once(servers, 'close');
  }
}

/** Numbers of the scenarios that a running Envoy is asked for. */
function runningScenarios(folder: string): number[] {
  const script = readFileSync(join(folder, 'verify.sh'), 'utf8');
  return [...script.matchAll(/^scenario (\d+)/gm)].map(([, number]) => Number(number));
}

export interface MovedBundle {
  listener: number;
  admin: number;
  control: number;
}

/** The bundle's files on free ports of this machine; all else stays as it was exported. */
async function moveBundle(folder: string): Promise<MovedBundle> {
  const mocksFile = join(folder, 'mocks.json');
  const mocks = JSON.parse(readFileSync(mocksFile, 'utf8')) as {
    control: number;
    servers: { cluster: string; port: number }[];
  };
  mocks.control = await freePort();
  for (const server of mocks.servers) server.port = await freePort();
  writeFileSync(mocksFile, JSON.stringify(mocks));
  const ports = {
    listener: await freePort(),
    admin: await freePort(),
    clusters: new Map(mocks.servers.map(({ cluster, port }) => [cluster, port])),
  };
  const move = (from: string, to: string): void =>
    writeFileSync(join(folder, to), movePorts(readFileSync(join(folder, from), 'utf8'), ports));
  move(existsSync(join(folder, 'envoy.json')) ? 'envoy.json' : 'envoy.yaml', 'moved.yaml');
  for (const name of readdirSync(join(folder, 'verify')))
    if (name.endsWith('.envoy.json')) move(join('verify', name), join('verify', name));
  return { ...ports, control: mocks.control };
}

interface Places {
  folder: string;
  address: string;
  control: number;
}

async function judge(places: Places, played: number): Promise<string | null> {
  for (const command of [
    ['sh', 'verify.sh'],
    [process.execPath, 'verify.mjs'],
  ]) {
    const { status, output } = await verify(command, places);
    if (status !== 0) return `${command.join(' ')} ends with ${status}:\n${output}`;
  }
  return played === 0 ? null : changedHeaderProblem(places);
}

function verify(command: string[], { folder, address, control }: Places): Promise<Ended> {
  const env = { MOCKS: `127.0.0.1:${control}` };
  return runProgram([...command, address], { folder, timeoutMs, env });
}

/** With one expected header changed both must say so. */
async function changedHeaderProblem(places: Places): Promise<string | null> {
  const shell = join(places.folder, 'verify.sh');
  writeFileSync(
    shell,
    readFileSync(shell, 'utf8').replace(/^(header .*[^'])('?)$/m, '$1-changed$2'),
  );
  changeExpected(places.folder, ({ leftOut }) => leftOut === null);
  for (const command of [
    ['sh', 'verify.sh'],
    [process.execPath, 'verify.mjs'],
  ]) {
    const { status, output } = await verify(command, places);
    if (status !== 1 || !/WRONG {2}header .*-changed/.test(output))
      return `${command.join(' ')} does not notice a changed header:\n${output}`;
  }
  return null;
}
