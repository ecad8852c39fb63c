// What stands under a point of a timeline.

import type { Placed, Timeline } from './timeline.ts';

/** `seq` of what is at `x` in `lane`, the smallest thing first; `reach` is how far beside a mark one may point. Null when nothing is there. */
export function eventAt(timeline: Timeline, lane: number, x: number, reach: number): number | null {
  const { ticks, arrows, spans, boxes, pauses } = timeline;
  return (
    nearest(ticks, lane, x, reach) ??
    covering(spans, lane, x) ??
    nearest(arrows, lane, x, reach) ??
    covering(boxes, lane, x) ??
    covering(pauses, lane, x)
  );
}

/** Index of the first with its `x` at or behind the given one. */
export function firstFrom(placed: readonly { x: number }[], x: number): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(placed: readonly Placed[], lane: number, x: number, reach: number): number | null {
  let best: Placed | null = null;
  for (let index = firstFrom(placed, x - reach); index < placed.length; index += 1) {
    const one = placed[index];
    if (one === undefined || one.x > x + reach) break;
    if (one.lane !== lane) continue;
    if (best === null || Math.abs(one.x - x) < Math.abs(best.x - x)) best = one;
  }
  return best?.seq ?? null;
}

function covering(
  placed: readonly (Placed & { width: number })[],
  lane: number,
  x: number,
): number | null {
  const found = placed.findLast((one) => one.lane === lane && one.x <= x && x <= one.x + one.width);
  return found?.seq ?? null;
}
