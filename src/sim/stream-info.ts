// What Envoy keeps about one stream while it lasts: the maps, byte counts, times and the reason of the response.

import type { Cluster, Route } from '#project/schema.ts';
import type { HeaderFields } from './header-fields.ts';
import type { RequestTraits } from './local-reply.ts';

export interface StreamInfo {
  startNs: number;
  endNs: number | null;
  connectionId: number;
  requestHeaders: HeaderFields;
  requestTraits: RequestTraits;
  requestTrailers: HeaderFields | null;
  responseHeaders: HeaderFields | null;
  responseTrailers: HeaderFields | null;
  requestBytes: number;
  /** Sent to the client so far. */
  responseBytes: number;
  responseCode: number | null;
  /** Response code details. */
  details: string;
  /** Envoy's response flags as bits. */
  responseFlags: number;
  /** As it was chosen last: a filter that changes the request does not see another one before the router has chosen it. */
  route: Route | null;
  /** Of the route; null for a direct response. */
  cluster: Cluster | null;
  /** Stands for the one host of its cluster, once the router has given the request to it. */
  upstreamHost: Cluster | null;
  upstreamConnected: boolean;
  /** Why no connection to the upstream came about. */
  upstreamFailure: string;
  upstreamStartNs: number | null;
  upstreamEndNs: number | null;
  /** Filter state by name, such as `wasm.s`. */
  filterState: Map<string, Uint8Array>;
  /** Names of filter state that cannot be set again. */
  readOnlyState: Set<string>;
}
