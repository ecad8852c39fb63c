// Envoy's bootstrap configuration, an envoy.yaml or envoy.json, as a Project, with a list of what a Project does not say. Either of the two has
// every value of the file.

import { type FieldProblem, parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import { clustersOf } from './clusters.ts';
import type { Scalar } from './tree.ts';
import { wasmElsewhere } from './elsewhere.ts';
import {
  filterTypes,
  findInPiece,
  findManager,
  isWasm,
  listenerOf,
  pluginsOf,
} from './listener.ts';
import { localityOf, portOf, socketAddress } from './metadata.ts';
import { emptyPart, Part, type Unmodelled } from './part.ts';
import { ConfigProblem } from './problem.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import { reasonFor } from './reasons.ts';
import { type RouteInput, routesOf } from './routes.ts';
import { firstScenarios } from './scenarios.ts';
import { type ModuleInFile, wasmFilterType } from './wasm-plugin.ts';

export type { Unmodelled } from './part.ts';
export type { ModuleInFile } from './wasm-plugin.ts';

export type ReadBootstrap =
  | {
      ok: true;
      project: Project;
      unmodelled: Unmodelled[];
      /** Of each plugin, at its index. */
      modules: ModuleInFile[];
    }
  | { ok: false; problem: string };

/** Room for modules that stand in the file as base64. */
const mostCharacters = 16 * 1024 * 1024;

/** `spelling`: Envoy goes by the file's name, and reads numbers otherwise in YAML than in JSON. */
export function readBootstrap(text: string, spelling: 'yaml' | 'json'): ReadBootstrap {
  if (text.length > mostCharacters)
    return { ok: false, problem: 'It is larger than 16 MiB, which is more than is read here.' };
  try {
    if (spelling === 'json') return projectOf(new Part(readJson(text), ''), null);
    const further: number[] = [];
    const tree = readYaml(text, (line) => further.push(line));
    const read = projectOf(new Part(tree, ''), workersInComment(text));
    return read.ok ? { ...read, unmodelled: [...read.unmodelled, ...further.map(document)] } : read;
  } catch (error) {
    if (error instanceof ConfigProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

const document = (line: number, index: number): Unmodelled => ({
  path: `document ${index + 2}`,
  line,
  reason: 'Envoy reads the first document of a file and no other.',
});

function projectOf(file: Part, workers: number | null): ReadBootstrap {
  refuseOthers(file);
  const root = file.tree.kind === 'list' ? emptyPart() : bootstrapIn(file);
  const resources = root.member('static_resources');
  const found = resources === null ? findInPiece(file) : findManager(listenersOf(root));
  if (found === null) throw withoutFilter(root);
  const plugins = pluginsOf(found);
  const [first, ...further] = plugins;
  if (first === undefined) throw withoutModule(found.httpFilters);
  const listener = listenerOf(found);
  const clusters = clustersOf(resources?.itemsOf('clusters') ?? []);
  const names = new Set(clusters.map(({ name }) => name));
  const { routes, route, domain, ...host } = routesOf(found.manager, names);
  const allRoutes = [...routes, route];
  const project = checked({
    format: 1,
    name: nameOf(first.plugin),
    plugins: [first, ...further].map(({ plugin }) => plugin),
    listener,
    route: { ...route, ...host },
    routes,
    clusters: [...clusters, ...standIns(allRoutes, names)],
    node: nodeOf(root),
    adminPort: adminPort(root.member('admin')),
    ...(workers === null ? {} : { workers }),
    scenarios: firstScenarios(allRoutes, domain ?? `localhost:${listener.port}`),
  });
  return {
    ok: true,
    project,
    unmodelled: file.unmodelled(reasonFor),
    modules: plugins.map(({ module }) => module),
  };
}

const listenersOf = (root: Part): Part[] =>
  root.member('static_resources')?.itemsOf('listeners') ?? [];

function withoutFilter(root: Part): ConfigProblem {
  const elsewhere = wasmElsewhere(root);
  if (elsewhere !== null) return elsewhere;
  const listeners = listenersOf(root);
  if (listeners.length > 0)
    return new ConfigProblem(
      `No listener in it has an HTTP filter of Wasm, ${wasmFilterType}. Its filters are ${filterTypes(listeners).join(', ') || 'none'}.`,
    );
  if (root.member('dynamic_resources') !== null)
    return new ConfigProblem(
      'It names no listener: they come from a control plane (dynamic_resources), and this file alone does not tell them.',
    );
  return new ConfigProblem(
    'It is no configuration of Envoy with a Wasm filter: there is no listener in static_resources.listeners, nor a filter alone.',
  );
}

function withoutModule(filters: readonly Part[]): ConfigProblem {
  const told =
    'is disabled or compiled into Envoy, as is all Wasm beside it: there is no module to run.';
  return filters.find(isWasm)?.problem(told) ?? new ConfigProblem('It has no Wasm filter.');
}

/** Documents that look like Envoy's and are something else. */
function refuseOthers(root: Part): void {
  if (root.tree.kind === 'scalar')
    throw new ConfigProblem(
      'It is no configuration of Envoy, which is a map with static_resources.',
    );
  if (root.tree.kind === 'list') return;
  const { members } = root.tree;
  const kind = members.get('kind');
  if (members.has('apiVersion') && kind?.kind === 'scalar')
    throw new ConfigProblem(
      `It is a resource of Kubernetes (${String(kind.value)}), not a configuration of Envoy. ${insteadOf(kind.value)}`,
    );
}

function insteadOf(kind: Scalar): string {
  if (kind === 'EnvoyFilter') return 'Give the filter alone, which is what stands in its value.';
  if (kind === 'ConfigMap') return 'Give the envoy.yaml that is in its data.';
  return 'Give the envoy.yaml that Envoy starts with.';
}

/** Of what Envoy's admin interface tells as `/config_dump` the part that Envoy was started with; of any other file all. */
function bootstrapIn(file: Part): Part {
  const dumped = file.itemsOf('configs');
  const started = dumped.find((one) => one.member('bootstrap') !== null);
  const bootstrap = started?.member('bootstrap') ?? null;
  if (dumped.length === 0) return file;
  if (started === undefined || bootstrap === null)
    throw new ConfigProblem(
      'It is a dump of Envoy’s configuration without its bootstrap, which is what is read here.',
    );
  for (const one of dumped)
    if (one !== started) one.setAside('Of a dump only the bootstrap is read.');
  started.textOf('@type');
  started.member('last_updated')?.take();
  return bootstrap;
}

function checked(input: ProjectInput): Project {
  const parsed = parseProject(input);
  if (parsed.ok) return parsed.project;
  throw new ConfigProblem(`Sluice cannot hold it. ${parsed.problems.map(told).join('; ')}.`);
}

const told = ({ path, message }: FieldProblem): string => `${path}: ${message}`;

/** Clusters that routes lead to and the file does not have, as where they come from a control plane. */
function standIns(routes: readonly RouteInput[], known: ReadonlySet<string>) {
  const wanted = routes.flatMap(({ target }) =>
    target.kind === 'cluster' && !known.has(target.cluster) ? [target.cluster] : [],
  );
  return [...new Set(wanted)].map((name) => ({ name }));
}

function nodeOf(root: Part): ProjectInput['node'] {
  const node = root.member('node');
  return {
    id: node?.textOf('id') ?? '',
    cluster: node?.textOf('cluster') ?? '',
    metadata: node?.member('metadata')?.jsonObject() ?? {},
    locality: localityOf(node),
  };
}

/** A download has an admin interface too, on the loopback address. */
function adminPort(admin: Part | null): number {
  const socket = socketAddress(admin);
  socket?.agrees('address', '127.0.0.1');
  return portOf(socket, usualAdminPort);
}

const usualAdminPort = 9901;
const mostName = 100;

/** What the person calls the filter. */
function nameOf({ name, rootId, source }: ProjectInput['plugins'][number]): string {
  const ofModule = source.kind === 'module' ? source.name.replace(/\.wasm$/, '') : '';
  const [first = 'envoy.yaml'] = [name, rootId, ofModule].filter((one) => one?.trim());
  return first.slice(0, mostName);
}

const mostWorkers = 8;

/** Envoy takes their number from its command line, which the first lines of the file may show. */
function workersInComment(text: string): number | null {
  const [, number] = /^#.*\s--concurrency[ =](\d+)/m.exec(text) ?? [];
  const workers = Number(number);
  return workers >= 1 && workers <= mostWorkers ? workers : null;
}
