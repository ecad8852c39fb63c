// The client's end of a stream: what the connection manager does to a response before it goes out, and what the wire then carries.

import type { Pair } from '#abi/pairs.ts';
import type { DirectionEnd } from './filter-direction.ts';
import type { HeaderFields } from './header-fields.ts';
import type { HttpStream } from './http-stream.ts';
import { type MessageRecord, newMessage } from './message-record.ts';
import type { World } from './world.ts';

const hopByHop = ['connection', 'proxy-connection', 'transfer-encoding', 'upgrade'];

function isBodiless(headers: HeaderFields): boolean {
  const status = Number(headers.get(':status'));
  return status < 200 || status === 204 || status === 304;
}

export class ClientSide implements DirectionEnd {
  readonly #world: World;
  readonly #stream: HttpStream;
  sent: MessageRecord | null = null;
  complete = false;

  constructor(world: World, stream: HttpStream) {
    this.#world = world;
    this.#stream = stream;
  }

  headers(headers: HeaderFields, endOfStream: boolean): void {
    for (const name of hopByHop) headers.remove(name);
    if (!headers.has('date')) headers.add('date', this.#world.httpDate());
    headers.setInPlace('server', 'envoy');
    if (this.#stream.closesConnection) headers.setInPlace('connection', 'close');
    this.sent = newMessage(this.#onWire(headers, endOfStream));
    if (!endOfStream || this.#mayHaveBody(headers))
      this.sent.body.declare(headers.get('content-length'));
    const { observer } = this.#world;
    const leave = observer.enter(this.#stream.scope(null));
    observer.net('client-response', headers.get(':status') ?? '', null);
    leave();
    if (endOfStream) this.#finish();
  }

  /** Of the pseudo-headers `:status` has a place on the wire, and `:authority`, which goes as `host`; the codec says where the body ends when nobody else does. */
  #onWire(headers: HeaderFields, endOfStream: boolean): Pair[] {
    const pairs = headers
      .snapshot()
      .filter(([name]) => name === ':status' || name === ':authority' || !name.startsWith(':'))
      .map((pair): Pair => (pair[0] === ':authority' ? ['host', pair[1]] : pair));
    if (headers.has('content-length')) return pairs;
    const bodiless = isBodiless(headers);
    if (endOfStream && !this.#stream.info.requestTraits.isHead) {
      if (!bodiless) pairs.push(['content-length', '0']);
    } else if (!bodiless) pairs.push(['transfer-encoding', 'chunked']);
    return pairs;
  }

  #mayHaveBody(headers: HeaderFields): boolean {
    return !this.#stream.info.requestTraits.isHead && !isBodiless(headers);
  }

  /** Envoy writes no length for a status below 200. With one below 100, which is no interim response, the client waits on. */
  #hasAnEnd({ headers }: MessageRecord): boolean {
    const value = (wanted: string): string | undefined =>
      headers.find(([name]) => name === wanted)?.[1];
    const { isHead } = this.#stream.info.requestTraits;
    return isHead || Number(value(':status')) >= 100 || value('content-length') !== undefined;
  }

  data(bytes: Uint8Array, endOfStream: boolean): void {
    if (this.sent === null) return;
    this.#stream.info.responseBytes += bytes.length;
    this.sent.body.add(bytes);
    // The client has all that was declared, whatever becomes of the stream.
    if (this.sent.body.reachedDeclared) this.sent.complete = true;
    if (endOfStream) this.#finish();
  }

  trailers(trailers: HeaderFields): void {
    if (this.sent === null) return;
    // Behind a body of declared length there is no place for trailers.
    const chunked = this.sent.headers.some(([name]) => name === 'transfer-encoding');
    this.sent.trailers = chunked ? trailers.snapshot() : [];
    this.#finish();
  }

  #finish(): void {
    this.complete = true;
    // A body shorter than declared leaves the client waiting for the rest.
    if (this.sent !== null) this.sent.complete = this.sent.body.whole && this.#hasAnEnd(this.sent);
    this.#stream.responseSent();
  }
}
