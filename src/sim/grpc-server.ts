// A mock on the other side of a gRPC call, as the Project describes it: a gRPC server, or one that behaves in another way.

import { decodeBase64 } from '#abi/base64.ts';
import { utf8 } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { CallBehaviour, Cluster, GrpcAnswer } from '#project/schema.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import { frame } from './grpc-wire.ts';
import { connectionOptions } from './head-lines.ts';
import { type AnswerSink, overHttp1, playAnswer } from './servers.ts';
import { wireBody, wirePairs } from './wire-body.ts';

const MS = 1_000_000;

/** What reaches a server of a call, part by part. */
export interface GrpcServer {
  started(): void;
  message(): void;
  /** The caller has closed its half. */
  ended(): void;
  stop(): void;
}

export function grpcServer(
  queue: EventQueue,
  behaviour: CallBehaviour,
  protocol: Cluster['protocol'],
  sink: AnswerSink,
): GrpcServer {
  if (protocol === 'http2' && behaviour.kind === 'grpc')
    return new ScriptedServer(queue, behaviour, sink);
  let playing: Scheduled | null = null;
  return {
    started: () => undefined,
    message: () => undefined,
    ended: () => {
      playing =
        protocol === 'http2' && behaviour.kind === 'answer'
          ? playHttp2Answer(queue, behaviour, sink)
          : playAnswer(queue, overHttp1(behaviour), 'POST', sink);
    },
    stop: () => playing?.cancel(),
  };
}

/** HTTP/2 tells the end of a message by itself: no header frames a body there. */
function playHttp2Answer(
  queue: EventQueue,
  server: Extract<CallBehaviour, { kind: 'answer' }>,
  sink: AnswerSink,
): Scheduled {
  const given = wirePairs(server.headers);
  const hopByHop = new Set(connectionOptions(given));
  const pairs: Pair[] = [
    [':status', String(server.status)],
    ...given.filter(([name]) => !hopByHop.has(name) && name !== 'transfer-encoding'),
  ];
  const { pieces } = wireBody(server.body, [], false, 0);
  const line = new SendLine(queue);
  const isBare = pieces.length === 0 && server.trailers.length === 0;
  line.send(server.delayMs, () => sink.headers(pairs, isBare));
  for (const { bytes, delayMs } of pieces) line.send(delayMs, () => sink.data(bytes, false));
  if (server.trailers.length > 0) line.send(0, () => sink.trailers(wirePairs(server.trailers)));
  else if (!isBare) line.send(0, () => sink.data(new Uint8Array(), true));
  line.flush();
  return { cancel: () => line.stop() };
}

/** Things to send one after the other. What has no delay before it goes out together with what was before. */
class SendLine {
  readonly #queue: EventQueue;
  readonly #pending: Scheduled[] = [];
  #batch: (() => void)[] = [];
  #batchDelayNs = 0;
  /** When the last thing went out. */
  #atNs = 0;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  send(delayMs: number, step: () => void): void {
    if (delayMs > 0) {
      this.flush();
      this.#batchDelayNs = delayMs * MS;
    }
    this.#batch.push(step);
  }

  flush(): void {
    const steps = this.#batch;
    if (steps.length === 0) return;
    this.#batch = [];
    this.#atNs = Math.max(this.#atNs, this.#queue.nowNs) + this.#batchDelayNs;
    this.#batchDelayNs = 0;
    const event = this.#queue.schedule(this.#atNs - this.#queue.nowNs, () =>
      steps.forEach((step) => step()),
    );
    this.#pending.push(event);
  }

  stop(): void {
    for (const event of this.#pending) event.cancel();
  }
}

class ScriptedServer implements GrpcServer {
  readonly #script: GrpcAnswer;
  readonly #sink: AnswerSink;
  readonly #line: SendLine;
  #hasBegun = false;
  #answered = 0;

  constructor(queue: EventQueue, script: GrpcAnswer, sink: AnswerSink) {
    this.#script = script;
    this.#sink = sink;
    this.#line = new SendLine(queue);
  }

  started(): void {
    if (this.#script.answersAt === 'start') this.#answerAll();
  }

  message(): void {
    const { answersAt, messages, trailersOnly } = this.#script;
    if (answersAt !== 'message' || trailersOnly) return;
    this.#begin();
    const message = messages[Math.min(this.#answered++, messages.length - 1)];
    if (message !== undefined) this.#sendMessage(message);
    this.#line.flush();
  }

  ended(): void {
    const { answersAt } = this.#script;
    if (answersAt === 'end') this.#answerAll();
    else if (answersAt === 'message') {
      this.#finish();
      this.#line.flush();
    }
  }

  stop(): void {
    this.#line.stop();
  }

  #answerAll(): void {
    if (!this.#script.trailersOnly) {
      this.#begin();
      for (const message of this.#script.messages) this.#sendMessage(message);
    }
    this.#finish();
    this.#line.flush();
  }

  #head(): Pair[] {
    return [
      [':status', '200'],
      ['content-type', 'application/grpc'],
      ...wirePairs(this.#script.initialMetadata),
    ];
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#line.send(this.#script.delayMs, () => this.#sink.headers(this.#head(), false));
  }

  #sendMessage({ encoding, data, delayMs }: GrpcAnswer['messages'][number]): void {
    const bytes = encoding === 'text' ? utf8(data) : (decodeBase64(data) ?? new Uint8Array());
    this.#line.send(delayMs, () => this.#sink.data(frame(bytes), false));
  }

  #finish(): void {
    const { status, message, trailingMetadata, trailersOnly, delayMs } = this.#script;
    const end: Pair[] = [
      ['grpc-status', String(status)],
      ...wirePairs(message === '' ? [] : [['grpc-message', message]]),
      ...wirePairs(trailingMetadata),
    ];
    if (trailersOnly) {
      this.#line.send(delayMs, () => this.#sink.headers([...this.#head(), ...end], true));
      return;
    }
    this.#begin();
    this.#line.send(0, () => this.#sink.trailers(end));
  }
}
