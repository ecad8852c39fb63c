// The Envoy configuration that does in production what the Project does in Sluice, as plain data. Complete for Envoy ≥ 1.33.

import type { Cluster, Configuration, Plugin, Project } from '#project/schema.ts';
import { duration, given, localityConfig, metadataConfig } from './config-parts.ts';
import { type Json, type JsonObject, parseObject } from './json.ts';
import { routesConfig } from './route-config.ts';

/** What differs from place to place: where Envoy listens and where it finds the servers behind it. */
export interface Places {
  listenerAddress: string;
  listenerPort: number;
  clusterAddress(cluster: Cluster): string;
}

const wellKnown = 'type.googleapis.com/google.protobuf';
const extensions = 'type.googleapis.com/envoy.extensions';

/** File names of the modules, one per plugin of the chain; a name that repeats gets a number. */
export function moduleFileNames(project: Project): string[] {
  const names: string[] = [];
  for (const { moduleFileName } of project.plugins) {
    let name = moduleFileName;
    const isTaken = (one: string): boolean =>
      names.some((taken) => taken.toLowerCase() === one.toLowerCase());
    for (let n = 2; isTaken(name); n += 1) name = moduleFileName.replace(/\.wasm$/, `-${n}.wasm`);
    names.push(name);
  }
  return names;
}

/** The port of Envoy's own admin interface: the Project's, or the next where it needs that one. */
export function adminPort(project: Project): number {
  return freePort(project.adminPort, portsOf(project));
}

/** Where the mock servers take orders. */
export function controlPort(project: Project): number {
  return freePort(19_901, [...portsOf(project), adminPort(project)]);
}

function portsOf({ listener, clusters }: Project): number[] {
  return [
    listener.port,
    listener.containerPort ?? listener.port,
    ...clusters.map(({ port }) => port),
  ];
}

function freePort(from: number, taken: number[]): number {
  let port = from;
  while (taken.includes(port)) port = port === 65_535 ? 1024 : port + 1;
  return port;
}

export function envoyConfig(project: Project, places: Places): JsonObject {
  return {
    node: nodeConfig(project),
    admin: { address: socketAddress('127.0.0.1', adminPort(project)) },
    static_resources: {
      listeners: [listenerConfig(project, places)],
      clusters: project.clusters.map((cluster) => clusterConfig(cluster, places)),
    },
  };
}

/** All Structs of the configuration with the path to name them by. */
export function structsOf(project: Project): { path: string; value: Json }[] {
  const structs: { path: string; value: Json }[] = [
    { path: 'node.metadata', value: project.node.metadata },
    { path: 'route.metadata', value: project.route.metadata },
    { path: 'route.virtualHostMetadata', value: project.route.virtualHostMetadata },
    { path: 'listener.metadata', value: project.listener.metadata },
    ...project.routes.map(({ metadata }, index) => ({
      path: `routes.${index}.metadata`,
      value: metadata,
    })),
    ...project.clusters.flatMap(({ name, metadata, endpoint }) => [
      { path: `clusters.${name}.metadata`, value: metadata },
      { path: `clusters.${name}.endpoint.metadata`, value: endpoint.metadata },
      {
        path: `clusters.${name}.endpoint.localityMetadata`,
        value: endpoint.localityMetadata,
      },
    ]),
  ];
  for (const [index, plugin] of project.plugins.entries()) {
    for (const [path, { encoding, text }] of [
      [`plugins.${index}.configuration`, plugin.configuration],
      [`plugins.${index}.vm.configuration`, plugin.vm.configuration],
    ] as const) {
      if (encoding === 'struct' && text !== '')
        structs.push({ path, value: parseObject(text, path) });
    }
  }
  return structs;
}

function nodeConfig({ node }: Project): JsonObject {
  return {
    ...given('id', node.id),
    ...given('cluster', node.cluster),
    ...(Object.keys(node.metadata).length > 0 ? { metadata: node.metadata } : {}),
    ...localityConfig(node.locality),
  };
}

