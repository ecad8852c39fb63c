// Draws the axis of virtual time above the lanes, and the line at the selected event.

import type { Timeline } from '#trace/timeline.ts';
import { formatNs } from '#trace/units.ts';
import { inView, type LaneView, roundedBar, toPixels } from './canvas-shapes.ts';
import { axisHeight } from './lane-geometry.ts';

export function drawAxis(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, timeline } = view;
  context.fillStyle = palette.chrome;
  context.fillRect(0, 0, view.width, axisHeight);
  context.fillStyle = palette.line;
  context.fillRect(0, axisHeight - 1, view.width, 1);
  let free = -20;
  const taken: [from: number, to: number][] = [];
  context.font = `600 11px ${palette.sansFont}`;
  context.fillStyle = palette.text1;
  for (const instant of inView(view, timeline.instants, 0)) {
    // The instant that fills the view keeps its name in sight.
    const at = toPixels(view, instant.x);
    const end = toPixels(view, instant.x + instant.width);
    const text = formatNs(instant.timeNs);
    const width = context.measureText(text).width;
    const left = Math.max(at, Math.min(0, end - width - 16)) + 8;
    if (left < free || end < 0) continue;
    context.fillText(text, left, 12.5);
    free = left + width + 14;
    taken.push([left - 10, free]);
  }
  context.font = `11px ${palette.sansFont}`;
  for (const wait of inView(view, timeline.waits, 0)) {
    drawWaitMarks(context, view, wait, taken);
  }
}

/** Round times within a wait, as many as have room. */
function drawWaitMarks(
  context: CanvasRenderingContext2D,
  view: LaneView,
  wait: Timeline['waits'][number],
  taken: readonly [from: number, to: number][],
): void {
  const width = wait.width * view.scale;
  if (width < 60) return;
  const lengthMs = (wait.toNs - wait.fromNs) / 1e6;
  const step = roundStep((lengthMs * 48) / width);
  const fromMs = wait.fromNs / 1e6;
  const first = Math.floor(fromMs / step) + 1;
  const left = toPixels(view, wait.x);
  for (let count = first; count * step < fromMs + lengthMs; count += 1) {
    const x = left + ((count * step - fromMs) / lengthMs) * width;
    if (x < 0 || x > view.width || taken.some(([from, to]) => x > from - 12 && x < to + 4))
      continue;
    context.fillStyle = view.palette.lineStrong;
    context.fillRect(Math.round(x), axisHeight - 6, 1, 5);
    const text = String(Number((count * step).toPrecision(6)));
    context.fillStyle = view.palette.text3;
    context.fillText(text, x - context.measureText(text).width / 2, 11);
  }
}

/** 1, 2 or 5 times a power of ten, and no less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((one) => one * power >= least) ?? 10) * power;
}

export function drawPlayhead(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, selectedSeq, timeline } = view;
  if (selectedSeq === null) return;
  const x = Math.round(toPixels(view, timeline.xOfSeq[selectedSeq] ?? 0)) + 1;
  if (x < -30 || x > view.width + 30) return;
  context.fillStyle = palette.accent;
  context.fillRect(x, axisHeight, 1, view.height - axisHeight);
  context.font = `600 11px ${palette.sansFont}`;
  const text = `#${selectedSeq}`;
  const width = context.measureText(text).width + 12;
  roundedBar(context, x - width / 2, 3, width, 17);
  context.fill();
  context.fillStyle = palette.onAccent;
  context.fillText(text, x - width / 2 + 6, 12);
}
