// The attributes that a filter can ask for by path. When each is there follows measurements of Envoy 1.40.

import type { ByteString } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import {
  type AttributeView,
  type Found,
  int,
  metadata,
  missing,
  text,
} from './attribute-values.ts';
import { requestAttribute, responseAttribute } from './message-attributes.ts';
import { addressAttribute, connectionAttribute, upstreamAttribute } from './network-attributes.ts';
import type { StreamInfo } from './stream-info.ts';
import { xdsAttribute } from './xds-attributes.ts';

const removedIn133: readonly string[] = [
  'node',
  'cluster_name',
  'cluster_metadata',
  'route_name',
  'route_metadata',
  'listener_direction',
  'listener_metadata',
  'upstream_host_metadata',
];
const ownRoots: readonly string[] = [
  'request',
  'response',
  'connection',
  'upstream',
  'source',
  'destination',
  'metadata',
  'filter_state',
  'upstream_filter_state',
];

function ofStream(segments: readonly ByteString[], view: AttributeView, stream: StreamInfo): Found {
  const [root = '', member] = segments;
  const path = segments.join('.');
  if (root === 'metadata') return metadata({}, segments.slice(1), path);
  if (root === 'upstream_filter_state') {
    return stream.upstreamConnected && member === undefined
      ? new Refusal(Status.SERIALIZATION_FAILURE, `"${root}" is no value by itself`)
      : missing(`"${path}" has no value`);
  }
  if (member === undefined)
    return new Refusal(Status.SERIALIZATION_FAILURE, `"${root}" is no value by itself`);
  if (segments.length > 2 && root !== 'filter_state' && !withMembers.includes(`${root}.${member}`))
    return missing(`"${path}" has no value`);
  const override = view.world.project.attributes[path];
  if (override !== undefined && root !== 'source' && root !== 'destination') {
    if (typeof override === 'number') return int(override);
    return typeof override === 'boolean' ? { type: 'bool', value: override } : text(override);
  }
  switch (root) {
    case 'request':
      return requestAttribute(segments, view, stream);
    case 'response':
      return responseAttribute(segments, view, stream);
    case 'connection':
      return connectionAttribute(member, path, stream);
    case 'upstream':
      return upstreamAttribute(segments, view, stream);
    case 'source':
      return addressAttribute(view.world.sourceAddress, member, path);
    case 'destination':
      return addressAttribute(view.world.destinationAddress, member, path);
    default: {
      const state = stream.filterState.get(segments.slice(1).join('\0'));
      return state === undefined
        ? missing(`no filter state is called "${member}"`)
        : { type: 'bytes', value: state };
    }
  }
}

/** Attributes with members of their own. Below the others there is nothing. */
const withMembers: readonly string[] = [
  'request.headers',
  'response.headers',
  'response.trailers',
  'upstream.locality',
];

/** The value of an attribute path, or why there is none. */
export function lookUpAttribute(segments: readonly ByteString[], view: AttributeView): Found {
  const [root = ''] = segments;
  const path = segments.join('.');
  if (segments.length === 1 && root === '') {
    return new Refusal(Status.SERIALIZATION_FAILURE, 'the empty path is no value');
  }
  if (root === 'xds') return xdsAttribute(segments, view);
  if (ownRoots.includes(root)) {
    if (view.stream === null) return missing(`"${path}" belongs to a request, and this is not one`);
    return ofStream(segments, view, view.stream);
  }
  if (segments.length === 1) {
    if (root === 'plugin_name') return text(view.plugin.name);
    if (root === 'plugin_root_id') return text(view.plugin.rootId);
    if (root === 'plugin_vm_id') return text(view.plugin.vm.id);
    if (root === 'connection_id' && view.stream !== null)
      return { type: 'uint', value: BigInt(view.stream.connectionId) };
    const own = view.stream?.filterState.get(`wasm.${root}`);
    if (own !== undefined) return { type: 'bytes', value: own };
  }
  if (removedIn133.includes(root)) {
    const instead = root === 'node' ? `xds.${path}` : `xds.${root}`;
    return missing(`"${root}" was removed in Envoy 1.33; ask for "${instead}"`);
  }
  return missing(`there is no attribute "${path}"`);
}
