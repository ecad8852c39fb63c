// The shape of a timeline: what stands in which lane, and where along virtual time.

import type { Lane } from './timeline-lanes.ts';

export type TimelineTone = 'neutral' | 'paused' | 'fault' | 'changed' | 'ok';

export interface Placed {
  x: number;
  lane: number;
  /** Of the event that it stands for. */
  seq: number;
  tone: TimelineTone;
}

/** A callback. */
export interface Span extends Placed {
  width: number;
  label: string;
}

/** Something that goes over a wire, from `lane` to `toLane`. */
export interface Arrow extends Placed {
  toLane: number;
  title: string;
  detail: string;
  /** A piece of a body that came later than the headers. */
  isPiece: boolean;
}

/** A callout or a request at the upstream, from its request to its answer. */
export interface Box extends Placed {
  width: number;
  title: string;
  detail: string;
  /** Empty while there is no answer. */
  result: string;
}

/** A message that a plugin holds back. */
export interface Pause extends Placed {
  width: number;
  text: string;
}

export interface Instant {
  x: number;
  width: number;
  timeNs: number;
}

export interface Wait {
  x: number;
  width: number;
  fromNs: number;
  toNs: number;
}

/** Each list is in the order of `x`. */
export interface Timeline {
  width: number;
  lanes: Lane[];
  instants: Instant[];
  waits: Wait[];
  spans: Span[];
  /** Hostcalls inside of callbacks, Envoy's own log lines, faults. */
  ticks: Placed[];
  arrows: Arrow[];
  boxes: Box[];
  pauses: Pause[];
  /** `x` of each event by its `seq`. */
  xOfSeq: Float64Array;
}
