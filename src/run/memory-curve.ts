// How the guests' memories grew from exchange to exchange.

import type { MemoryPoint } from './api.ts';

/** Growth steps that are kept; a guest that grows more often than this has shown its curve. */
const KEPT_POINTS = 500;

export class MemoryCurve {
  readonly points: MemoryPoint[] = [];

  add(exchange: number | null, bytes: number[]): void {
    const last = this.points.at(-1)?.bytes;
    const same =
      last?.length === bytes.length && bytes.every((size, index) => size === last[index]);
    if (!same && this.points.length < KEPT_POINTS) this.points.push({ exchange, bytes });
  }
}
