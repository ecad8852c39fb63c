// Where each event of a scenario stands along virtual time: its lane, and how far to the right, in units of one pixel at full size.
// An instant is as wide as its calls; the waits between instants are to scale among each other.

import type { CallbackEvent, CallReport, NetEvent, ScenarioReport, TraceEvent } from '#run/api.ts';
import { eventTone, plumbingOf } from './call-list.ts';
import type { Box, Instant, Pause, Span, Timeline } from './timeline.ts';
import { findLanes, type Lanes } from './timeline-lanes.ts';
import {
  calloutDetail,
  calloutResult,
  calloutTitle,
  messageSize,
  shortCallback,
} from './timeline-text.ts';
import { statusWithPhrase } from './status-text.ts';
import { formatNs } from './units.ts';

/** A reading of the clock lets 1 µs pass; steps as small as this do not part instants. */
const SAME_INSTANT_NS = 50_000;
const CHARACTER = 7.2;
const TICK = 12;
const GAP = 4;
const EDGE = 12;
const ARROW = 16;
const LEAST_WAIT = 24;

/** With `plumbing` allocations are laid out too. Linear in the number of events. */
export function layOutTimeline(
  scenario: ScenarioReport,
  pluginNames: readonly string[],
  plumbing = false,
): Timeline {
  const hidden = plumbing ? new Set<number>() : plumbingOf(scenario.events);
  return new Layout(scenario, findLanes(scenario, pluginNames), hidden).run();
}

class Layout {
  readonly #scenario: ScenarioReport;
  readonly #lanes: Lanes;
  readonly #hidden: ReadonlySet<number>;
  readonly #calls: ReadonlyMap<number, CallReport>;
  readonly #unitsPerNs: number;
  readonly #out: Timeline;
  readonly #pauses = new Map<string, { pause: Pause; sinceNs: number }>();
  readonly #upstream = new Map<number, { box: Box; sinceNs: number }>();
  readonly #callouts = new Map<number, Box>();
  #x = EDGE;
  #lastNs: number;
  #instant: Instant;
  #span: Span | null = null;
  /** Where the next tick of the open span goes. */
  #inner = EDGE;

  constructor(scenario: ScenarioReport, lanes: Lanes, hidden: ReadonlySet<number>) {
    this.#scenario = scenario;
    this.#lanes = lanes;
    this.#hidden = hidden;
    this.#calls = new Map(scenario.calls.map((call) => [call.seq, call]));
    this.#unitsPerNs = unitsPerNs(scenario.events);
    this.#lastNs = scenario.events[0]?.timeNs ?? 0;
    this.#instant = { x: 0, width: 0, timeNs: this.#lastNs };
    this.#out = {
      width: 0,
      lanes: lanes.list,
      instants: [this.#instant],
      waits: [],
      spans: [],
      ticks: [],
      arrows: [],
      boxes: [],
      pauses: [],
      xOfSeq: new Float64Array((scenario.events.at(-1)?.seq ?? -1) + 1),
    };
  }

