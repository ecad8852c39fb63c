// Envoy's gRPC client: one unary call or stream between its first header and its status.

import { type ByteString, textOf, utf8 } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { CallRecord } from './call-record.ts';
import type { Scheduled } from './event-queue.ts';
import { type GrpcServer, grpcServer } from './grpc-server.ts';
import type { GrpcTarget } from './grpc-service.ts';
import { grpcStatusOf } from './grpc-status.ts';
import { frame, FrameReader } from './grpc-wire.ts';
import { HeaderFields } from './header-fields.ts';
import { buildLocalReply, traitsOf } from './local-reply.ts';
import { UPSTREAM_TIMEOUT, upstreamFailure } from './servers.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

const MS = 1_000_000;
const UNKNOWN = 2;
const INTERNAL = 13;
const LARGEST_STATUS = 16;
/** What Envoy makes of a status that is none. */
const INVALID_STATUS = 0xffff_ffff;

/** Whom the parts of the answer are told, in their order. */
export interface GrpcListener {
  initialMetadata(fields: HeaderFields): void;
  message(bytes: Uint8Array): void;
  trailingMetadata(fields: HeaderFields): void;
  /** Nothing follows. */
  closed(status: number, message: string): void;
}

function statusOf(fields: HeaderFields): number | null {
  const text = fields.get('grpc-status');
  if (text === null || text === '') return null;
  const status = /^\d+$/.test(text) ? Number(text) : INVALID_STATUS;
  return status > LARGEST_STATUS ? INVALID_STATUS : status;
}

export class GrpcClient {
  readonly #world: World;
  readonly #thread: Thread;
  readonly #record: CallRecord;
  readonly #request: HeaderFields;
  readonly #listener: GrpcListener;
  readonly #server: GrpcServer;
  readonly #reader = new FrameReader();
  readonly #refused: boolean;
  #timer: Scheduled | null = null;
  #details = '';
  #hasHeaders = false;
  /** When the own half was closed. */
  #halfClosedNs: number | null = null;
  #over = false;

