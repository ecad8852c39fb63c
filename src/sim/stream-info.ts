// What Envoy keeps about one stream while it lasts: the maps, byte counts, times and the reason of the response.

import type { Cluster } from '#project/schema.ts';
import type { HeaderFields } from './header-fields.ts';

export interface StreamInfo {
  startNs: number;
  endNs: number | null;
  connectionId: number;
  requestHeaders: HeaderFields;
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
  /** Of the route; null for a direct response. */
  cluster: Cluster | null;
  upstreamChosen: boolean;
  upstreamConnected: boolean;
  upstreamStartNs: number | null;
  upstreamEndNs: number | null;
  /** Filter state by name, such as `wasm.s`. */
  filterState: Map<string, Uint8Array>;
}
