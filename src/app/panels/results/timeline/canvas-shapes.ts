// What all parts of the drawing use: the view, from units to pixels, bars, words that are cut to their room, hatching.

import type { Timeline } from '#trace/timeline.ts';
import { firstFrom } from '#trace/timeline-hit.ts';
import type { LaneGeometry } from './lane-geometry.ts';
import type { Palette } from './palette.ts';

export interface LaneView {
  timeline: Timeline;
  geometry: LaneGeometry;
  palette: Palette;
  /** Pixels per unit. */
  scale: number;
  /** Pixels that are scrolled away. */
  left: number;
  top: number;
  /** Of the view, in pixels. */
  width: number;
  height: number;
  selectedSeq: number | null;
  /** What the filter lets through; null when there is none. */
  matches: ((seq: number) => boolean) | null;
}

/** Width of a character of the fixed-width font at 11.5 px. */
export const monoCharacter = 6.9;
/** How strongly what the filter does not let through is drawn. */
export const faded = 0.25;

export const toPixels = (view: LaneView, x: number): number => x * view.scale - view.left;

/** What may be seen of things that follow each other without overlap; words beside them reach as far as `reachPx` to the right. */
export function* inView<T extends { x: number }>(
  view: LaneView,
  placed: readonly T[],
  reachPx: number,
): Generator<T> {
  const from = Math.max(0, firstFrom(placed, (view.left - reachPx) / view.scale) - 1);
  const end = (view.left + view.width) / view.scale;
  for (let index = from; index < placed.length; index += 1) {
    const one = placed[index];
    if (one === undefined || one.x > end) return;
    yield one;
  }
}

export function roundedBar(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.beginPath();
  context.roundRect(x, y, Math.max(1, width), Math.max(1, height), 3);
}

/** Writes as much of a text as there is room for; returns the width used. */
export function fitText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  room: number,
): number {
  if (text === '' || (room < 4 * monoCharacter && room < text.length * monoCharacter)) return 0;
  const whole = Math.floor(room / monoCharacter);
  const shown = text.length <= whole ? text : `${text.slice(0, Math.max(1, whole - 1))}…`;
  context.fillText(shown, x, y);
  return shown.length * monoCharacter;
}

let hatchKey = '';
let hatchPattern: CanvasPattern | string = '';

/** Slanted lines; made once per theme. */
export function hatching(
  context: CanvasRenderingContext2D,
  palette: Palette,
): CanvasPattern | string {
  const { fill, edge } = palette.hatch;
  const key = `${fill} ${edge}`;
  if (key === hatchKey) return hatchPattern;
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const paint = tile.getContext('2d');
  if (paint === null) return fill;
  paint.fillStyle = fill;
  paint.fillRect(0, 0, 8, 8);
  paint.strokeStyle = edge;
  paint.globalAlpha = 0.6;
  paint.lineWidth = 1.5;
  for (const offset of [-8, 0, 8]) {
    paint.beginPath();
    paint.moveTo(offset, 8);
    paint.lineTo(offset + 8, 0);
    paint.stroke();
  }
  hatchKey = key;
  hatchPattern = context.createPattern(tile, 'repeat') ?? fill;
  return hatchPattern;
}
