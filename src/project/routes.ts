// The routes of a Project in the order in which Envoy tries them, and where they lead.

import type { Project, Route } from './schema.ts';

/** The special ones first; the last is the one for all the rest. */
export function routesInOrder({ routes, route }: Project): readonly Route[] {
  return [...routes, route];
}

/** Names of the clusters that a route leads to, each once. */
export function routedClusters(project: Project): string[] {
  const names = routesInOrder(project).flatMap(({ target }) =>
    target.kind === 'cluster' ? [target.cluster] : [],
  );
  return [...new Set(names)];
}
