// One direction of a stream through its filters: who is asked, who has stopped, what is held back meanwhile.
// This follows Envoy's filter manager state for state; requests and responses differ only in the order of the filters and in what stands at the end.

import { BUFFER_LIMIT_BYTES } from '#abi/limits.ts';
import { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus } from '#abi/types.ts';
import { BodyBuffer } from './body-buffer.ts';
import type { HeaderFields } from './header-fields.ts';

/** A filter as one direction sees it. Statuses are those of `types.ts` in the ABI room, already checked. */
export interface DirectionFilter {
  onHeaders(headers: HeaderFields, endOfStream: boolean): number;
  onData(data: BodyBuffer, endOfStream: boolean): number;
  onTrailers(trailers: HeaderFields): number;
}

/** What stands behind the last filter: the router, or the client's connection. */
export interface DirectionEnd {
  headers(headers: HeaderFields, endOfStream: boolean): void;
  data(bytes: Uint8Array, endOfStream: boolean): void;
  trailers(trailers: HeaderFields): void;
}

/** Told what passes between the filters, for the report. `index` counts in the order of the direction. */
export interface DirectionWatcher {
  headersEnter(index: number, headers: HeaderFields): void;
  headersLeave(index: number, headers: HeaderFields): void;
  dataEnter(index: number, bytes: Uint8Array): void;
  dataLeave(index: number, bytes: Uint8Array): void;
  trailersEnter(index: number, trailers: HeaderFields): void;
  trailersLeave(index: number, trailers: HeaderFields): void;
  paused(index: number, phase: 'headers' | 'body' | 'trailers'): void;
  resumed(index: number): void;
}

export interface DirectionHooks {
  end: DirectionEnd;
  watcher: DirectionWatcher;
  /** More is held back than the limit allows. */
  overflow(): void;
  /** The callback during which this direction was aborted has returned. */
  abortedInCallback(): void;
  /** Told when trailers that a filter has added to its last data go on while it holds that data back; null where they wait. */
  addedTrailersOvertake: ((index: number) => void) | null;
  /** After each filter's headers callback; false ends the iteration. */
  acceptHeaders(headers: HeaderFields): boolean;
}

type State = 'continue' | 'stop-single' | 'stop-all-buffer' | 'stop-all-watermark';

interface Entry {
  index: number;
  filter: DirectionFilter;
  state: State;
  headersContinued: boolean;
  /** Resumed from stop-all: what was held back goes through this filter too. */
  iterateFromCurrent: boolean;
  endOfStream: boolean;
  pausedIn: 'headers' | 'body' | 'trailers' | null;
}

const stoppedAll = (entry: Entry): boolean =>
  entry.state === 'stop-all-buffer' || entry.state === 'stop-all-watermark';

export class FilterDirection {
  readonly #entries: Entry[];
  readonly #hooks: DirectionHooks;
  headers: HeaderFields | null = null;
  trailers: HeaderFields | null = null;
  buffered: BodyBuffer | null = null;
  /** Set when a local response or a reset ended this direction. */
  aborted = false;
  #sawEnd = false;
  #streaming = false;
  /** The running callback has put its data to what is held back. */
  #addedInCallback = false;
  /** Which filter's callback is running, and of what. */
  #calling: { index: number; phase: 'headers' | 'data' | 'trailers' } | null = null;