  constructor(
    world: World,
    thread: Thread,
    record: CallRecord,
    request: HeaderFields,
    target: GrpcTarget,
    listener: GrpcListener,
  ) {
    this.#world = world;
    this.#thread = thread;
    this.#record = record;
    this.#request = request;
    this.#listener = listener;
    const path = request.get(':path');
    const mock = world.scenario.calls.find(
      ({ cluster, match }) =>
        cluster === target.clusterName &&
        (match.method ?? 'POST') === 'POST' &&
        (match.path ?? path) === path,
    );
    const behaviour = mock?.server ?? { kind: 'refused' };
    this.#refused = behaviour.kind === 'refused';
    const protocol = target.cluster?.protocol ?? 'http2';
    this.#server = grpcServer(world.queue, behaviour, protocol, {
      headers: (pairs, end) => this.#whileOpen(() => this.#onHeaders(pairs, end)),
      data: (bytes, end) => this.#whileOpen(() => this.#onData(bytes, end)),
      trailers: (pairs) => this.#whileOpen(() => this.#onTrailers(pairs)),
      reset: () => this.#whileOpen(() => this.#onReset(protocol)),
    });
  }

  get isOver(): boolean {
    return this.#over;
  }

  start(): void {
    const { queue } = this.#world;
    const { timeoutMs } = this.#record;
    if (this.#refused) {
      const details =
        'upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}';
      queue.schedule(0, () =>
        this.#whileOpen(() => {
          this.#record.outcome = 'refused';
          this.#answerItself(503, upstreamFailure('remote connection failure'), details);
        }),
      );
      return;
    }
    if (timeoutMs > 0)
      this.#timer = queue.schedule(timeoutMs * MS, () => this.#whileOpen(() => this.#timeOut()));
    this.#later(() => this.#server.started());
  }

  /** After the own half has been closed, nothing is sent any more. */
  send(message: Uint8Array, endOfStream: boolean): void {
    if (this.#halfClosedNs !== null || this.#over) return;
    const { grpc } = this.#record;
    grpc?.sent.push(message);
    this.#record.body.push(frame(message));
    this.#later(() => this.#server.message());
    if (endOfStream) this.closeHalf();
  }

  closeHalf(): void {
    if (this.#halfClosedNs !== null || this.#over) return;
    this.#halfClosedNs = this.#world.queue.nowNs;
    this.#later(() => this.#server.ended());
  }

  /** Nothing of the call is told any more. */
  cancel(): void {
    if (this.#over) return;
    this.#record.outcome = 'cancelled';
    this.#stop();
  }

  #later(run: () => void): void {
    if (!this.#refused) this.#world.queue.schedule(0, () => this.#whileOpen(run));
  }

  #whileOpen(run: () => void): void {
    if (!this.#over) run();
  }

  #stop(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#server.stop();
    this.#record.endNs = this.#world.queue.nowNs;
  }

  /** What the router says in the callee's place. */
  #answerItself(status: number, text: string, details: string): void {
    const reply = buildLocalReply(
      { status, details, body: utf8(text), headers: [], grpcStatus: -1, by: null },
      traitsOf(this.#request),
    );
    this.#details = details;
    this.#receiveHeaders(reply.headers, true);
  }

  #timeOut(): void {
    this.#record.outcome = 'timed-out';
    if (this.#hasHeaders) {
      this.#details = 'response_timeout';
      this.#fail(INTERNAL);
    } else this.#answerItself(504, UPSTREAM_TIMEOUT, 'response_timeout');
  }

  #onReset(protocol: 'http1' | 'http2'): void {
    this.#record.outcome = 'reset';
    if (!this.#hasHeaders) {
      const details = 'upstream_reset_before_response_started{connection_termination}';
      this.#answerItself(503, upstreamFailure('connection termination'), details);
      return;
    }
    // Over HTTP/1.1 a body of declared length is cut off; over HTTP/2 the connection just ends.
    const why = protocol === 'http1' ? 'protocol_error' : 'connection_termination';
    this.#details = `upstream_reset_after_response_started{${why}}`;
    this.#fail(INTERNAL);
  }

  #onHeaders(pairs: readonly Pair[], endOfStream: boolean): void {
    const fields = new HeaderFields('response', pairs);
    // The router measures from the end of the request, and has nothing to tell while there is none.
    if (this.#halfClosedNs !== null) {
      const tookMs = Math.round((this.#world.queue.nowNs - this.#halfClosedNs) / MS);
      fields.setInPlace('x-envoy-upstream-service-time', String(tookMs));
    }
    this.#record.outcome = 'answered';
    this.#details = 'via_upstream';
    this.#receiveHeaders(fields, endOfStream);
  }

  #receiveHeaders(fields: HeaderFields, endOfStream: boolean): void {
    this.#hasHeaders = true;
    this.#record.answer = { headers: fields.snapshot(), body: [], trailers: [] };
    this.#tell('call-response', `${fields.get(':status') ?? ''} from`);
    const status = statusOf(fields);
    const httpStatus = Number(fields.get(':status'));
    if (httpStatus !== 200 && !(endOfStream && status !== null)) {
      this.#listener.initialMetadata(new HeaderFields('response'));
      this.#whileOpen(() => this.#fail(grpcStatusOf(httpStatus)));
    } else if (endOfStream) {
      this.#listener.initialMetadata(new HeaderFields('response'));
      this.#whileOpen(() => this.#finish(new HeaderFields('response-trailers', fields.snapshot())));
    } else this.#listener.initialMetadata(fields);
  }

  #onData(bytes: Uint8Array, endOfStream: boolean): void {
    if (bytes.length > 0) this.#record.answer?.body.push(bytes);
    const messages = this.#reader.read(bytes);
    // Nothing of a piece is told when a part of it is no gRPC.
    if (messages.includes(null)) {
      this.#fail(INTERNAL);
      return;
    }
    for (const message of messages) {
      if (this.#over || message === null) return;
      this.#record.grpc?.received.push(message);
      this.#listener.message(message);
    }
    if (endOfStream) this.#whileOpen(() => this.#fail(UNKNOWN));
  }

  #onTrailers(pairs: readonly Pair[]): void {
    const trailers = new HeaderFields('response-trailers', pairs);
    if (this.#record.answer !== null) this.#record.answer.trailers = trailers.snapshot();
    this.#finish(trailers);
  }

  #finish(trailers: HeaderFields): void {
    this.#listener.trailingMetadata(trailers);
    this.#whileOpen(() =>
      this.#close(statusOf(trailers) ?? UNKNOWN, trailers.get('grpc-message') ?? ''),
    );
  }

  /** The client itself finds fault with the answer. */
  #fail(status: number): void {
    this.#listener.trailingMetadata(new HeaderFields('response-trailers'));
    this.#whileOpen(() => this.#close(status, ''));
  }

  #close(status: number, message: ByteString): void {
    const enhanced = message === '' ? this.#details : `${textOf(message)}{${this.#details}}`;
    const { grpc, outcome } = this.#record;
    if (grpc !== null) {
      grpc.status = status;
      grpc.statusMessage = enhanced;
    }
    if (outcome !== 'answered') this.#tell('call-failure', `status ${status} for`);
    this.#stop();
    this.#listener.closed(status, enhanced);
  }

  #tell(what: 'call-response' | 'call-failure', text: string): void {
    const { plugin, exchange, cluster, callId } = this.#record;
    const { observer } = this.#thread;
    const leave = observer.enter({ plugin, exchange, worker: this.#thread.worker });
    observer.net(what, `${text} ${cluster}, call ${callId}`, plugin);
    leave();
  }
}
