// The routes of the Envoy configuration: one virtual host for all names, in which the first route that matches takes a request.

import type { Project, Route } from '#project/schema.ts';
import { duration, given, metadataConfig } from './config-parts.ts';
import type { JsonObject } from './json.ts';
import { BundleProblem } from './problem.ts';

export function routesConfig({ route, routes, clusters }: Project): JsonObject {
  return {
    name: route.configName,
    virtual_hosts: [
      {
        name: route.virtualHost,
        domains: ['*'],
        ...metadataConfig(route.virtualHostMetadata, 'route.virtualHostMetadata'),
        routes: [
          ...routes.map((one, index) => routeConfig(one, clusters, `routes.${index}`)),
          routeConfig(route, clusters, 'route'),
        ],
      },
    ],
  };
}

function routeConfig(route: Route, clusters: Project['clusters'], field: string): JsonObject {
  const { name, match, metadata, target } = route;
  if (target.kind === 'cluster' && !clusters.some((cluster) => cluster.name === target.cluster)) {
    throw new BundleProblem(
      `The route leads to the cluster "${target.cluster}", which the Project does not have.`,
    );
  }
  return {
    ...given('name', name),
    match: matchConfig(match),
    ...metadataConfig(metadata, `${field}.metadata`),
    ...(target.kind === 'cluster'
      ? { route: { cluster: target.cluster, timeout: duration(target.timeoutMs) } }
      : {
          direct_response: {
            status: target.status,
            ...(target.body === '' ? {} : { body: { inline_string: target.body } }),
          },
        }),
  };
}

function matchConfig({ prefix, path, headers }: Route['match']): JsonObject {
  return {
    ...(path === undefined ? { prefix } : { path }),
    ...(headers.length === 0
      ? {}
      : { headers: headers.map(([name, exact]) => ({ name, string_match: { exact } })) }),
  };
}
