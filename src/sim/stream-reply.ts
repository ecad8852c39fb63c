// A reply in the place of the upstream's response: when it is sent, and whether it passes the filters on its way to the client.

import type { ClientSide } from './client-side.ts';
import type { HttpStream } from './http-stream.ts';
import { buildLocalReply, type LocalReply, replySummary } from './local-reply.ts';
import type { Router } from './router.ts';

export class StreamReply {
  readonly #stream: HttpStream;
  readonly #router: Router;
  readonly #client: ClientSide;
  /** Waits for the running request callback to return. */
  #prepared: LocalReply | null = null;
  /** The reply that answered the client. */
  sent: LocalReply | null = null;

  /**
   * A reply that was asked for outside of the request's callbacks is on its way, and its end is not: until then Envoy lets a filter go on
   * with the request.
   */
  requestStaysOpen = false;

  constructor(stream: HttpStream, router: Router, client: ClientSide) {
    this.#stream = stream;
    this.#router = router;
    this.#client = client;
  }

  get isPrepared(): boolean {
    return this.#prepared !== null;
  }

  send(reply: LocalReply): void {
    const { info, ended } = this.#stream;
    if (ended !== null) return;
    info.details = reply.details;
    // The first reply is sent; a second one in the same callback only leaves its details.
    if (this.#client.complete || this.#prepared !== null) return;
    const request = this.#stream.direction('request');
    const isOutside = reply.by !== null && !request.isCalling;
    request.aborted = true;
    this.#router.abandon();
    if (request.isCalling && info.responseHeaders === null) this.#prepared = reply;
    else this.#deliver(reply, isOutside);
  }

  sendPrepared(): void {
    const reply = this.#prepared;
    this.#prepared = null;
    if (reply !== null && this.#stream.ended === null) this.#deliver(reply);
  }

  #deliver(reply: LocalReply, isOutside = false): void {
    const { info, steps, world } = this.#stream;
    const leave = world.observer.enter(this.#stream.scope(reply.by));
    world.observer.net('local-response', replySummary(reply), reply.by);
    leave();
    if (this.#client.sent !== null) {
      this.#stream.reset(reply.details);
      return;
    }
    for (const step of steps) if (step.plugin === reply.by) step.localResponse = true;
    const { headers, body } = buildLocalReply(reply, info.requestTraits);
    const endsWithHeaders = body.length === 0;
    this.sent = reply;
    info.responseCode = Number(headers.get(':status'));
    if (info.responseHeaders === null) {
      this.requestStaysOpen = isOutside && !endsWithHeaders;
      this.#stream.receiveResponse(headers, endsWithHeaders);
      this.requestStaysOpen = false;
      if (!endsWithHeaders) this.#stream.receiveResponseData(body, true);
      return;
    }
    // A response was on its way through the filters: the reply takes its place behind them.
    this.#stream.direction('response').aborted = true;
    info.responseHeaders = headers;
    this.#client.headers(headers, endsWithHeaders);
    if (!endsWithHeaders) this.#client.data(body, true);
  }
}
