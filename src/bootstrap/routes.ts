// The route configuration as routes of the Project: one virtual host, and of its routes those that the Project can say.

import type { ProjectInput } from '#project/schema.ts';
import { filterMetadata } from './metadata.ts';
import type { Part } from './part.ts';
import { reasonFor } from './reasons.ts';

export type RouteInput = NonNullable<ProjectInput['routes']>[number];

export interface RoutesInFile {
  configName: string;
  virtualHost: string;
  virtualHostMetadata: ProjectInput['route']['virtualHostMetadata'];
  /** A name that the virtual host takes requests for; null when it takes all. */
  domain: string | null;
  /** In the order in which Envoy tries them. */
  routes: RouteInput[];
  /** The last one. */
  route: RouteInput;
}

/** What a Project can have of them besides the last. */
const mostRoutes = 51;

/** `clusters`: names of those that the file has. */
export function routesOf(manager: Part, clusters: ReadonlySet<string>): RoutesInFile {
  const config = manager.member('route_config');
  const host = chosenHost(config?.itemsOf('virtual_hosts') ?? []);
  const routes = firstOnes(host?.itemsOf('routes') ?? [], clusters);
  return {
    configName: config?.textOf('name') ?? '',
    virtualHost: host?.textOf('name') ?? '',
    virtualHostMetadata: filterMetadata(host),
    domain: domainOf(host),
    routes: routes.slice(0, -1),
    route: routes.at(-1) ?? routeOfAll(manager, host, clusters),
  };
}

function chosenHost(hosts: readonly Part[]): Part | null {
  const chosen = hosts.find((host) => domainsOf(host).includes('*')) ?? hosts[0] ?? null;
  for (const host of hosts)
    if (host !== chosen) host.setAside(`Sluice has one virtual host, and takes ${chosen?.step}.`);
  return chosen;
}

function domainsOf(host: Part | null): string[] {
  return host?.itemsOf('domains').map((domain) => domain.text()) ?? [];
}

function domainOf(host: Part | null): string | null {
  const domains = domainsOf(host);
  if (domains.includes('*') || domains.length === 0) return null;
  host?.member('domains')?.setAside(reasonFor(host.member('domains') ?? host));
  return domains.find((domain) => !domain.includes('*')) ?? null;
}

/** Where the file tells no route that a Project can have. Without any route Envoy answers 404. */
function routeOfAll(manager: Part, host: Part | null, clusters: ReadonlySet<string>): RouteInput {
  const [cluster] = clusters;
  const specifiers = ['route_config', 'rds', 'scoped_routes'];
  // Envoy wants one of them; without, the file is a piece of another.
  if (specifiers.every((name) => manager.member(name) === null))
    return { target: { kind: 'cluster', cluster: cluster ?? 'upstream' } };
  const elsewhere = manager.member('rds') ?? manager.member('scoped_routes');
  const where = elsewhere ?? host?.member('routes') ?? null;
  const isEmpty = where === null || where.tree.size === 1;
  if (isEmpty || cluster === undefined) return { target: { kind: 'direct-response', status: 404 } };
  const reason = elsewhere === null ? 'The Project cannot say any of them' : reasonFor(where);
  where.setAside(
    `${reason.replace(/\.$/, '')}; here every request goes to the cluster ${cluster}.`,
  );
  return { target: { kind: 'cluster', cluster } };
}

function firstOnes(parts: readonly Part[], clusters: ReadonlySet<string>): RouteInput[] {
  const routes: RouteInput[] = [];
  for (const part of parts) {
    const route = routeOf(part, clusters);
    if (route === null) continue;
    if (routes.length < mostRoutes) routes.push(route);
    else part.setAside(`Sluice has at most ${mostRoutes} routes.`);
  }
  return routes;
}

function routeOf(part: Part, clusters: ReadonlySet<string>): RouteInput | null {
  const match = matchOf(part.member('match'));
  if (match === null) {
    part.setAside(
      'Sluice’s routes match a prefix or a path, and headers with exact values; requests pass this one by.',
    );
    return null;
  }
  const target = targetOf(part, clusters);
  if (target === null) {
    part.setAside(
      'Sluice’s routes lead to a cluster of a fixed name or answer directly; requests pass this one by.',
    );
    return null;
  }
  return { name: part.textOf('name'), match, metadata: filterMetadata(part), target };
}

/** Null when there is a condition that the Project cannot say: the route would take other requests than in Envoy. */
function matchOf(match: Part | null): NonNullable<RouteInput['match']> | null {
  if (match === null) return null;
  match.agrees('case_sensitive', true);
  const prefix = match.member('prefix')?.text() ?? null;
  const path = match.member('path')?.text() ?? null;
  const headers = match.itemsOf('headers').map(headerOf);
  const given = path ?? prefix;
  if (given === null || match.unmodelled(reasonFor).length > 0) return null;
  if (given === '' && path === null) return { prefix: '/', headers };
  if (!given.startsWith('/')) return null;
  return path === null ? { prefix: given, headers } : { path, headers };
}

function headerOf(header: Part): [string, string] {
  const exact = header.member('string_match')?.member('exact') ?? header.member('exact_match');
  header.member('string_match')?.agrees('ignore_case', false);
  header.agrees('invert_match', false);
  header.agrees('treat_missing_header_as_empty', false);
  const name = header.textOf('name');
  // Without a value any will do, which the Project cannot say.
  if (exact === null) header.setAside('');
  return [name, exact?.text() ?? ''];
}

function targetOf(part: Part, clusters: ReadonlySet<string>): RouteInput['target'] | null {
  const action = part.member('route');
  if (action !== null) return clusterTarget(action, clusters);
  const direct = part.member('direct_response');
  if (direct !== null)
    return {
      kind: 'direct-response',
      status: direct.member('status')?.number(200, { least: 100, most: 599 }) ?? 200,
      body: direct.member('body')?.textOf('inline_string') ?? '',
    };
  const redirect = part.member('redirect');
  return redirect === null ? null : redirectTarget(redirect);
}

const timeouts = { least: 0, most: 3_600_000 };
const usualTimeoutMs = 15_000;

function clusterTarget(action: Part, clusters: ReadonlySet<string>): RouteInput['target'] | null {
  const weighted = action.member('weighted_clusters')?.itemsOf('clusters')[0] ?? null;
  const part = action.member('cluster') ?? weighted?.member('name') ?? null;
  const cluster = part?.text() ?? '';
  if (cluster === '') return null;
  if (!clusters.has(cluster))
    part?.setAside('The file has no such cluster; one that is made up stands in for it.');
  const timeoutMs =
    action.member('timeout')?.milliseconds(usualTimeoutMs, timeouts) ?? usualTimeoutMs;
  return { kind: 'cluster', cluster, timeoutMs };
}

const redirectCodes = [
  'MOVED_PERMANENTLY',
  'FOUND',
  'SEE_OTHER',
  'TEMPORARY_REDIRECT',
  'PERMANENT_REDIRECT',
] as const;
const redirectStatus = [301, 302, 303, 307, 308];

/** A direct answer of the same status; where it leads to is listed. */
function redirectTarget(redirect: Part): RouteInput['target'] {
  const code = redirect.member('response_code')?.word(redirectCodes) ?? 'MOVED_PERMANENTLY';
  return {
    kind: 'direct-response',
    status: redirectStatus[redirectCodes.indexOf(code)] ?? 301,
    body: '',
  };
}
