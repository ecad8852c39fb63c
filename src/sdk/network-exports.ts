// The callbacks of TCP connections, exported by the modules of filters that import "proxy-wasm/network".

import { contextOf } from './contexts';
import { PeerType, StreamContext } from './network';

function connectionOf(contextId: u32): StreamContext | null {
  const context = contextOf(contextId);
  return context instanceof StreamContext ? changetype<StreamContext>(context) : null;
}

export function proxy_on_new_connection(contextId: u32): u32 {
  const stream = connectionOf(contextId);
  return stream != null ? stream.onNewConnection() : 0;
}

export function proxy_on_downstream_data(contextId: u32, size: i32, endOfStream: u32): u32 {
  const stream = connectionOf(contextId);
  return stream != null ? stream.onDownstreamData(size, endOfStream != 0) : 0;
}

export function proxy_on_downstream_connection_close(contextId: u32, peer: PeerType): void {
  const stream = connectionOf(contextId);
  if (stream != null) stream.onDownstreamClose(peer);
}

export function proxy_on_upstream_data(contextId: u32, size: i32, endOfStream: u32): u32 {
  const stream = connectionOf(contextId);
  return stream != null ? stream.onUpstreamData(size, endOfStream != 0) : 0;
}

export function proxy_on_upstream_connection_close(contextId: u32, peer: PeerType): void {
  const stream = connectionOf(contextId);
  if (stream != null) stream.onUpstreamClose(peer);
}
