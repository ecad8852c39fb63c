// `xds.*`: the node, and what the configuration says about listener, route and cluster.

import type { ByteString } from '#abi/byte-string.ts';
import { jsonProperty, type PropertyPath } from '#abi/property.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import {
  type AttributeView,
  descend,
  type Found,
  int,
  localityProperty,
  message,
  metadata,
  missing,
  text,
} from './attribute-values.ts';
import { encodeNode } from './node-message.ts';

function node(rest: readonly ByteString[], view: AttributeView): Found {
  const { id, cluster, metadata: data, locality } = view.world.project.node;
  const [member, ...inner] = rest;
  const path = ['xds', 'node', ...rest].join('.');
  switch (member) {
    case undefined:
      return message(encodeNode(view.world.project.node));
    case 'id':
      return text(id);
    case 'cluster':
      return text(cluster);
    case 'metadata':
      return descend(jsonProperty(data), inner, path);
    case 'locality':
      return localityProperty(locality, inner, path);
    case 'user_agent_name':
      return text('envoy');
    case 'user_agent_version':
      return text('');
    case 'client_features':
      return { type: 'list', value: [] };
    default:
      return missing(`there is no attribute "${path}"`);
  }
}

export function xdsAttribute(
  { member, rest, dotted: path }: PropertyPath,
  view: AttributeView,
): Found {
  if (member === undefined)
    return new Refusal(Status.SERIALIZATION_FAILURE, '"xds" is no value by itself');
  if (member === 'node') return node(rest, view);
  const { stream } = view;
  if (stream === null)
    return missing(
      `"${path}" belongs to a request: it is there in callbacks of a stream, such as on_request_headers; here there is "xds.node"`,
    );
  const { route: host, listener } = view.world.project;
  const { route, cluster } = stream;
  const direction = { unspecified: 0, inbound: 1, outbound: 2 }[listener.direction];
  const noRoute = missing('no route takes the request');
  const noCluster = missing('the route goes to no cluster');
  const noHost = missing(
    'no upstream host has been chosen yet: it is after the request headers have gone on, at the latest in on_response_headers',
  );
  switch (member) {
    case 'cluster_name':
      return cluster === null ? noCluster : text(cluster.name);
    case 'cluster_metadata':
      return cluster === null ? noCluster : metadata(cluster.metadata, rest, path);
    case 'route_name':
      return route === null ? noRoute : text(route.name);
    case 'route_metadata':
      return route === null ? noRoute : metadata(route.metadata, rest, path);
    case 'virtual_host_name':
      return text(host.virtualHost);
    case 'virtual_host_metadata':
      return metadata(host.virtualHostMetadata, rest, path);
    case 'listener_metadata':
      return metadata(listener.metadata, rest, path);
    case 'upstream_host_metadata':
      return stream.upstreamHost === null
        ? noHost
        : metadata(stream.upstreamHost.endpoint.metadata, rest, path);
    case 'upstream_host_locality_metadata':
      return stream.upstreamHost === null
        ? noHost
        : metadata(stream.upstreamHost.endpoint.localityMetadata, rest, path);
    case 'filter_chain_name':
      return text(listener.filterChainName);
    case 'listener_direction':
      return int(direction);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}
