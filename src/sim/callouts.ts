// HTTP calls of filters to other clusters: what makes Envoy refuse one, what the callee receives, and how it is answered.

import { byteStringOf, concatBytes, textOf, utf8 } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { HttpCallRequest } from '#host/services.ts';
import type { CallMock, ServerBehaviour } from '#project/schema.ts';
import type { CallRecord } from './call-record.ts';
import { HeaderFields } from './header-fields.ts';
import type { RootContext } from './root-context.ts';
import {
  overHttp1,
  ownAnswerPairs,
  playAnswer,
  type ResetReason,
  UPSTREAM_TIMEOUT,
  upstreamFailure,
} from './servers.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

const MS = 1_000_000;

/** An answer as the filter gets it. */
export interface CallAnswer {
  headers: HeaderFields;
  body: Uint8Array;
  trailers: HeaderFields | null;
}

function findMock(
  mocks: readonly CallMock[],
  cluster: string,
  headers: HeaderFields,
): CallMock | null {
  const method = headers.get(':method');
  const path = headers.get(':path');
  return (
    mocks.find(
      (mock) =>
        mock.cluster === cluster &&
        (mock.match.method === undefined || mock.match.method === method) &&
        (mock.match.path === undefined || mock.match.path === path),
    ) ?? null
  );
}

function refuse(world: World, request: HttpCallRequest, headers: HeaderFields): Refusal | null {
  const names = world.project.clusters.map((cluster) => `"${cluster.name}"`);
  if (!world.project.clusters.some((cluster) => cluster.name === request.cluster)) {
    const has = names.length === 0 ? 'none' : names.join(', ');
    return new Refusal(
      Status.BAD_ARGUMENT,
      `no cluster is named "${request.cluster}"; the project has ${has}`,
    );
  }
  const cluster = world.project.clusters.find((one) => one.name === request.cluster);
  if (cluster?.protocol === 'http2') {
    return new Refusal(
      Status.UNIMPLEMENTED,
      `not emulated: HTTP calls over HTTP/2; "${request.cluster}" has the protocol http2, which is for gRPC calls`,
    );
  }
  const absent = [':method', ':path', ':authority'].filter((name) => !headers.has(name));
  if (absent.length === 0) return null;
  return new Refusal(Status.BAD_ARGUMENT, `the call's headers lack ${absent.join(' and ')}`);
}

/** Starts a call, or refuses it. `deliver` gets the answer later, null for a reset after the answer had begun. */
export function startCall(
  world: World,
  root: RootContext,
  request: HttpCallRequest,
  exchange: number | null,
  deliver: (callId: number, answer: CallAnswer | null) => void,
): number | Refusal {
  const headers = new HeaderFields('request', request.headers);
  const refusal = refuse(world, request, headers);
  if (refusal !== null) return refusal;
  if (request.body.length > 0)
    headers.setInPlace('content-length', byteStringOf(String(request.body.length)));
  headers.setInPlace('x-envoy-internal', 'true');
  if (request.timeoutMs > 0)
    headers.setInPlace('x-envoy-expected-rq-timeout-ms', String(request.timeoutMs));
  const { thread } = root.pluginVm;
  const callId = root.pluginVm.newCallId();
  const record: CallRecord = {
    callId,
    plugin: root.pluginIndex,
    exchange,
    cluster: request.cluster,
    timeoutMs: request.timeoutMs,
    headers: headers.snapshot(),
    body: [request.body],
    // HTTP/1.1 has no room for trailers behind a body of declared length.
    trailers: headers.has('content-length') ? [] : [...request.trailers],
    answer: null,
    outcome: 'open',
    startNs: world.queue.nowNs,
    endNs: null,
    seq: Math.max(0, thread.observer.nextSeq() - 1),
    grpc: null,
  };
  thread.calls.push(record);
  const method = headers.get(':method') ?? '';
  thread.observer.net(
    'call-request',
    `${textOf(method)} ${textOf(headers.get(':path') ?? '')} to ${request.cluster}`,
    root.pluginIndex,
  );
  const mock = findMock(world.scenario.calls, request.cluster, headers);
  const server = overHttp1(mock?.server ?? { kind: 'refused' });
  new RunningCall(world, thread, record, server, method, (answer) =>
    deliver(callId, answer),
  ).start();
  return callId;
}

