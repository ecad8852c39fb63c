// What a VM asks of its surroundings. The simulated Envoy implements it per context; the host knows nothing of streams behind it.

import type { ByteString } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { BufferType, MapType, MetricType, StreamType } from '#abi/types.ts';
import type { GuestTrap } from './guest-trap.ts';
import type { Refusal } from './refusal.ts';

/** An ordered header map with Envoy's rules for adding and replacing. Names are lower case. */
export interface FieldMap {
  get(name: ByteString): ByteString | null;
  pairs(): readonly Pair[];
  add(name: ByteString, value: ByteString): void;
  replace(name: ByteString, value: ByteString): void;
  remove(name: ByteString): void;
  setPairs(pairs: readonly Pair[]): void;
  /** Sum of the sizes of names and values. */
  sizeBytes(): number;
}

/**
 * What a map is asked for: its values and pairs, a change that follows at once, or its size. Envoy looks a map up for its size as
 * if to change it, so that is there when the map may be written.
 */
export type MapAccess = 'read' | 'write' | 'size';

export interface LocalResponse {
  /** As the guest gave it, cut to 16 bits. */
  statusCode: number;
  details: string;
  body: Uint8Array;
  headers: readonly Pair[];
  /** -1 when there is none. */
  grpcStatus: number;
}

export interface HttpCallRequest {
  cluster: string;
  headers: readonly Pair[];
  body: Uint8Array;
  trailers: readonly Pair[];
  timeoutMs: number;
}

/** Values by key, of all VMs with the VM id of the caller. */
export interface SharedDataServices {
  get(key: ByteString): { value: Uint8Array; cas: number } | Refusal;
  /** `cas` 0 sets whatever is there. */
  set(key: ByteString, value: Uint8Array, cas: number): Refusal | null;
}

/** Queues by id; an id is good for every VM of the process. */
export interface SharedQueueServices {
  /** An empty `vmId` is the caller's own. */
  resolve(vmId: ByteString, name: ByteString): number | Refusal;
  enqueue(queueId: number, value: Uint8Array): Refusal | null;
  dequeue(queueId: number): Uint8Array | Refusal;
}

/** Metrics by the ids that this VM was given for them. */
export interface MetricServices {
  define(type: MetricType, name: ByteString): number;
  increment(metricId: number, delta: bigint): Refusal | null;
  record(metricId: number, value: bigint): Refusal | null;
  get(metricId: number): bigint | Refusal;
}

export interface GrpcRequest {
  /** A serialised `GrpcService`, or the name of a cluster. */
  service: Uint8Array;
  serviceName: ByteString;
  method: ByteString;
  metadata: readonly Pair[];
}

/** gRPC calls and streams of a plugin. */
export interface GrpcServices {
  /** Starts a unary call. Returns its id. */
  call(request: GrpcRequest, message: Uint8Array, timeoutMs: number): number | Refusal;
  /** Opens a stream. Returns its id. */
  open(request: GrpcRequest): number | Refusal;
  send(streamId: number, message: Uint8Array, endOfStream: boolean): Refusal | null;
  close(id: number): Refusal | null;
  cancel(id: number): Refusal | null;
}

/** Null is no result, which differs from an empty one. */
export type ForeignFunction = (argument: Uint8Array) => Uint8Array | null | Refusal;

/** The services of one context. Methods that can fail return a {@link Refusal}. */
export interface ContextServices {
  log(level: number, message: ByteString): void;
  headerMap(type: MapType, access: MapAccess): FieldMap | Refusal;
  readBuffer(type: BufferType): Uint8Array | Refusal;
  /** Drops and inserts as Envoy does; `start` and `size` count bytes of the buffer that the callback sees. */
  writeBuffer(type: BufferType, start: number, size: number, bytes: Uint8Array): Refusal | null;
  /** Segments of a path are parted by zero bytes. */
  getProperty(path: ByteString): Uint8Array | ByteString | Refusal;
  setProperty(path: ByteString, value: Uint8Array): Refusal | null;
  /** A sentence when nothing comes of it; empty otherwise. */
  sendLocalResponse(response: LocalResponse): string;
  continueStream(type: StreamType): Refusal | null;
  closeStream(type: StreamType): Refusal | null;
  clearRouteCache(): void;
  /** The id of the call. */
  httpCall(request: HttpCallRequest): number | Refusal;
  readonly grpc: GrpcServices;
  /** The function of that name, or null when Envoy has none. */
  foreignFunction(name: ByteString): ForeignFunction | Refusal;
  setTickPeriod(periodMs: number): void;
  /** The id of the queue. From now on the plugin of this context is told what is put into it. */
  registerSharedQueue(name: ByteString): number;
  /** Status of the last call as `proxy_get_status` tells it. */
  callStatus(): { code: number; message: string };
  /** `proxy_done`. */
  done(): Refusal | null;
  /** The configuration that ABI 0.1.0 asks for: the plugin's while it is being configured, the VM's otherwise. */
  legacyConfiguration(): Uint8Array;
}

/** What is the same for every context of a VM. */
export interface VmServices {
  /** Nanoseconds since 1970. Every reading lets 1 µs pass, so that a busy wait ends. */
  wallClockNs(): bigint;
  monotonicNs(): bigint;
  fillRandom(target: Uint8Array): void;
  /** 0 trace … 5 critical: the level of Envoy's wasm logger. */
  logLevel(): number;
  environment(): readonly (readonly [string, string])[];
  /** Names of hostcalls and callbacks; null when nothing is restricted. */
  readonly allowedCapabilities: ReadonlySet<string> | null;
  /** The guest has called what is not allowed; `text` is what Envoy logs. */
  restricted(text: string): void;
  /** The allocator has trapped. The hostcall that asked it fails and the guest goes on, but the VM is to be entered no more. */
  allocatorTrapped(trap: GuestTrap): void;
  readonly sharedData: SharedDataServices;
  readonly sharedQueues: SharedQueueServices;
  readonly metrics: MetricServices;
  /** After how many loop turns the next callback is stopped; 0 never. Heeded when the module was loaded with `countLoops`. */
  loopTurns(): number;
  /** Services of the VM context (id 0), in force before there is any other and inside the allocator. */
  vmContext: ContextServices;
}