function listenerConfig(project: Project, places: Places): JsonObject {
  const { listener } = project;
  return {
    name: listener.name,
    address: socketAddress(places.listenerAddress, places.listenerPort),
    ...(listener.direction === 'unspecified'
      ? {}
      : { traffic_direction: listener.direction.toUpperCase() }),
    ...metadataConfig(listener.metadata, 'listener.metadata'),
    filter_chains: [
      {
        ...given('name', listener.filterChainName),
        filters: [
          {
            name: 'envoy.filters.network.http_connection_manager',
            typed_config: {
              '@type': `${extensions}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
              stat_prefix: listener.statPrefix,
              http_protocol_options: { enable_trailers: true },
              route_config: routesConfig(project),
              http_filters: [
                ...moduleFileNames(project).map((file, index) =>
                  wasmFilter(project, index, `./${file}`),
                ),
                {
                  name: 'envoy.filters.http.router',
                  typed_config: { '@type': `${extensions}.filters.http.router.v3.Router` },
                },
              ],
            },
          },
        ],
      },
    ],
  };
}

/** The filter of one plugin; `path` is where Envoy finds its module. */
export function wasmFilter(project: Project, index: number, modulePath: string): JsonObject {
  const plugin = project.plugins[index] as Plugin;
  const path = `plugins.${index}`;
  return {
    name: 'envoy.filters.http.wasm',
    typed_config: {
      '@type': `${extensions}.filters.http.wasm.v3.Wasm`,
      config: {
        ...given('name', plugin.name),
        ...given('root_id', plugin.rootId),
        ...failureConfig(plugin),
        ...(plugin.allowOnHeadersStopIteration ? { allow_on_headers_stop_iteration: true } : {}),
        ...configurationConfig(plugin.configuration, `${path}.configuration`),
        ...capabilityConfig(plugin),
        vm_config: {
          ...given('vm_id', plugin.vm.id),
          runtime: 'envoy.wasm.runtime.v8',
          code: { local: { filename: modulePath } },
          ...configurationConfig(plugin.vm.configuration, `${path}.vm.configuration`),
          ...(Object.keys(plugin.vm.environment).length > 0
            ? { environment_variables: { key_values: plugin.vm.environment } }
            : {}),
        },
      },
    },
  };
}

function failureConfig({ failurePolicy, reloadBackoffMs }: Plugin): JsonObject {
  switch (failurePolicy) {
    case 'fail-closed':
      return { failure_policy: 'FAIL_CLOSED' };
    case 'fail-open':
      return { failure_policy: 'FAIL_OPEN' };
    case 'fail-reload':
      return {
        failure_policy: 'FAIL_RELOAD',
        reload_config: { backoff: { base_interval: duration(reloadBackoffMs) } },
      };
    case 'legacy-fail-open':
      return { fail_open: true };
  }
}

function capabilityConfig({ allowedCapabilities }: Plugin): JsonObject {
  if (allowedCapabilities === undefined) return {};
  const allowed = Object.fromEntries(allowedCapabilities.map((name) => [name, {}]));
  return { capability_restriction_config: { allowed_capabilities: allowed } };
}

/** Without text there is no configuration: to the filter that is the same as an empty one. */
function configurationConfig({ encoding, text }: Configuration, field: string): JsonObject {
  if (text === '') return {};
  switch (encoding) {
    case 'string':
      return { configuration: { '@type': `${wellKnown}.StringValue`, value: text } };
    case 'bytes':
      return { configuration: { '@type': `${wellKnown}.BytesValue`, value: text } };
    case 'struct':
      return { configuration: { '@type': `${wellKnown}.Struct`, value: parseObject(text, field) } };
  }
}

function clusterConfig(cluster: Cluster, places: Places): JsonObject {
  const address = places.clusterAddress(cluster);
  const { endpoint } = cluster;
  const field = `clusters.${cluster.name}.endpoint`;
  return {
    name: cluster.name,
    type: isIpAddress(address) ? 'STATIC' : 'STRICT_DNS',
    connect_timeout: duration(cluster.connectTimeoutMs),
    ...metadataConfig(cluster.metadata, `clusters.${cluster.name}.metadata`),
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
        '@type': `${extensions}.upstreams.http.v3.HttpProtocolOptions`,
        explicit_http_config:
          cluster.protocol === 'http2'
            ? { http2_protocol_options: {} }
            : { http_protocol_options: { enable_trailers: true } },
      },
    },
    load_assignment: {
      cluster_name: cluster.name,
      endpoints: [
        {
          ...localityConfig(endpoint.locality),
          ...metadataConfig(endpoint.localityMetadata, `${field}.localityMetadata`),
          lb_endpoints: [
            {
              endpoint: { address: socketAddress(address, cluster.port) },
              ...metadataConfig(endpoint.metadata, `${field}.metadata`),
            },
          ],
        },
      ],
    },
  };
}

function socketAddress(address: string, port: number): JsonObject {
  return { socket_address: { address, port_value: port } };
}

export function isIpAddress(address: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) || /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address);
}