  constructor(filters: readonly DirectionFilter[], hooks: DirectionHooks) {
    this.#hooks = hooks;
    this.#entries = filters.map((filter, index) => ({
      index,
      filter,
      state: 'continue',
      headersContinued: false,
      iterateFromCurrent: false,
      endOfStream: false,
      pausedIn: null,
    }));
  }

  /** The first filter that holds the message back, and where; null when nothing is held. */
  holder(): { index: number; phase: 'headers' | 'body' | 'trailers' } | null {
    const entry = this.#entries.find((candidate) => candidate.pausedIn !== null);
    return entry?.pausedIn == null ? null : { index: entry.index, phase: entry.pausedIn };
  }

  /** True while a filter of this direction is being called. */
  get isCalling(): boolean {
    return this.#calling !== null;
  }

  /** True while headers are on their way and some of the body is held back behind them. */
  get bodyWouldOvertake(): boolean {
    return this.#calling?.phase === 'headers' && this.buffered !== null;
  }

  isCallingHeadersOf(index: number): boolean {
    return this.#isCalling(index, 'headers');
  }

  isCallingTrailersOf(index: number): boolean {
    return this.#isCalling(index, 'trailers');
  }

  #isCalling(index: number, phase: 'headers' | 'data' | 'trailers'): boolean {
    return this.#calling?.index === index && this.#calling.phase === phase;
  }

  receiveHeaders(headers: HeaderFields, endOfStream: boolean): void {
    this.headers = headers;
    this.#sawEnd ||= endOfStream;
    this.#headersFrom(0, endOfStream);
  }

  receiveData(bytes: Uint8Array, endOfStream: boolean): void {
    if (this.aborted) return;
    this.#sawEnd ||= endOfStream;
    this.#dataFrom(0, new BodyBuffer(bytes), endOfStream, false);
  }

  receiveTrailers(trailers: HeaderFields): void {
    if (this.aborted) return;
    this.trailers = trailers;
    this.#sawEnd = true;
    this.#trailersFrom(0);
  }

  /** Puts the data of the running callback to what is held back, so that the filter sees all of it. */
  addData(data: BodyBuffer): BodyBuffer {
    this.#streaming = false;
    this.#addedInCallback = true;
    this.#hold(data);
    return this.buffered ?? data;
  }

  /** Resumes behind the filter. When nothing is held, but has been, the filters behind it are shown an empty piece. */
  resume(index: number): void {
    const entry = this.#entries[index];
    if (entry === undefined || this.aborted) return;
    this.#unpause(entry);
    this.#continue(entry);
  }

  isStopped(index: number): boolean {
    return this.#entries[index]?.state !== 'continue';
  }

  #pause(entry: Entry, phase: 'headers' | 'body' | 'trailers'): void {
    if (entry.pausedIn !== null) return;
    entry.pausedIn = phase;
    this.#hooks.watcher.paused(entry.index, phase);
  }

  #unpause(entry: Entry): void {
    if (entry.pausedIn === null) return;
    entry.pausedIn = null;
    this.#hooks.watcher.resumed(entry.index);
  }

  #headersFrom(start: number, endOfStream: boolean): void {
    const { headers } = this;
    if (headers === null) return;
    const { watcher } = this.#hooks;
    if (start > 0) watcher.headersLeave(start - 1, headers);
    for (const entry of this.#entries.slice(start)) {
      entry.endOfStream = endOfStream;
      watcher.headersEnter(entry.index, headers);
      this.#calling = { index: entry.index, phase: 'headers' };
      const status = entry.filter.onHeaders(headers, endOfStream);
      this.#calling = null;
      if (this.aborted) return this.#hooks.abortedInCallback();
      if (status === FilterHeadersStatus.Continue) entry.headersContinued = true;
      else {
        if (status === FilterHeadersStatus.StopIteration) entry.state = 'stop-single';
        else if (status === FilterHeadersStatus.StopAllIterationAndBuffer)
          entry.state = 'stop-all-buffer';
        else entry.state = 'stop-all-watermark';
        this.#pause(entry, 'headers');
      }
      if (!this.#hooks.acceptHeaders(headers)) return;
      if (entry.state !== 'continue') return;
      watcher.headersLeave(entry.index, headers);
    }
    this.#hooks.end.headers(headers, endOfStream);
  }

  #dataFrom(start: number, data: BodyBuffer, endOfStream: boolean, resumed: boolean): void {
    if (this.aborted) return;
    const { watcher } = this.#hooks;
    const hadTrailers = this.trailers !== null;
    let trailersAddedAt = -1;
    let end = endOfStream;
    let through = true;
    // What a resumed filter hands on was not yet counted as having left it.
    if (start > 0 && !resumed) watcher.dataLeave(start - 1, data.bytes);
    for (const entry of this.#entries.slice(start)) {
      if (!(resumed && entry.index === start)) watcher.dataEnter(entry.index, data.bytes);
      if (stoppedAll(entry)) {
        this.#streaming = entry.state === 'stop-all-watermark';
        this.#hold(data);
        return;
      }
      if (entry.endOfStream) return;
      entry.endOfStream = end && this.trailers === null;
      this.#addedInCallback = false;
      this.#calling = { index: entry.index, phase: 'data' };
      const status = entry.filter.onData(data, entry.endOfStream);
      this.#calling = null;
      if (this.aborted) return this.#hooks.abortedInCallback();
      if (!hadTrailers && this.trailers !== null && trailersAddedAt < 0) {
        end = false;
        trailersAddedAt = entry.index;
      }
      if (!this.#afterData(entry, status, data)) {
        if (this.#hooks.addedTrailersOvertake === null) return;
        if (trailersAddedAt === entry.index) this.#hooks.addedTrailersOvertake(entry.index);
        through = false;
        break;
      }
      watcher.dataLeave(entry.index, data.bytes);
    }
    if (through) this.#hooks.end.data(data.take(), end);
    const added = this.#entries[trailersAddedAt];
    if (added === undefined) return;
    // A filter that is resumed from stop-all is even shown the trailers that it has added itself.
    const fromCurrent = added.iterateFromCurrent;
    this.#trailersFrom(fromCurrent ? added.index : added.index + 1, fromCurrent);
  }

  #afterData(entry: Entry, status: number, data: BodyBuffer): boolean {
    if (status === FilterDataStatus.Continue) {
      if (entry.state !== 'stop-single') {
        // A filter that was resumed in between is still shown its data through the buffer; it goes on from there.
        if (this.#addedInCallback && this.buffered !== null) data.moveFrom(this.buffered);
        return true;
      }
      this.#hold(data);
      this.#unpause(entry);
      this.#continue(entry);
      return false;
    }
    entry.state = 'stop-single';
    this.#pause(entry, 'body');
    if (status !== FilterDataStatus.StopIterationNoBuffer) {
      this.#streaming = status === FilterDataStatus.StopIterationAndWatermark;
      this.#hold(data);
    } else {
      data.take();
      // So that a later resume has something with which to hand the end of the message on.
      if (this.#sawEnd && this.trailers === null) this.buffered ??= new BodyBuffer();
    }
    return false;
  }

  #trailersFrom(start: number, resumed = false): void {
    const { trailers } = this;
    if (this.aborted || trailers === null) return;
    const { watcher } = this.#hooks;
    if (start > 0 && !resumed) watcher.trailersLeave(start - 1, trailers);
    for (const entry of this.#entries.slice(start)) {
      if (stoppedAll(entry)) return;
      watcher.trailersEnter(entry.index, trailers);
      this.#calling = { index: entry.index, phase: 'trailers' };
      const status = entry.filter.onTrailers(trailers);
      this.#calling = null;
      entry.endOfStream = true;
      if (this.aborted) return this.#hooks.abortedInCallback();
      if (status !== FilterTrailersStatus.Continue) {
        if (entry.state === 'continue') entry.state = 'stop-single';
        this.#pause(entry, 'trailers');
        return;
      }
      if (entry.state === 'stop-single') {
        this.#unpause(entry);
        this.#continue(entry);
        return;
      }
      watcher.trailersLeave(entry.index, trailers);
    }
    this.#hooks.end.trailers(trailers);
  }

  #hold(data: BodyBuffer): void {
    if (data === this.buffered) return;
    this.buffered ??= new BodyBuffer();
    this.buffered.moveFrom(data);
    if (!this.#streaming && this.buffered.length > BUFFER_LIMIT_BYTES) this.#hooks.overflow();
  }

  #continue(entry: Entry): void {
    if (stoppedAll(entry)) entry.iterateFromCurrent = true;
    entry.state = 'continue';
    if (!entry.headersContinued) {
      entry.headersContinued = true;
      this.#headersFrom(
        entry.index + 1,
        this.#sawEnd && this.buffered === null && this.trailers === null,
      );
    }
    const hadTrailers = this.trailers !== null;
    const from = entry.iterateFromCurrent ? entry.index : entry.index + 1;
    if (this.buffered !== null) {
      this.#dataFrom(from, this.buffered, this.#sawEnd && !hadTrailers, entry.iterateFromCurrent);
    }
    if (hadTrailers) this.#trailersFrom(from, entry.iterateFromCurrent);
    entry.iterateFromCurrent = false;
  }
}
