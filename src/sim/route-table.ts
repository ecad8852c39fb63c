// Which route a request takes: Envoy's virtual host with the routes of the Project, the first that matches winning.

import { byteStringOf } from '#abi/byte-string.ts';
import { routesInOrder } from '#project/routes.ts';
import type { Cluster, Project, Route } from '#project/schema.ts';
import type { HeaderFields } from './header-fields.ts';

/**
 * Null when no route takes the request: Envoy answers 404. It looks for none when the path is missing, or the scheme that the
 * client used, which it keeps in `x-forwarded-proto`.
 */
export function findRoute(project: Project, headers: HeaderFields): Route | null {
  const path = headers.get(':path');
  if (path === null || !headers.get('x-forwarded-proto')) return null;
  return routesInOrder(project).find((route) => matches(route, path, headers)) ?? null;
}

function matches({ match }: Route, path: string, headers: HeaderFields): boolean {
  const wanted = byteStringOf(match.path ?? match.prefix);
  const pathFits =
    match.path === undefined ? path.startsWith(wanted) : path.split(/[?#]/)[0] === wanted;
  return (
    pathFits &&
    match.headers.every(([name, value]) => {
      const key = byteStringOf(name.toLowerCase());
      return headers.pairs().some((pair) => pair[0] === key && pair[1] === byteStringOf(value));
    })
  );
}

/** The cluster that a route leads to; null for a direct response. */
export function clusterOf(project: Project, route: Route | null): Cluster | null {
  if (route === null || route.target.kind !== 'cluster') return null;
  const { cluster } = route.target;
  return project.clusters.find(({ name }) => name === cluster) ?? null;
}
