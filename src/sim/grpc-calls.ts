// The gRPC calls and streams of one plugin: their ids, what may be done with which, and how their answers come to the guest.

import { textOf } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { GrpcRequest, GrpcServices } from '#host/services.ts';
import type { CallRecord } from './call-record.ts';
import { GrpcClient, type GrpcListener } from './grpc-client.ts';
import { CrashOfEnvoy, grpcTarget, type GrpcTarget } from './grpc-service.ts';
import { requestHeaders } from './grpc-wire.ts';
import type { HeaderFields } from './header-fields.ts';
import type { RootContext } from './root-context.ts';

const CALL = 1;
const STREAM = 2;
/** The low two bits of an id tell the class of a call. */
const CLASS_MASK = 3;
const UNAVAILABLE = 14;

interface Running {
  client: GrpcClient;
  exchange: number | null;
  /** The guest has closed its half with `proxy_grpc_close`. */
  closedByGuest: boolean;
  /** Which callback about it is running. */
  telling: 'initial-metadata' | 'message' | 'trailing-metadata' | 'close' | null;
}

export class GrpcCalls {
  readonly #root: RootContext;
  readonly #running = new Map<number, Running>();

  constructor(root: RootContext) {
    this.#root = root;
  }

  /** The services for a context of this plugin; `exchange` is the one that its calls belong to. */
  services(exchange: number | null): GrpcServices {
    return {
      call: (request, message, timeoutMs) => this.#start(request, exchange, { message, timeoutMs }),
      open: (request) => this.#start(request, exchange, null),
      send: (id, message, end) => this.#send(id, message, end),
      close: (id) => this.#close(id),
      cancel: (id) => this.#cancel(id),
    };
  }

