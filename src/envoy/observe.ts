// Plays one scenario against a real Envoy and tells what happened there.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleFile, fileBytes } from '#bundle/bundle.ts';
import type { Project, Scenario } from '#project/schema.ts';
import type { ReportedBody, ScenarioReport } from '#run/api.ts';
import { send, type WireResponse } from './client.ts';
import { type Addresses, connectToWorker } from './connect-to-worker.ts';
import { accessLog, quiet, refusal, sleep, workerLines } from './envoy-log.ts';
import { freePort, type WireRequest } from './mock-server.ts';
import { movePortsAndListen } from './move-ports.ts';
import { observedMetrics } from './metrics.ts';
import { openWorld, type World } from './open-world.ts';
import { EnvoyProblem } from './problem.ts';
import { unpack } from './unpack.ts';
import { type RunningEnvoy, startEnvoy } from './start-envoy.ts';
import { type Message, messageLines, tellWorkers, type Told } from './told.ts';

export interface Play {
  /** Path of the Envoy. */
  binary: string;
  /** The scenario's effective Project. */
  project: Project;
  files: BundleFile[];
  addresses: Addresses;
  /** What Sluice says: only how long things last and how much of a body is shown is taken from it. */
  report: ScenarioReport;
  wasmLevel: string;
  withTrace: boolean;
  folder: string;
  name: string;
}

/** How long after the expected end of an exchange Envoy still has to answer. */
const graceMs = 4000;
/** How long an answer is waited for that Sluice says will not come. */
const hungMs = 800;
/** The longest virtual time that is waited for in earnest. */
const longestMs = 30_000;
const quietMs = 120;

export interface Observed {
  told: Told;
  /** All that Envoy printed. */
  log: string;
  /** Where the mock servers were, and what the Project calls that. */
  clusters: { realPort: number; address: string }[];
}

export async function observe(play: Play): Promise<Observed> {
  const { binary, project, files, folder, name, wasmLevel } = play;
  unpack(folder, files);
  const source = files.some((file) => file.path === 'envoy.json') ? 'envoy.json' : 'envoy.yaml';
  const exported = files.find((file) => file.path === source) as BundleFile;
  const scenario = project.scenarios[0] as Scenario;
  const world = await openWorld(project, scenario);
  const ports = { listener: await freePort(), admin: await freePort(), clusters: world.ports };
  const config = `${name}-${source}`;
  const text = new TextDecoder().decode(fileBytes(exported));
  writeFileSync(join(folder, config), movePortsAndListen(text, ports));
  const envoy = await startEnvoy({
    binary,
    folder,
    config,
    adminPort: ports.admin,
    workers: project.workers,
    wasmLevel,
    name,
  });
  try {
    const told = envoy.ready
      ? await playedThrough(play, envoy, world, ports.listener)
      : refusal(envoy);
    return {
      told,
      log: envoy.log(),
      clusters: project.clusters.map(({ name: cluster, address, port }) => ({
        realPort: world.ports.get(cluster) as number,
        address: `${address}:${port}`,
      })),
    };
  } finally {
    await envoy.stop();
    world.close();
  }
}

/** An Envoy that ends in between says nothing more: that is told, not what follows from it. */
async function playedThrough(
  play: Play,
  envoy: RunningEnvoy,
  world: World,
  port: number,
): Promise<Told> {
  let told: Told | null = null;
  let failure: unknown = null;
  try {
    told = await exchanges(play, envoy, world, port);
  } catch (error) {
    failure = error;
  }
  const ended = envoy.endedBecause();
  if (ended !== null) throw new EnvoyProblem(`${ended} while the scenario was played`);
  if (told === null) throw failure;
  return told;
}

async function exchanges(
  play: Play,
  envoy: RunningEnvoy,
  world: World,
  port: number,
): Promise<Told> {
  const { project, report, addresses } = play;
  const scenario = project.scenarios[0] as Scenario;
  const open: { close(): void }[] = [];
  const responses: (WireResponse | null)[] = [];
  /** Number of upstream requests before each exchange. */
  const asked: number[] = [];
  const startMs = Date.now();
  for (const [index, { request, upstream, afterMs }] of scenario.exchanges.entries()) {
    await sleep(afterMs);
    await world.setUpstream(upstream);
    asked.push(world.upstream.length);
    const expected = report.exchanges[index];
    const lastsMs = expected === undefined ? 0 : (expected.endNs - expected.startNs) / 1e6;
    const hangs = expected?.verdict === 'hung';
    const connection = await connectToWorker(envoy, {
      port,
      addresses,
      worker: index % project.workers,
      workers: project.workers,
    });
    const exchange = send(connection, request, lastsMs + (hangs ? hungMs : graceMs));
    open.push(exchange);
    responses.push(await exchange.response);
    if (hangs) {
      // Who gets no answer leaves before the next request comes, in Sluice too.
      exchange.close();
      await accessLog(envoy, index + 1);
    }
    // The message is at the client before Envoy is done with the stream.
    await quiet(envoy, 30);
  }
  await sleep(Math.min(report.endNs / 1e6, longestMs) + 50 - (Date.now() - startMs));
  await quiet(envoy, quietMs);
  // What hangs ends now, with the client's connection; only then Envoy writes its details.
  for (const exchange of open) exchange.close();
  await quiet(envoy, quietMs);
  const details = await accessLog(envoy, scenario.exchanges.length);
  const told: Told = new Map([['start', ['loaded']]]);
  for (const index of scenario.exchanges.keys()) {
    const expected = report.exchanges[index];
    const name = `exchange ${index + 1}`;
    const response = fromResponse(responses[index] ?? null, expected?.clientResponse?.body);
    told.set(`${name} client`, messageLines(response));
    const arrived = world.upstream.slice(asked[index], asked[index + 1]);
    const like = expected?.upstreamRequest?.body;
    told.set(
      `${name} upstream`,
      arrived.length === 0
        ? messageLines(null)
        : arrived.flatMap((request) => messageLines(fromRequest(request, like))),
    );
    told.set(`${name} details`, [details[index] ?? '']);
  }
  told.set(
    'calls',
    world.calls.flatMap(({ cluster, request }, index) => [
      `to ${cluster}`,
      ...messageLines(fromRequest(request, report.calls[index]?.request.body)),
    ]),
  );
  told.set('metrics', await observedMetrics(envoy));
  // The plugins' own end comes with Envoy's.
  await envoy.stop();
  tellWorkers(told, workerLines(envoy.log()), play.withTrace);
  return told;
}

function fromResponse(response: WireResponse | null, like?: ReportedBody): Message | null {
  if (response === null) return null;
  const { status, headers, body, trailers, complete } = response;
  const start = complete ? String(status) : `${status} (cut off)`;
  return { start, headers, body: reported(body, like), trailers };
}

function fromRequest(request: WireRequest, like?: ReportedBody): Message {
  const { method, path, headers, body, trailers } = request;
  return { start: `${method} ${path}`, headers, body: reported(body, like), trailers };
}

/** A body as a report has it, cut where the report of the same body is cut. */
function reported(body: Buffer, like?: ReportedBody): ReportedBody {
  const truncated = like?.truncated ?? false;
  const text = body.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(body);
  const data = isText ? text : body.toString('base64');
  return {
    sizeBytes: body.length,
    encoding: isText ? 'text' : 'base64',
    data: truncated ? data.slice(0, like?.data.length) : data,
    truncated,
  };
}
