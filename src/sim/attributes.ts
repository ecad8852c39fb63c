// The attributes that a filter can ask for by path: what Envoy knows about the request, the response, the connection, the
// upstream, its own node and configuration. When each is there follows measurements of Envoy 1.40.

import { type ByteString, byteStringOf } from '#abi/byte-string.ts';
import { type PropertyValue, jsonProperty } from '#abi/property.ts';
import { encodeLocality, encodeMetadata, type Json } from '#abi/protobuf.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { Plugin } from '#project/schema.ts';
import { encodeNode } from './node-message.ts';
import type { HeaderFields } from './header-fields.ts';
import type { StreamInfo } from './stream-info.ts';
import type { World } from './world.ts';

/** From where an attribute is asked for. */
export interface AttributeView {
  world: World;
  plugin: Plugin;
  /** Null in a root context, where only `xds.node` and the plugin's own names exist. */
  stream: StreamInfo | null;
  /** The header maps that the asking filter holds. */
  filter: {
    requestHeaders: HeaderFields | null;
    responseHeaders: HeaderFields | null;
    responseTrailers: HeaderFields | null;
    /** True in on_log, when everything can be read again. */
    logging: boolean;
  } | null;
}

type Found = PropertyValue | Refusal;
const EMPTY = new Uint8Array();
const text = (value: string): PropertyValue => ({ type: 'string', value: byteStringOf(value) });
const raw = (value: ByteString): PropertyValue => ({ type: 'string', value });
const int = (value: number): PropertyValue => ({ type: 'int', value: BigInt(Math.trunc(value)) });
const duration = (ns: number): PropertyValue => ({
  type: 'duration',
  value: BigInt(Math.trunc(ns)),
});
const message = (value: Uint8Array): PropertyValue => ({ type: 'message', value });
const emptyMap: PropertyValue = { type: 'map', value: [] };
const missing = (why: string): Refusal => new Refusal(Status.NOT_FOUND, why);

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

/** Walks the rest of a path through a map or a list. */
function descend(value: PropertyValue, rest: readonly ByteString[], path: string): Found {
  let at = value;
  for (const segment of rest) {
    let next: PropertyValue | undefined;
    if (at.type === 'map') next = at.value.find(([key]) => key === segment)?.[1];
    else if (at.type === 'list' && /^\d+$/.test(segment)) next = at.value[Number(segment)];
    if (next === undefined) return missing(`"${path}" has no value`);
    at = next;
  }
  return at;
}

function fieldsMap(fields: HeaderFields | null, rest: readonly ByteString[], path: string): Found {
  const [name] = rest;
  if (name === undefined) {
    if (fields === null) return emptyMap;
    const names = [...new Set(fields.pairs().map((pair) => pair[0]))];
    return {
      type: 'map',
      value: names.map((key) => [key, raw(fields.joined(key) ?? '')] as const),
    };
  }
  const value = fields?.joined(name.toLowerCase()) ?? null;
  return value === null ? missing(`"${path}" has no value here`) : raw(value);
}

function headerOf(fields: HeaderFields | null, name: string, path: string): Found {
  const value = fields?.get(name) ?? null;
  if (value !== null) return raw(value);
  return missing(
    fields === null
      ? `"${path}" can be read while the request headers are held, and not here`
      : `the request has no ${name}`,
  );
}