  #start(
    request: GrpcRequest,
    exchange: number | null,
    unary: { message: Uint8Array; timeoutMs: number } | null,
  ): number | Refusal {
    const { world, pluginVm } = this.#root;
    const target = grpcTarget(request.service, world.project.clusters);
    if (target instanceof Refusal) return target;
    if (target instanceof CrashOfEnvoy) return this.#crash(target.why);
    const id = unary === null ? pluginVm.newGrpcStreamId() : pluginVm.newGrpcCallId();
    if (target.cluster === null) return this.#refuseCluster(id, target, exchange);
    const headers = requestHeaders(request, target, unary?.timeoutMs ?? null);
    const record = this.#record(id, request, target, headers, exchange, unary?.timeoutMs ?? null);
    const listener = unary === null ? this.#streamListener(id) : this.#callListener(id);
    const client = new GrpcClient(world, pluginVm.thread, record, headers, target, listener);
    this.#running.set(id, { client, exchange, closedByGuest: false, telling: null });
    client.start();
    if (unary !== null) client.send(unary.message, true);
    return id;
  }

  #crash(why: string): Refusal {
    const { world, pluginIndex, pluginVm, id } = this.#root;
    const { observer, worker } = pluginVm.thread;
    // The workers do the same and tell of it; the main thread only goes ahead of them.
    if (worker !== null) world.crashed = true;
    observer.fault({
      kind: 'envoy-crash',
      plugin: pluginIndex,
      callback: '',
      contextId: id,
      message: `Envoy crashes: ${why}`,
      envoyText: [],
      frames: [],
    });
    return new Refusal(Status.INTERNAL_FAILURE, why);
  }

  /** Envoy notices that it has no such cluster when it connects, and tells of the end of a call that the guest has no id of. */
  #refuseCluster(id: number, target: GrpcTarget, exchange: number | null): Refusal {
    const message = 'Cluster not available';
    this.#root.pluginVm.afterCallback(() =>
      this.#root.tellGrpcClose(id, UNAVAILABLE, message, exchange),
    );
    return new Refusal(
      Status.INTERNAL_FAILURE,
      `the GrpcService names the cluster "${target.clusterName}", which the project does not have`,
    );
  }

  #record(
    callId: number,
    request: GrpcRequest,
    target: GrpcTarget,
    headers: HeaderFields,
    exchange: number | null,
    timeoutMs: number | null,
  ): CallRecord {
    const { world, pluginIndex, pluginVm } = this.#root;
    const { calls, observer } = pluginVm.thread;
    const onWire = headers.snapshot();
    if (target.cluster?.protocol === 'http1') onWire.push(['transfer-encoding', 'chunked']);
    const record: CallRecord = {
      callId,
      plugin: pluginIndex,
      exchange,
      cluster: target.clusterName,
      timeoutMs: timeoutMs ?? 0,
      headers: onWire,
      body: [],
      trailers: [],
      answer: null,
      outcome: 'open',
      startNs: world.queue.nowNs,
      endNs: null,
      seq: Math.max(0, observer.nextSeq() - 1),
      grpc: {
        kind: timeoutMs === null ? 'stream' : 'call',
        service: textOf(request.serviceName),
        method: textOf(request.method),
        sent: [],
        received: [],
        status: null,
        statusMessage: '',
      },
    };
    calls.push(record);
    const path = textOf(headers.get(':path') ?? '');
    observer.net('call-request', `gRPC ${path} to ${record.cluster}`, pluginIndex);
    return record;
  }

  /** A unary call ends with its last message, or with a status other than OK. */
  #callListener(id: number): GrpcListener {
    let last: Uint8Array | null = null;
    return {
      initialMetadata: () => undefined,
      message: (bytes) => {
        last = bytes;
      },
      trailingMetadata: () => undefined,
      closed: (status, message) => {
        const running = this.#running.get(id);
        if (running === undefined) return;
        if (status === 0 && last !== null) this.#root.tellGrpcMessage(id, last, running.exchange);
        // Without a message even a good end is a failure, of which there is nothing to say.
        else if (status === 0) this.#root.tellGrpcClose(id, 13, '', running.exchange);
        else this.#root.tellGrpcClose(id, status, message, running.exchange);
        this.#running.delete(id);
      },
    };
  }

  #streamListener(id: number): GrpcListener {
    const during = (telling: Running['telling'], tell: (running: Running) => void): void => {
      const running = this.#running.get(id);
      if (running === undefined) return;
      running.telling = telling;
      tell(running);
      running.telling = null;
    };
    const root = this.#root;
    return {
      initialMetadata: (fields) =>
        during('initial-metadata', ({ exchange }) =>
          root.tellGrpcMetadata('initial', id, fields, exchange),
        ),
      message: (bytes) =>
        during('message', ({ exchange }) => root.tellGrpcMessage(id, bytes, exchange)),
      trailingMetadata: (fields) =>
        during('trailing-metadata', ({ exchange }) =>
          root.tellGrpcMetadata('trailing', id, fields, exchange),
        ),
      closed: (status, message) => {
        during('close', ({ exchange }) => root.tellGrpcClose(id, status, message, exchange));
        if (this.#running.get(id)?.closedByGuest === true) this.#running.delete(id);
      },
    };
  }

  #send(id: number, message: Uint8Array, endOfStream: boolean): Refusal | null {
    if ((id & CLASS_MASK) !== STREAM)
      return new Refusal(Status.BAD_ARGUMENT, `${describeId(id)}; messages are sent on a stream`);
    const running = this.#find(id);
    if (running instanceof Refusal) return running;
    running.client.send(message, endOfStream);
    return null;
  }

  #close(id: number): Refusal | null {
    const running = this.#find(id);
    if (running instanceof Refusal) return running;
    if ((id & CLASS_MASK) === CALL) return this.#forget(id, running);
    running.client.closeHalf();
    if (running.client.isOver) this.#running.delete(id);
    else running.closedByGuest = true;
    return null;
  }

  #cancel(id: number): Refusal | null {
    const running = this.#find(id);
    if (running instanceof Refusal) return running;
    if (running.telling === 'trailing-metadata') {
      this.#undefined('cancelling a stream in on_grpc_receive_trailing_metadata');
    }
    return this.#forget(id, running);
  }

  #forget(id: number, running: Running): null {
    running.client.cancel();
    this.#running.delete(id);
    return null;
  }

  #find(id: number): Running | Refusal {
    const callClass = id & CLASS_MASK;
    if (callClass !== CALL && callClass !== STREAM)
      return new Refusal(Status.BAD_ARGUMENT, describeId(id));
    const running = this.#running.get(id);
    if (running === undefined) {
      return new Refusal(
        Status.NOT_FOUND,
        `this plugin has no gRPC ${callClass === CALL ? 'call' : 'stream'} ${id} (any more)`,
      );
    }
    if (running.client.isOver && callClass === STREAM && running.telling !== 'close')
      this.#undefined(`using stream ${id} after on_grpc_close, without having closed it before`);
    return running;
  }

  /** Envoy reads memory that it has given back. The run goes on as if nothing had come of it. */
  #undefined(what: string): void {
    const { pluginIndex, pluginVm, id } = this.#root;
    pluginVm.thread.observer.fault({
      kind: 'envoy-undefined',
      plugin: pluginIndex,
      callback: '',
      contextId: id,
      message: `${what} uses memory that Envoy has freed`,
      envoyText: [],
      frames: [],
    });
  }
}

function describeId(id: number): string {
  if ((id & CLASS_MASK) === CALL) return `${id} is the id of a unary gRPC call`;
  return (id & CLASS_MASK) === 0
    ? `${id} is no id of a gRPC call: such ids belong to HTTP calls`
    : `${id} is no id of a gRPC call or stream`;
}