/** One call between its start and its end. */
class RunningCall {
  readonly #world: World;
  readonly #thread: Thread;
  readonly #record: CallRecord;
  readonly #server: ServerBehaviour;
  readonly #method: string;
  readonly #deliver: (answer: CallAnswer | null) => void;
  #headers: HeaderFields | null = null;
  #body: Uint8Array[] = [];
  #trailers: HeaderFields | null = null;
  #done = false;
  #stop: () => void = () => undefined;

  constructor(
    world: World,
    thread: Thread,
    record: CallRecord,
    server: ServerBehaviour,
    method: string,
    deliver: (answer: CallAnswer | null) => void,
  ) {
    this.#world = world;
    this.#thread = thread;
    this.#record = record;
    this.#server = server;
    this.#method = method;
    this.#deliver = deliver;
  }

  start(): void {
    const { queue } = this.#world;
    const timeoutMs = this.#record.timeoutMs;
    if (this.#server.kind === 'refused') {
      queue.schedule(0, () =>
        this.#finishOwn(503, upstreamFailure('remote connection failure'), 'refused'),
      );
      return;
    }
    const answer = playAnswer(queue, this.#server, this.#method, {
      headers: (pairs, end) => {
        this.#headers = new HeaderFields('response', pairs);
        const tookMs = Math.round((queue.nowNs - this.#record.startNs) / MS);
        this.#headers.setInPlace('x-envoy-upstream-service-time', String(tookMs));
        if (end) this.#finish('answered');
      },
      data: (bytes, end) => {
        this.#body.push(bytes);
        if (end) this.#finish('answered');
      },
      trailers: (pairs) => {
        this.#trailers = new HeaderFields('response-trailers', pairs);
        this.#finish('answered');
      },
      reset: (reason) => this.#reset(reason),
    });
    const timer = timeoutMs === 0 ? null : queue.schedule(timeoutMs * MS, () => this.#timeOut());
    this.#stop = () => {
      answer.cancel();
      timer?.cancel();
    };
  }

  #timeOut(): void {
    if (this.#headers === null) this.#finishOwn(504, UPSTREAM_TIMEOUT, 'timed-out');
    else this.#end(null, 'timed-out');
  }

  /** Before any headers the router answers in the callee's place; after them there is nothing to tell but the reset. */
  #reset(reason: ResetReason): void {
    const status = reason === 'protocol error' ? 502 : 503;
    if (this.#headers === null) this.#finishOwn(status, upstreamFailure(reason), 'reset');
    else this.#end(null, 'reset');
  }

  #finishOwn(status: number, body: string, outcome: CallRecord['outcome']): void {
    this.#headers = new HeaderFields('response', ownAnswerPairs(status, body));
    this.#body = [utf8(body)];
    this.#finish(outcome);
  }

  #finish(outcome: CallRecord['outcome']): void {
    if (this.#headers === null) return;
    this.#end(
      { headers: this.#headers, body: concatBytes(this.#body), trailers: this.#trailers },
      outcome,
    );
  }

  #end(answer: CallAnswer | null, outcome: CallRecord['outcome']): void {
    if (this.#done) return;
    this.#done = true;
    this.#stop();
    const record = this.#record;
    record.endNs = this.#world.queue.nowNs;
    record.outcome = outcome;
    if (answer !== null) {
      record.answer = {
        headers: answer.headers.snapshot(),
        body: [answer.body],
        trailers: answer.trailers?.snapshot() ?? [],
      };
    }
    const { observer, worker } = this.#thread;
    const leave = observer.enter({ worker, plugin: record.plugin, exchange: record.exchange });
    if (answer === null)
      observer.net('call-failure', `call ${record.callId} was reset`, record.plugin);
    else {
      const status = answer.headers.get(':status') ?? '';
      observer.net(
        'call-response',
        `${status} from ${record.cluster}, call ${record.callId}`,
        record.plugin,
      );
    }
    leave();
    this.#deliver(answer);
  }
}
