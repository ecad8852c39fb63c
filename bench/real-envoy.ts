// A real Envoy with one filter in front of a direct response, for figures to be held against.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileBytes } from '#bundle/bundle.ts';
import { writeFiles } from '#cli/write-files.ts';
import type { Project } from '#project/schema.ts';
import { freePort } from '#envoy/mock-server.ts';
import { movePorts } from '#envoy/move-ports.ts';
import { exportedFiles } from '#envoy/scenario-project.ts';
import { getEnvoy } from '../scripts/get-envoy.mjs';
import { type RunningEnvoy, startEnvoy } from '#envoy/start-envoy.ts';

export interface BenchEnvoy {
  port: number;
  envoy: RunningEnvoy;
  stop(): Promise<void>;
}

/** Starts Envoy with the bundle of a Project, one worker thread, and its wasm logger at `error`. */
export async function benchEnvoy(project: Project, module: Uint8Array): Promise<BenchEnvoy> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const files = exportedFiles(project, [{ bytes: module, sourceMap: null }]);
  writeFiles(folder, files);
  const config = files.find(({ path }) => path === 'envoy.yaml');
  if (config === undefined) throw new Error('the bundle has no envoy.yaml');
  const ports = { listener: await freePort(), admin: await freePort(), clusters: new Map() };
  const text = new TextDecoder().decode(fileBytes(config));
  writeFileSync(join(folder, 'moved.yaml'), movePorts(text, ports));
  const envoy = await startEnvoy({
    binary: await getEnvoy(),
    folder,
    config: 'moved.yaml',
    adminPort: ports.admin,
    workers: 1,
    wasmLevel: 'error',
    name: 'bench',
  });
  const stop = async (): Promise<void> => {
    await envoy.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (envoy.ready) return { port: ports.listener, envoy, stop };
  await stop();
  throw new Error(`Envoy refused the benchmark: ${envoy.log()}`);
}
