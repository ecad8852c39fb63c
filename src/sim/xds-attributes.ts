// `xds.*`: the node, and what the configuration says about listener, route and cluster.

import type { ByteString } from '#abi/byte-string.ts';
import { jsonProperty } from '#abi/property.ts';
import { encodeLocality } from '#abi/protobuf.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import {
  type AttributeView,
  descend,
  type Found,
  int,
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
    case 'locality': {
      if (inner.length === 0)
        return message(encodeLocality(locality.region, locality.zone, locality.subZone));
      const part = { region: locality.region, zone: locality.zone, sub_zone: locality.subZone }[
        inner[0] ?? ''
      ];
      return part === undefined ? missing(`there is no attribute "${path}"`) : text(part);
    }
    case 'user_agent_name':
      return text('envoy');
    case 'client_features':
      return { type: 'list', value: [] };
    default:
      return missing(`there is no attribute "${path}"`);
  }
}

export function xdsAttribute(segments: readonly ByteString[], view: AttributeView): Found {
  const [, member, ...rest] = segments;
  const path = segments.join('.');
  if (member === undefined)
    return new Refusal(Status.SERIALIZATION_FAILURE, '"xds" is no value by itself');
  if (member === 'node') return node(rest, view);
  const { stream } = view;
  if (stream === null)
    return missing(`"${path}" belongs to a request, and this is not one; "xds.node" is there`);
  const { route, listener } = view.world.project;
  const direction = { unspecified: 0, inbound: 1, outbound: 2 }[listener.direction];
  const noCluster = missing('the route goes to no cluster');
  switch (member) {
    case 'cluster_name':
      return stream.cluster === null ? noCluster : text(stream.cluster.name);
    case 'cluster_metadata':
      return stream.cluster === null ? noCluster : metadata(stream.cluster.metadata, rest, path);
    case 'route_name':
      return text(route.name);
    case 'route_metadata':
      return metadata(route.metadata, rest, path);
    case 'virtual_host_name':
      return text(route.virtualHost);
    case 'virtual_host_metadata':
    case 'listener_metadata':
      return metadata({}, rest, path);
    case 'upstream_host_metadata':
    case 'upstream_host_locality_metadata':
      return stream.upstreamChosen
        ? metadata({}, rest, path)
        : missing('no upstream host has been chosen yet');
    case 'filter_chain_name':
      return text('');
    case 'listener_direction':
      return int(direction);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}
