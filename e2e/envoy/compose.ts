// Plays a bundle's docker-compose.yaml on this machine without containers: each service's own command as a process, its own health check
// run against it before and after, and every port moved to a free one. Docker's own reader looks at the file where there is one.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { freePort } from '#envoy/mock-server.ts';
import { movePorts } from '#envoy/move-ports.ts';
import { runProgram } from './run-program.ts';

interface Service {
  environment?: Record<string, string>;
  command: string[];
  ports: string[];
  healthcheck: { test: string[]; retries: number };
  depends_on?: Record<string, { condition: string }>;
}

interface Container {
  folder: string;
  service: Service;
  /** From a port inside of the container to one of this machine. */
  moved: Map<number, number>;
  log: string;
  process: ChildProcess | null;
}

export interface Composed {
  /** From a port that the file publishes to one of this machine. */
  published: Map<number, number>;
  services: string[];
  log(service: string): string;
  down(): Promise<void>;
}

interface Mocks {
  control: number;
  servers: { cluster: string; port: number }[];
}

const retryMs = 100;
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const readers = [['docker', 'compose'], ['docker-compose']];
const reader = readers.find(
  ([program = '', ...args]) => spawnSync(program, [...args, 'version']).status === 0,
);
if (reader === undefined)
  process.stderr.write('!! docker-compose is not here: its look at compose files is SKIPPED.\n');

/** What Docker's own reader has against the file: null for nothing, and where there is no such reader. */
export async function composeFileProblem(folder: string): Promise<string | null> {
  if (reader === undefined) return null;
  const command = [...reader, 'config', '--quiet'];
  const { status, output } = await runProgram(command, { folder, timeoutMs: 60_000 });
  return status === 0 ? null : `${command.join(' ')} ends with ${status}:\n${output}`;
}

/** As `docker compose up --wait` in that folder. The work folder takes what stands for the containers. */
export async function composeUp(
  folder: string,
  workFolder: string,
  { envoy, variables }: { envoy: string; variables: Record<string, string> },
): Promise<Composed> {
  const file = readFileSync(join(folder, 'docker-compose.yaml'), 'utf8');
  const { services } = parse(interpolate(file, variables)) as { services: Record<string, Service> };
  const containers = new Map<string, Container>();
  for (const [name, service] of Object.entries(services)) {
    const container: Container = {
      folder: join(workFolder, name),
      service,
      moved: new Map(),
      log: '',
      process: null,
    };
    cpSync(folder, container.folder, { recursive: true });
    for (const port of service.ports) container.moved.set(lastNumber(port), await freePort());
    containers.set(name, container);
  }
  const down = async (): Promise<void> => {
    for (const one of containers.values()) await stop(one);
  };
  try {
    for (const name of startOrder(services)) {
      const container = containers.get(name) as Container;
      if (name === 'envoy') moveEnvoy(container, containers);
      else await moveMock(container);
      await start(container, envoy);
    }
  } catch (error) {
    await down();
    throw error;
  }
  const published = [...containers.values()].flatMap(({ service, moved }) =>
    service.ports.map((port): [number, number] => [
      Number(port.split(':').at(-2)),
      moved.get(lastNumber(port)) ?? 0,
    ]),
  );
  return {
    published: new Map(published),
    services: [...containers.keys()],
    log: (service) => containers.get(service)?.log ?? `there is no service ${service}`,
    down,
  };
}

const lastNumber = (port: string): number => Number(port.split(':').at(-1));

/** `${NAME:-otherwise}` and `$$`, as compose reads them. */
function interpolate(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\$|\$\{(\w+):-([^}]*)\}/g, (all, name: string, otherwise: string) =>
    all === '$$' ? '$' : (variables[name] ?? otherwise),
  );
}

/** A service comes after those that it waits for. */
function startOrder(services: Record<string, Service>): string[] {
  const order: string[] = [];
  const add = (name: string): void => {
    if (order.includes(name)) return;
    for (const [other, { condition }] of Object.entries(services[name]?.depends_on ?? {})) {
      if (condition !== 'service_healthy') throw new Error(`${name} waits for "${condition}"`);
      add(other);
    }
    order.push(name);
  };
  Object.keys(services).forEach(add);
  return order;
}

