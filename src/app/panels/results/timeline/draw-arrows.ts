// Draws what goes over the wires: arrows between lanes, with their words in the client's lane.

import type { Arrow } from '#trace/timeline.ts';
import { faded, fitText, inView, type LaneView, toPixels } from './canvas-shapes.ts';
import { barOf } from './lane-geometry.ts';

export function drawArrows(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, geometry, matches } = view;
  const arrows = [...inView(view, view.timeline.arrows, 300)];
  let nextTitle = Number.POSITIVE_INFINITY;
  let lastPixel = -1000;
  for (const arrow of arrows.toReversed()) {
    const x = Math.round(toPixels(view, arrow.x)) + 0.5;
    const crowded = lastPixel - x < 2 && lastPixel !== -1000;
    if (!crowded || arrow.tone === 'fault') {
      const fades = matches !== null && !matches(arrow.seq);
      context.globalAlpha = fades ? faded : 1;
      drawShaft(context, view, arrow, x);
      lastPixel = x;
    }
    if (arrow.title === '' && !arrow.isPiece) continue;
    const top = geometry.tops[0] ?? 0;
    const room = Math.min(nextTitle, view.width + 200) - x - 12;
    context.fillStyle = palette.bars[arrow.tone].text;
    context.font = `${arrow.tone === 'ok' ? '600 ' : ''}11.5px ${palette.monoFont}`;
    fitText(context, arrow.title, x + 8, top + 13, room);
    context.font = `11px ${palette.sansFont}`;
    context.fillStyle = palette.text3;
    if (arrow.isPiece) fitText(context, arrow.detail, x + 8, top + 13, room);
    else if (!geometry.isDense) fitText(context, arrow.detail, x + 8, top + 29, room);
    nextTitle = x;
  }
  context.globalAlpha = 1;
}

function drawShaft(
  context: CanvasRenderingContext2D,
  view: LaneView,
  arrow: Arrow,
  x: number,
): void {
  const { geometry, palette, timeline } = view;
  const from = anchor(view, arrow.lane, arrow.toLane);
  const to = anchor(view, arrow.toLane, arrow.lane);
  if (timeline.lanes[arrow.toLane] === undefined || geometry.tops.length === 0) return;
  const down = to > from ? 1 : -1;
  context.strokeStyle = context.fillStyle =
    arrow.tone === 'fault' ? palette.marks.fault : palette.control;
  context.lineWidth = 1.25;
  context.setLineDash(arrow.isPiece ? [2, 3] : []);
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to - 5 * down);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x - 3.5, to - 6 * down);
  context.lineTo(x, to);
  context.lineTo(x + 3.5, to - 6 * down);
  context.fill();
}

/** Where an arrow touches a lane that it comes from or goes to, seen from `other`. */
function anchor({ geometry, timeline }: LaneView, lane: number, other: number): number {
  const kind = timeline.lanes[lane]?.kind ?? 'client';
  const top = geometry.tops[lane] ?? 0;
  if (kind === 'client') return top + (geometry.isDense ? 5 : 10);
  const bar = barOf(geometry, kind);
  return other < lane ? top + bar.y : top + bar.y + bar.height;
}
