// The attributes that a filter can ask for by path. When each is there follows measurements of Envoy 1.40.

import type { PropertyPath } from '#abi/property.ts';
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
const ownRoots: ReadonlySet<string> = new Set([
  'request',
  'response',
  'connection',
  'upstream',
  'source',
  'destination',
  'metadata',
  'filter_state',
  'upstream_filter_state',
]);

function ofStream(path: PropertyPath, view: AttributeView, stream: StreamInfo): Found {
  const { root, member, rest, dotted } = path;
  if (root === 'metadata')
    return metadata({}, member === undefined ? [] : [member, ...rest], dotted);
  if (root === 'upstream_filter_state') {
    return stream.upstreamConnected && member === undefined
      ? new Refusal(Status.SERIALIZATION_FAILURE, `"${root}" is no value by itself`)
      : missing(`"${dotted}" has no value`);
  }
  if (member === undefined)
    return new Refusal(Status.SERIALIZATION_FAILURE, `"${root}" is no value by itself`);
  if (rest.length > 0 && root !== 'filter_state' && !withMembers.has(path.attribute))
    return missing(`"${dotted}" has no value`);
  const override = view.world.project.attributes[dotted];
  if (override !== undefined && root !== 'source' && root !== 'destination') {
    if (typeof override === 'number') return int(override);
    return typeof override === 'boolean' ? { type: 'bool', value: override } : text(override);
  }
  switch (root) {
    case 'request':
      return requestAttribute(path, view, stream);
    case 'response':
      return responseAttribute(path, view, stream);
    case 'connection':
      return connectionAttribute(member, dotted, stream);
    case 'upstream':
      return upstreamAttribute(path, view, stream);
    case 'source':
      return addressAttribute(view.world.sourceAddress, member, dotted);
    case 'destination':
      return addressAttribute(view.world.destinationAddress, member, dotted);
    default: {
      const state = stream.filterState.get([member, ...rest].join('\0'));
      return state === undefined
        ? missing(`no filter state is called "${member}"`)
        : { type: 'bytes', value: state };
    }
  }
}

/** Attributes with members of their own. Below the others there is nothing. */
const withMembers: ReadonlySet<string> = new Set([
  'request.headers',
  'response.headers',
  'response.trailers',
  'upstream.locality',
]);

/** The value of an attribute path, or why there is none. */
export function lookUpAttribute(path: PropertyPath, view: AttributeView): Found {
  const { root, member, dotted } = path;
  if (path.isEmpty) return new Refusal(Status.SERIALIZATION_FAILURE, 'the empty path is no value');
  if (ownRoots.has(root)) {
    if (view.stream === null)
      return missing(
        `"${dotted}" belongs to a request: it is there in callbacks of a stream, such as on_request_headers, and this is not one`,
      );
    return ofStream(path, view, view.stream);
  }
  if (root === 'xds') return xdsAttribute(path, view);
  if (member === undefined) {
    if (root === 'plugin_name') return text(view.plugin.name);
    if (root === 'plugin_root_id') return text(view.plugin.rootId);
    if (root === 'plugin_vm_id') return text(view.plugin.vm.id);
    if (root === 'connection_id' && view.stream !== null)
      return { type: 'uint', value: BigInt(view.stream.connectionId) };
    const own = view.stream?.filterState.get(`wasm.${root}`);
    if (own !== undefined) return { type: 'bytes', value: own };
  }
  if (removedIn133.includes(root)) {
    const instead = root === 'node' ? `xds.${dotted}` : `xds.${root}`;
    return missing(`"${root}" was removed in Envoy 1.33; ask for "${instead}"`);
  }
  return missing(`there is no attribute "${dotted}"`);
}
