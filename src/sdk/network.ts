// Filters for TCP connections, imported from "proxy-wasm/network": whoever comes in by this door exports the callbacks of connections
// too. Sluice does not run such filters; the module works in Envoy, as `envoy.filters.network.wasm` before `tcp_proxy`.

import { Body, BufferType } from './body';
import { Context, RootContext } from './context';
import { proxy_close_stream, proxy_continue_stream } from './hostcalls';
import { StreamType } from './http';
import { note } from './memory';
import { Status } from './types';

/** What the callbacks of a connection answer. */
export enum FilterStatus {
  /** Go on: pass the data to the next filter. */
  Continue = 0,
  /** Hold the data back. They stay in the buffer, and the next callback sees them with what has come since. */
  StopIteration = 1,
}

/** Who closed a connection. */
export enum PeerType {
  /** Nobody knows. */
  Unknown = 0,
  /** The proxy itself. */
  Local = 1,
  /** The other side. */
  Remote = 2,
}

// @ts-ignore: decorator
@lazy const fromClient = new Body(BufferType.DownstreamData);
// @ts-ignore: decorator
@lazy const fromServer = new Body(BufferType.UpstreamData);

/** One object per TCP connection, and the connection to the upstream that belongs to it. Override the callbacks you need. */
export class StreamContext extends Context {
  private owner: RootContext | null = null;

  /** The root context that made this one: `this.root as MyRoot`. Not yet set in the constructor. */
  get root(): RootContext {
    return this.owner!;
  }

  set root(root: RootContext) {
    this.owner = root;
  }

  /** Data from the client, in `onDownstreamData`: to read, and to change before they go upstream. */
  get downstreamData(): Body {
    return fromClient;
  }

  /** Data from the upstream, in `onUpstreamData`: to read, and to change before they go to the client. */
  get upstreamData(): Body {
    return fromServer;
  }

  /** A client has connected. `StopIteration` holds the connection to the upstream back until `continueDownstream()`. */
  onNewConnection(): FilterStatus {
    return FilterStatus.Continue;
  }

  /**
   * Data have come from the client.
   *
   * @param size Bytes that `downstreamData` holds now.
   * @param endOfStream True when the client sends nothing more.
   */
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /** The connection to the client has been closed. */
  onDownstreamClose(peer: PeerType): void {}

  /**
   * Data have come from the upstream.
   *
   * @param size Bytes that `upstreamData` holds now.
   * @param endOfStream True when the upstream sends nothing more.
   */
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /** The connection to the upstream has been closed. */
  onUpstreamClose(peer: PeerType): void {}
}

/** The root context of a filter for TCP connections: it makes their contexts. */
export class NetworkRootContext extends RootContext {
  /** Makes the context of a new connection. */
  createStreamContext(contextId: u32): StreamContext {
    return new StreamContext(contextId);
  }

  /** Called by the SDK: `createStreamContext` is the one to override. */
  createChildContext(contextId: u32): Context {
    const stream = this.createStreamContext(contextId);
    stream.root = this;
    return stream;
  }
}

/** Lets held data of the client go on, after the running callback has returned. Works in the callbacks of a `StreamContext`. */
export function continueDownstream(): Status {
  return note(proxy_continue_stream(StreamType.Downstream));
}

/** Closes the connection to the client, after the running callback has returned. Works in the callbacks of a `StreamContext`. */
export function closeDownstream(): Status {
  return note(proxy_close_stream(StreamType.Downstream));
}

/** Closes the connection to the upstream, after the running callback has returned. Works in the callbacks of a `StreamContext`. */
export function closeUpstream(): Status {
  return note(proxy_close_stream(StreamType.Upstream));
}