  run(): Timeline {
    for (const event of this.#scenario.events) {
      if (event.parent === null) this.#outermost(event);
      else this.#inside(event);
      this.#lastNs = event.timeNs;
    }
    this.#closeSpan();
    const out = this.#out;
    out.width = this.#x + EDGE;
    this.#instant.width = out.width - this.#instant.x;
    for (const { pause } of this.#pauses.values()) pause.width = this.#x - pause.x;
    for (const box of out.boxes) if (box.width === 0) box.width = this.#x - box.x;
    return out;
  }

  #outermost(event: TraceEvent): void {
    this.#closeSpan();
    if (event.timeNs - this.#lastNs > SAME_INSTANT_NS) this.#wait(event.timeNs);
    this.#out.xOfSeq[event.seq] = this.#x;
    if (this.#hidden.has(event.seq)) return;
    if (event.kind === 'callback') this.#openSpan(event);
    else if (event.kind === 'net') {
      if (this.#netAt(event, this.#x + ARROW / 2)) this.#x += ARROW;
    } else if (!isGuestLine(event)) {
      this.#tick(event, this.#x);
      this.#x += TICK;
    }
  }

  #inside(event: TraceEvent): void {
    const last = Math.max(this.#span?.x ?? this.#x, this.#inner - TICK);
    const shown = !this.#hidden.has(event.seq) && !isGuestLine(event) && event.kind !== 'net';
    this.#out.xOfSeq[event.seq] = shown ? this.#inner : last;
    if (event.kind === 'net') this.#netAt(event, last);
    if (!shown) return;
    this.#tick(event, this.#inner);
    this.#inner += TICK;
  }

  #openSpan(event: CallbackEvent): void {
    const span: Span = {
      x: this.#x,
      lane: this.#lanes.filter(event.plugin, event.worker),
      seq: event.seq,
      tone: eventTone(event),
      width: 0,
      label: shortCallback(event.name),
    };
    this.#span = span;
    this.#out.spans.push(span);
    this.#inner = this.#x + TICK;
  }

  #closeSpan(): void {
    const span = this.#span;
    if (span === null) return;
    span.width = Math.max(span.label.length * CHARACTER + 14, this.#inner - span.x);
    this.#x = span.x + span.width + GAP;
    this.#span = null;
  }

  #wait(untilNs: number): void {
    const fromNs = this.#lastNs;
    this.#instant.width = this.#x - this.#instant.x;
    const width = Math.max(LEAST_WAIT, (untilNs - fromNs) * this.#unitsPerNs);
    this.#out.waits.push({ x: this.#x, width, fromNs, toNs: untilNs });
    this.#x += width;
    this.#instant = { x: this.#x, width: 0, timeNs: untilNs };
    this.#out.instants.push(this.#instant);
    this.#x += GAP;
  }

  #tick(event: TraceEvent, x: number): void {
    const lane = this.#lanes.filter(event.plugin, event.worker);
    this.#out.ticks.push({ x, lane, seq: event.seq, tone: eventTone(event) });
  }

  /** Returns whether it takes room of its own. */
  #netAt(event: NetEvent, x: number): boolean {
    const { client, upstream } = this.#lanes;
    const filter = this.#lanes.filter(event.plugin, event.worker);
    const exchange = this.#scenario.exchanges[event.exchange ?? -1];
    switch (event.what) {
      case 'paused':
        this.#paused(event, filter);
        return false;
      case 'resumed':
        this.#resumed(event);
        return false;
      case 'client-request':
        this.#arrow(event, x, client, filter, event.text, messageSize(exchange?.clientRequest));
        return true;
      case 'client-body':
        this.#arrow(event, x, client, filter, '', event.text);
        return true;
      case 'client-response': {
        const size = messageSize(exchange?.clientResponse);
        this.#arrow(event, x, filter, client, statusWithPhrase(event.text), size);
        return true;
      }
      case 'client-reset':
        this.#arrow(event, x, client, filter, 'reset', event.text);
        return true;
      case 'local-response':
        this.#tick(event, x);
        this.#endPauses(event);
        return true;
      case 'upstream-request': {
        const box = this.#box(event, x, upstream, event.text, '');
        this.#upstream.set(event.exchange ?? -1, { box, sinceNs: event.timeNs });
        this.#arrow(event, x, this.#lanes.lastFilter(event.worker), upstream, '', '');
        return true;
      }
      case 'upstream-response':
      case 'upstream-reset': {
        const open = this.#upstream.get(event.exchange ?? -1);
        const status = event.what === 'upstream-reset' ? 'reset' : event.text;
        if (open !== undefined) {
          const took = event.timeNs - open.sinceNs;
          close(open.box, x, took === 0 ? status : `${status} · ${formatNs(took)}`, status);
        }
        this.#arrow(event, x, upstream, this.#lanes.lastFilter(event.worker), '', '');
        return true;
      }
      case 'call-request':
        this.#callout(event, x, filter);
        return event.parent === null;
      case 'call-response':
      case 'call-failure': {
        const call = this.#lanes.answered.get(event.seq);
        if (call === undefined) return false;
        const box = this.#callouts.get(call.seq);
        if (box !== undefined) {
          const result = calloutResult(call);
          close(box, x, result, result);
        }
        this.#arrow(event, x, this.#lanes.callout(call.seq), filter, '', '');
        return true;
      }
    }
  }

