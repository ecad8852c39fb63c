// `source.*`, `destination.*`, `connection.*` and `upstream.*`: both ends of the stream.

import type { PropertyPath } from '#abi/property.ts';
import {
  type AttributeView,
  duration,
  type Found,
  int,
  localityProperty,
  missing,
  text,
} from './attribute-values.ts';
import type { StreamInfo } from './stream-info.ts';

/** Host and port of `1.2.3.4:80` or `[::1]:80`; port 0 when there is none. */
function portOf(address: string): number {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  return Number.isInteger(port) ? port : 0;
}

export function addressAttribute(value: string, member: string, path: string): Found {
  if (member === 'address') return text(value);
  return member === 'port' ? int(portOf(value)) : missing(`there is no attribute "${path}"`);
}

export function connectionAttribute(member: string, path: string, stream: StreamInfo): Found {
  if (member === 'id') return { type: 'uint', value: BigInt(stream.connectionId) };
  if (member === 'mtls') return { type: 'bool', value: false };
  if (member === 'requested_server_name') return text('');
  return missing(`"${path}" has no value on a connection without TLS`);
}

export function upstreamAttribute(
  { member, rest, dotted: path }: PropertyPath,
  view: AttributeView,
  stream: StreamInfo,
): Found {
  const later = missing(
    `"${path}" is there when a host has been chosen, after the request headers have gone on`,
  );
  const host = stream.upstreamHost;
  if (member === 'num_endpoints') {
    return stream.cluster === null
      ? missing('the route goes to no cluster')
      : { type: 'uint', value: 1n };
  }
  if (member === 'request_attempt_count') return { type: 'uint', value: host === null ? 0n : 1n };
  if (host === null) return later;
  const target = `${host.address}:${host.port}`;
  switch (member) {
    case 'address':
      return text(target);
    case 'port':
      return int(host.port);
    case 'transport_failure_reason':
      return text(stream.upstreamFailure);
    case 'locality':
      return localityProperty(host.endpoint.locality, rest, path);
    case 'local_address':
      return stream.upstreamConnected ? text(view.world.upstreamLocalAddress) : later;
    case 'cx_pool_ready_duration':
      // A connection that failed was waited for as well.
      return stream.upstreamConnected || stream.upstreamFailure !== '' ? duration(0) : later;
    default:
      return missing(`"${path}" has no value on a connection without TLS`);
  }
}
