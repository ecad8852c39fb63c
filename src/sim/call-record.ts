// What is kept of a call to another cluster for the report.

import type { Pair } from '#abi/pairs.ts';

export interface GrpcRecord {
  kind: 'call' | 'stream';
  service: string;
  method: string;
  /** Messages without their frames. */
  sent: Uint8Array[];
  received: Uint8Array[];
  /** What on_grpc_close is told; 0 for a unary call that was answered; null while there is none. */
  status: number | null;
  statusMessage: string;
}

export interface CallRecord {
  callId: number;
  plugin: number;
  exchange: number | null;
  cluster: string;
  timeoutMs: number;
  headers: Pair[];
  /** In the pieces in which it went out. */
  body: Uint8Array[];
  trailers: Pair[];
  answer: { headers: Pair[]; body: Uint8Array[]; trailers: Pair[] } | null;
  outcome: 'answered' | 'reset' | 'timed-out' | 'refused' | 'cancelled' | 'open';
  startNs: number;
  endNs: number | null;
  /** Position of the hostcall in the trace. */
  seq: number;
  /** Null for an HTTP call. */
  grpc: GrpcRecord | null;
}
