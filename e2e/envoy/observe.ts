// Plays one scenario against a real Envoy and tells what happened there.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReportedBody, ScenarioReport } from '#run/api.ts';
import type { Project, Scenario, ServerBehaviour } from '#project/schema.ts';
import { type BundleFile, fileBytes } from '#bundle/bundle.ts';
import { parseEnvoyLog, parseEnvoyWasmLog, type WasmLogLine } from '#trace/envoy-log.ts';
import { type Addresses, send, type WireResponse } from './client.ts';
import { freePort, MockServer, type WireRequest } from './mock-server.ts';
import { movePortsAndListen } from './move-ports.ts';
import { type RunningEnvoy, startEnvoy } from './start-envoy.ts';
import {
  logLines,
  type Message,
  messageLines,
  type Told,
  tellRefusal,
  traceLines,
} from './told.ts';

export interface Play {
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
  /** Where the mock servers were, and what the Project calls that. */
  clusters: { realPort: number; address: string }[];
}

export async function observe(play: Play): Promise<Observed> {
  const { project, files, folder, name, wasmLevel } = play;
  for (const file of files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fileBytes(file));
  }
  const source = files.some((file) => file.path === 'envoy.json') ? 'envoy.json' : 'envoy.yaml';
  const exported = files.find((file) => file.path === source) as BundleFile;
  const scenario = project.scenarios[0] as Scenario;
  const world = await openWorld(project, scenario);
  const ports = { listener: await freePort(), admin: await freePort(), clusters: world.ports };
  const config = `${name}-${source}`;
  const text = new TextDecoder().decode(fileBytes(exported));
  writeFileSync(join(folder, config), movePortsAndListen(text, ports));
  const envoy = await startEnvoy({ folder, config, adminPort: ports.admin, wasmLevel, name });
  try {
    return {
      told: envoy.ready ? await exchanges(play, envoy, world, ports.listener) : refusal(envoy),
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

interface World {
  ports: Map<string, number>;
  /** What reached each kind of server, in order. */
  upstream: WireRequest[];
  calls: { cluster: string; request: WireRequest }[];
  setUpstream(behaviour: ServerBehaviour): Promise<void>;
  close(): void;
}

async function openWorld(project: Project, scenario: Scenario): Promise<World> {
  const { target } = project.route;
  const upstreamCluster = target.kind === 'cluster' ? target.cluster : null;
  const world: World = {
    ports: new Map(),
    upstream: [],
    calls: [],
    setUpstream: async () => {},
    close: () => {
      for (const server of servers) server.close();
    },
  };
  const servers: MockServer[] = [];
  let upstream: ServerBehaviour = { kind: 'timeout' };
  for (const { name } of project.clusters) {
    const mocks = scenario.calls.filter((mock) => mock.cluster === name);
    // Envoy marks its own calls so; a client's header of that name does not get this far.
    const isUpstream = ({ headers }: WireRequest): boolean =>
      name === upstreamCluster && !headers.some(([key]) => key === 'x-envoy-internal');
    const server = new MockServer(
      await freePort(),
      (request) => {
        if (isUpstream(request)) world.upstream.push(request);
        else world.calls.push({ cluster: name, request });
      },
      (request) => (isUpstream(request) ? upstream : answerTo(request, mocks)),
    );
    servers.push(server);
    world.ports.set(name, server.port);
    if (name === upstreamCluster) {
      world.setUpstream = async (behaviour) => {
        upstream = behaviour;
        await server.setOpen(behaviour.kind !== 'refused');
      };
    } else {
      await server.setOpen(mocks.some((mock) => mock.server.kind !== 'refused'));
    }
  }
  return world;
}

function answerTo({ method, path }: WireRequest, mocks: Scenario['calls']): ServerBehaviour {
  const fits = mocks.find(
    ({ match }) => (match.method ?? method) === method && (match.path ?? path) === path,
  );
  if (fits === undefined) throw new Error(`the scenario has no mock for ${method} ${path}`);
  return fits.server;
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
    if (index > 0) await sleep(afterMs);
    await world.setUpstream(upstream);
    asked.push(world.upstream.length);
    const expected = report.exchanges[index];
    const lastsMs = expected === undefined ? 0 : (expected.endNs - expected.startNs) / 1e6;
    const answers = expected?.clientResponse != null;
    const exchange = send(port, addresses, request, lastsMs + (answers ? graceMs : hungMs));
    open.push(exchange);
    responses.push(await exchange.response);
    // The message is at the client before Envoy is done with the stream.
    await quiet(envoy, 30);
  }
  await sleep(Math.min(report.endNs / 1e6, longestMs) + 50 - (Date.now() - startMs));
  await quiet(envoy, quietMs);
  // What hangs ends now, with the client's connection; only then Envoy writes its details.
  for (const exchange of open) exchange.close();
  await quiet(envoy, quietMs);
  const details = await accessLog(envoy, scenario.exchanges.length);
  const log = envoy.log();
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
  const lines = workerLines(log);
  told.set('log', logLines(lines));
  if (play.withTrace) told.set('trace', traceLines(lines));
  return told;
}

/** Envoy's first thread is the main one. With one worker there is one other, and its VMs alone see requests. */
function workerLines(log: string): WasmLogLine[] {
  const text = log.replace(/^!!access .*\n/gm, '');
  const main = parseEnvoyLog(text)[0]?.thread;
  const threads = [...parseEnvoyWasmLog(text)].filter(([thread]) => thread !== main);
  if (threads.length > 1) throw new Error('more than one worker thread in the log');
  return threads[0]?.[1] ?? [];
}

/** Response code details, one per request that has ended. */
async function accessLog(envoy: RunningEnvoy, expected: number): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const found = [...envoy.log().matchAll(/^!!access details=(.*)$/gm)].map((one) => one[1] ?? '');
    if (found.length >= expected || tries === 40) return found;
    await sleep(50);
  }
}

/** Envoy tells on its main thread why it does not start, between what the guest itself has logged there. */
function refusal(envoy: RunningEnvoy): Told {
  const why = /error `(Unable to create Wasm plugin [^`]*)`/.exec(envoy.log())?.[1];
  if (why === undefined) {
    throw new Error(`Envoy did not start:\n${envoy.log().slice(-3000)}`);
  }
  const lines = [...parseEnvoyWasmLog(envoy.log()).values()].flat();
  return tellRefusal([...lines, { kind: 'log', level: 'critical', text: why }]);
}

/** Waits until Envoy has had nothing to say for some time. */
async function quiet(envoy: RunningEnvoy, forMs: number): Promise<void> {
  let size = -1;
  for (let now = envoy.log().length; now !== size; now = envoy.log().length) {
    size = now;
    await sleep(forMs);
  }
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

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
