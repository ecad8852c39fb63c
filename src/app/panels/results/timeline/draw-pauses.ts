// Draws how long a plugin holds a message back, with the words where no callback stands over them.

import { hatching, inView, type LaneView, roundedBar, toPixels } from './canvas-shapes.ts';
import { barOf } from './lane-geometry.ts';

export function drawPauses(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, geometry } = view;
  const bar = barOf(geometry, 'filter');
  const hatch = hatching(context, palette);
  for (const pause of view.timeline.pauses) {
    const from = Math.max(-8, toPixels(view, pause.x));
    const to = Math.min(view.width + 8, toPixels(view, pause.x + pause.width));
    if (to <= 0 || from >= view.width || to - from < 1) continue;
    const top = (geometry.tops[pause.lane] ?? 0) + bar.y;
    context.fillStyle = hatch;
    context.fillRect(from, top, to - from, bar.height);
    context.font = `500 11.5px ${palette.sansFont}`;
    const wanted = context.measureText(pause.text).width + 16;
    const room = roomForPause(view, pause.lane, from, to);
    if (room === null || room.to - room.from < wanted + 8) continue;
    const middle = (room.from + room.to) / 2;
    context.fillStyle = palette.pane;
    roundedBar(context, middle - wanted / 2, top + 3, wanted, bar.height - 6);
    context.fill();
    context.fillStyle = palette.hatch.text;
    context.fillText(pause.text, middle - wanted / 2 + 8, top + bar.height / 2 + 0.5);
  }
}

/** The widest wait in a pause is where no callback stands over its words. */
function roomForPause(
  view: LaneView,
  lane: number,
  from: number,
  to: number,
): { from: number; to: number } | null {
  let edge = from;
  let best: { from: number; to: number } | null = null;
  const consider = (next: number): void => {
    const end = Math.min(next, to);
    if (end > edge && (best === null || end - edge > best.to - best.from))
      best = { from: edge, to: end };
  };
  for (const span of inView(view, view.timeline.spans, 0)) {
    if (span.lane !== lane) continue;
    const start = toPixels(view, span.x);
    if (start > to) break;
    consider(start);
    edge = Math.max(edge, start + span.width * view.scale);
  }
  consider(to);
  return best;
}