async function moveMock({ folder, service, moved }: Container): Promise<void> {
  const file = join(folder, 'mocks.json');
  const mocks = readJson(file) as Mocks;
  mocks.control = portOf(moved, mocks.control);
  const own = mocks.servers.find(({ cluster }) => cluster === service.command.at(-1));
  if (own === undefined) throw new Error(`no cluster for ${service.command.join(' ')}`);
  moved.set(own.port, await freePort());
  own.port = portOf(moved, own.port);
  writeFileSync(file, JSON.stringify(mocks));
}

/** Envoy must look for each cluster at the name of the container that plays it. */
function moveEnvoy(
  { folder, service, moved }: Container,
  containers: Map<string, Container>,
): void {
  const file = join(folder, service.command[service.command.indexOf('-c') + 1] ?? '');
  const text = readFileSync(file, 'utf8');
  const [[inside = 0, listener = 0] = []] = moved;
  const { static_resources: found } = parse(text, { version: '1.1' }) as EnvoyConfig;
  const listens = found.listeners[0]?.address.socket_address;
  if (listens?.address !== '0.0.0.0' || listens.port_value !== inside)
    throw new Error(
      `Envoy listens at ${JSON.stringify(listens)}, the container is asked at ${inside}`,
    );
  const clusters = found.clusters.map(({ name, load_assignment: assignment }): [string, number] => {
    const at = assignment.endpoints[0]?.lb_endpoints[0]?.endpoint.address.socket_address;
    const container = containers.get(at?.address ?? '');
    if (at === undefined || container === undefined)
      throw new Error(`the cluster ${name} is looked for at ${at?.address}, which no container is`);
    return [name, portOf(container.moved, at.port_value)];
  });
  writeFileSync(file, movePorts(text, { listener, admin: 0, clusters: new Map(clusters) }));
}

interface Address {
  address: { socket_address: { address: string; port_value: number } };
}

interface EnvoyConfig {
  static_resources: {
    listeners: Address[];
    clusters: {
      name: string;
      load_assignment: { endpoints: { lb_endpoints: { endpoint: Address }[] }[] };
    }[];
  };
}

function portOf(moved: Map<number, number>, port: number): number {
  const found = moved.get(port);
  if (found === undefined) throw new Error(`nothing listens on port ${port} of the container`);
  return found;
}

async function start(container: Container, envoy: string): Promise<void> {
  const { service, folder } = container;
  if (await isHealthy(container))
    throw new Error('a health check holds before its service has started');
  const [name = '', ...args] = service.command;
  // Several Envoys of one machine must not share their memory.
  const [program, own] = name === 'envoy' ? [envoy, ['--use-dynamic-base-id']] : [name, []];
  const child = spawn(program, [...args, ...own], {
    cwd: folder,
    env: { ...process.env, ...service.environment },
  });
  container.process = child;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (container.log += data.toString('utf8')));
  for (let attempt = 0; !(await isHealthy(container)); attempt += 1) {
    if (child.exitCode !== null || attempt * retryMs > service.healthcheck.retries * 1000)
      throw new Error(`${service.command.join(' ')} does not become healthy:\n${container.log}`);
    await sleep(retryMs);
  }
}

async function isHealthy({ service, moved, folder }: Container): Promise<boolean> {
  const [kind, program = '', ...args] = service.healthcheck.test;
  if (kind !== 'CMD') throw new Error(`a health check of kind ${kind}`);
  const here = args.map((word) =>
    word.replace(/\b\d{2,5}\b/g, (port) => String(moved.get(Number(port)) ?? port)),
  );
  return (await runProgram([program, ...here], { folder, timeoutMs: 5000 })).status === 0;
}

async function stop({ process: child }: Container): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await closed;
  clearTimeout(killer);
}