function request(segments: readonly ByteString[], view: AttributeView, stream: StreamInfo): Found {
  const [, member = '', ...rest] = segments;
  const path = segments.join('.');
  const held =
    view.filter?.logging === true ? stream.requestHeaders : (view.filter?.requestHeaders ?? null);
  switch (member) {
    case 'path':
      return headerOf(held, ':path', path);
    case 'url_path': {
      const value = headerOf(held, ':path', path);
      return value instanceof Refusal || value.type !== 'string'
        ? value
        : raw(value.value.split('?')[0] ?? '');
    }
    case 'query': {
      const value = headerOf(held, ':path', path);
      if (value instanceof Refusal || value.type !== 'string') return value;
      const mark = value.value.indexOf('?');
      return raw(mark === -1 ? '' : (value.value.slice(mark + 1).split('#')[0] ?? ''));
    }
    case 'host':
      return headerOf(held, ':authority', path);
    case 'scheme':
      return headerOf(held, ':scheme', path);
    case 'method':
      return headerOf(held, ':method', path);
    case 'referer':
      return headerOf(held, 'referer', path);
    case 'useragent':
      return headerOf(held, 'user-agent', path);
    case 'id':
      return headerOf(held, 'x-request-id', path);
    case 'headers':
      return fieldsMap(held, rest, path);
    case 'headers_bytes':
      return int(held?.sizeBytes() ?? 0);
    case 'size': {
      const declared = held?.get('content-length') ?? null;
      return int(
        declared !== null && /^\d+$/.test(declared) ? Number(declared) : stream.requestBytes,
      );
    }
    case 'total_size':
      return int(stream.requestBytes + (held?.sizeBytes() ?? 0));
    case 'time':
      return { type: 'timestamp', value: view.world.startClockNs + BigInt(stream.startNs) };
    case 'protocol':
      return text('HTTP/1.1');
    case 'duration':
      return stream.endNs === null
        ? missing('the request has not ended')
        : duration(stream.endNs - stream.startNs);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}

const grpcOfHttp: Readonly<Record<number, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

/** The gRPC status that Envoy derives from an HTTP one. */
export function grpcStatusOf(httpStatus: number): number {
  return grpcOfHttp[httpStatus] ?? 2;
}

function response(segments: readonly ByteString[], view: AttributeView, stream: StreamInfo): Found {
  const [, member = '', ...rest] = segments;
  const path = segments.join('.');
  const logging = view.filter?.logging === true;
  const headers = logging ? stream.responseHeaders : (view.filter?.responseHeaders ?? null);
  const trailers = logging ? stream.responseTrailers : (view.filter?.responseTrailers ?? null);
  const notYet = missing(`"${path}" is there when a response is`);
  switch (member) {
    case 'code':
      return stream.responseCode === null ? notYet : int(stream.responseCode);
    case 'code_details':
      return stream.responseCode === null ? notYet : text(stream.details);
    case 'grpc_status': {
      if (stream.responseCode === null) return notYet;
      const own =
        stream.responseTrailers?.get('grpc-status') ??
        stream.responseHeaders?.get('grpc-status') ??
        null;
      return int(own === null ? grpcStatusOf(stream.responseCode) : Number(own));
    }
    case 'flags':
      return int(stream.responseFlags);
    case 'headers':
      return fieldsMap(headers, rest, path);
    case 'headers_bytes':
      return int(headers?.sizeBytes() ?? 0);
    case 'trailers':
      return fieldsMap(trailers, rest, path);
    case 'size':
      return int(stream.responseBytes);
    case 'total_size':
      return int(stream.responseBytes + (headers?.sizeBytes() ?? 0) + (trailers?.sizeBytes() ?? 0));
    case 'backend_latency':
      return stream.upstreamEndNs === null || stream.upstreamStartNs === null
        ? notYet
        : duration(stream.upstreamEndNs - stream.upstreamStartNs);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}

/** Host and port of `1.2.3.4:80` or `[::1]:80`; port 0 when there is none. */
export function portOf(address: string): number {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  return Number.isInteger(port) ? port : 0;
}

function address(value: string, member: string, path: string): Found {
  if (member === 'address') return text(value);
  return member === 'port' ? int(portOf(value)) : missing(`there is no attribute "${path}"`);
}

function connection(member: string, path: string, stream: StreamInfo): Found {
  if (member === 'id') return { type: 'uint', value: BigInt(stream.connectionId) };
  if (member === 'mtls') return { type: 'bool', value: false };
  if (member === 'requested_server_name') return text('');
  return missing(`"${path}" has no value on a connection without TLS`);
}

function upstream(segments: readonly ByteString[], view: AttributeView, stream: StreamInfo): Found {
  const [, member = '', ...rest] = segments;
  const path = segments.join('.');
  const later = missing(
    `"${path}" is there when a host has been chosen, after the request headers have gone on`,
  );
  const cluster = stream.cluster;
  if (member === 'num_endpoints') return cluster === null ? later : { type: 'uint', value: 1n };
  if (member === 'request_attempt_count')
    return { type: 'uint', value: stream.upstreamChosen ? 1n : 0n };
  if (!stream.upstreamChosen || cluster === null) return later;
  const target = `${cluster.address}:${cluster.port}`;
  switch (member) {
    case 'address':
      return text(target);
    case 'port':
      return int(cluster.port);
    case 'transport_failure_reason':
      return text('');
    case 'locality':
      return rest.length === 0 ? message(EMPTY) : text('');
    case 'local_address':
      return stream.upstreamConnected ? text(view.world.upstreamLocalAddress) : later;
    case 'cx_pool_ready_duration':
      return stream.upstreamConnected ? duration(0) : later;
    default:
      return missing(`"${path}" has no value on a connection without TLS`);
  }
}

/** Metadata of the configuration: a message as a whole, a Struct per namespace below `filter_metadata`. */
function metadata(
  namespaces: Record<string, Json>,
  rest: readonly ByteString[],
  path: string,
): Found {
  if (rest.length === 0) return message(encodeMetadata(namespaces));
  const [kind, ...inner] = rest;
  if (kind === 'filter_metadata') return descend(jsonProperty(namespaces), inner, path);
  return kind === 'typed_filter_metadata' && inner.length === 0
    ? emptyMap
    : missing(`"${path}" has no value`);
}

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

function xds(segments: readonly ByteString[], view: AttributeView): Found {
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
  const override = view.world.project.attributes[path];
  if (override !== undefined && root !== 'source' && root !== 'destination') {
    if (typeof override === 'number') return int(override);
    return typeof override === 'boolean' ? { type: 'bool', value: override } : text(override);
  }
  switch (root) {
    case 'request':
      return request(segments, view, stream);
    case 'response':
      return response(segments, view, stream);
    case 'connection':
      return connection(member, path, stream);
    case 'upstream':
      return upstream(segments, view, stream);
    case 'source':
      return address(view.world.sourceAddress, member, path);
    case 'destination':
      return address(view.world.destinationAddress, member, path);
    default: {
      const state = stream.filterState.get(segments.slice(1).join('\0'));
      return state === undefined
        ? missing(`no filter state is called "${member}"`)
        : { type: 'bytes', value: state };
    }
  }
}

/** The value of an attribute path, or why there is none. */
export function lookUpAttribute(segments: readonly ByteString[], view: AttributeView): Found {
  const [root = ''] = segments;
  const path = segments.join('.');
  if (segments.length === 1 && root === '') {
    return new Refusal(Status.SERIALIZATION_FAILURE, 'the empty path is no value');
  }
  if (root === 'xds') return xds(segments, view);
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