  #callout(event: NetEvent, x: number, filter: number): void {
    const call = this.#calls.get(event.parent ?? -1);
    if (call === undefined) return;
    const lane = this.#lanes.callout(call.seq);
    this.#callouts.set(
      call.seq,
      this.#box(event, x, lane, calloutTitle(call), calloutDetail(call)),
    );
    this.#arrow(event, x, filter, lane, '', '');
  }

  #arrow(
    event: NetEvent,
    x: number,
    lane: number,
    toLane: number,
    title: string,
    detail: string,
  ): void {
    const { seq } = event;
    const answered = event.what === 'client-response' && /^[1-3]/.test(event.text);
    const tone = answered ? 'ok' : eventTone(event);
    this.#out.xOfSeq[seq] = x;
    this.#out.arrows.push({
      x,
      lane,
      toLane,
      seq,
      tone,
      title,
      detail,
      isPiece: event.what === 'client-body',
    });
  }

  #box(event: NetEvent, x: number, lane: number, title: string, detail: string): Box {
    const box: Box = {
      x,
      lane,
      seq: event.seq,
      tone: 'neutral',
      width: 0,
      title,
      detail,
      result: '',
    };
    this.#out.boxes.push(box);
    return box;
  }

  #paused(event: NetEvent, lane: number): void {
    const key = pauseKey(event, event.text.split(' ')[2] ?? '');
    const pause: Pause = {
      x: this.#x,
      lane,
      seq: event.seq,
      tone: 'paused',
      width: 0,
      text: 'paused, never resumed',
    };
    this.#pauses.set(key, { pause, sinceNs: event.timeNs });
    this.#out.pauses.push(pause);
  }

  #resumed(event: NetEvent): void {
    const key = pauseKey(event, event.text.split(' ')[0] ?? '');
    const open = this.#pauses.get(key);
    if (open === undefined) return;
    this.#endPause(key, open, event.timeNs);
  }

  /** A local response is the end of what the plugin held back. */
  #endPauses(event: NetEvent): void {
    for (const direction of ['request', 'response']) {
      const key = pauseKey(event, direction);
      const open = this.#pauses.get(key);
      if (open !== undefined) this.#endPause(key, open, event.timeNs);
    }
  }

  #endPause(key: string, open: { pause: Pause; sinceNs: number }, timeNs: number): void {
    this.#pauses.delete(key);
    const tookNs = timeNs - open.sinceNs;
    open.pause.width = this.#x - open.pause.x;
    open.pause.text = tookNs === 0 ? 'paused' : `paused ${formatNs(tookNs)}`;
  }
}

function pauseKey({ plugin, worker, exchange }: NetEvent, direction: string): string {
  return `${plugin} ${worker} ${exchange} ${direction}`;
}

function close(box: Box, x: number, result: string, status: string): void {
  box.width = Math.max(1, x - box.x);
  box.result = result;
  const good = /^[1-3]\d\d$|^grpc-status 0$|^answered$/.test(status);
  box.tone = good ? 'ok' : /^[45]\d\d$|^grpc-status/.test(status) ? 'changed' : 'fault';
}

/** The guest's own lines are there as the hostcall that wrote them. */
function isGuestLine(event: TraceEvent): boolean {
  return event.kind === 'log' && event.fromGuest;
}

/** Waits get about half as much room as the calls, however long they are. */
function unitsPerNs(events: readonly TraceEvent[]): number {
  let lastNs = events[0]?.timeNs ?? 0;
  let waitedNs = 0;
  let room = 0;
  for (const { parent, timeNs, kind } of events) {
    if (parent === null && timeNs - lastNs > SAME_INSTANT_NS) waitedNs += timeNs - lastNs;
    if (parent === null && kind === 'callback') room += 90;
    lastNs = timeNs;
  }
  return waitedNs === 0 ? 0 : Math.max(240, room / 2) / waitedNs;
}
