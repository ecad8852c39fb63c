// Where lanes lie from top to bottom, in pixels, roomy or dense.

import type { Lane } from '#trace/timeline-lanes.ts';

export const axisHeight = 24;

const roomy: Record<Lane['kind'], number> = { client: 44, filter: 58, callout: 38, upstream: 42 };
const dense: Record<Lane['kind'], number> = { client: 26, filter: 38, callout: 26, upstream: 28 };

export interface LaneGeometry {
  isDense: boolean;
  /** From the top of the first lane, below the axis. */
  tops: number[];
  heights: number[];
  total: number;
}

export function laneGeometry(lanes: readonly Lane[], isDense: boolean): LaneGeometry {
  const heights = lanes.map(({ kind }) => (isDense ? dense : roomy)[kind]);
  let total = 0;
  const tops = heights.map((height) => {
    total += height;
    return total - height;
  });
  return { isDense, tops, heights, total };
}

/** Index of the lane at a height, or -1. */
export function laneAt({ tops, heights }: LaneGeometry, y: number): number {
  return tops.findIndex((top, lane) => y >= top && y < top + (heights[lane] ?? 0));
}

/** The bar of a callback or a box, within its lane. */
export function barOf(
  { isDense }: LaneGeometry,
  kind: Lane['kind'],
): { y: number; height: number } {
  if (kind === 'filter') return isDense ? { y: 5, height: 19 } : { y: 9, height: 24 };
  return isDense ? { y: 4, height: 18 } : { y: 8, height: 22 };
}
