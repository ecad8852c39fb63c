// The clusters of the configuration as clusters of the Project: one host each, whose answers the scenario has.

import type { ProjectInput } from '#project/schema.ts';
import { anyMessage } from './any-message.ts';
import { filterMetadata, localityOf, portOf, socketAddress } from './metadata.ts';
import type { Part } from './part.ts';

type ClusterInput = NonNullable<ProjectInput['clusters']>[number];

const mostClusters = 50;
const usualPort = 8080;
/** Envoy's own, where the file says none. */
const usualConnectTimeoutMs = 5000;

export function clustersOf(parts: readonly Part[]): ClusterInput[] {
  for (const part of parts.slice(mostClusters))
    part.setAside(`Sluice has at most ${mostClusters} clusters.`);
  return parts.slice(0, mostClusters).map(clusterOf);
}

function clusterOf(cluster: Part): ClusterInput {
  const name = cluster.textOf('name');
  if (name === '') throw cluster.problem('has no name, and Envoy wants one.');
  // How hosts are found and chosen makes no difference where there is one.
  cluster.agrees('type', 'STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 0, 1, 2);
  cluster.agrees('lb_policy', 'ROUND_ROBIN', 'LEAST_REQUEST', 'RANDOM', 'RING_HASH', 'MAGLEV');
  const assignment = cluster.member('load_assignment');
  // Of hosts that stand in the file Envoy does not ask what it says.
  assignment?.member('cluster_name')?.take();
  const group = assignment?.itemsOf('endpoints')[0] ?? null;
  const host = group?.itemsOf('lb_endpoints')[0] ?? null;
  const socket = socketAddress(host?.member('endpoint') ?? null);
  const address = socket?.textOf('address') ?? '';
  return {
    name,
    ...(address === '' ? {} : { address }),
    port: portOf(socket, usualPort),
    connectTimeoutMs:
      cluster
        .member('connect_timeout')
        ?.milliseconds(usualConnectTimeoutMs, { least: 1, most: 600_000 }) ?? usualConnectTimeoutMs,
    protocol: protocolOf(cluster),
    metadata: filterMetadata(cluster),
    endpoint: {
      metadata: filterMetadata(host),
      locality: localityOf(group),
      localityMetadata: filterMetadata(group),
    },
  };
}

const protocolOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

function protocolOf(cluster: Part): 'http1' | 'http2' {
  const given = cluster.member('typed_extension_protocol_options')?.member(protocolOptions);
  const message = anyMessage(given ?? null);
  const options = message?.type === protocolOptions ? message.fields : null;
  options
    ?.member('http_filters')
    ?.setAside('Sluice runs the filters of the listener, none on the way to an upstream.');
  const explicit = options?.member('explicit_http_config') ?? null;
  explicit?.member('http_protocol_options')?.agrees('enable_trailers', true);
  const http2 =
    explicit?.member('http2_protocol_options') ?? cluster.member('http2_protocol_options');
  http2?.entries();
  return http2 == null ? 'http1' : 'http2';
}
