// Many numbers summed up: the least, the middle and the most of them, and how they are spread between.

import type { Share, Spread } from './api.ts';

const MOST_BUCKETS = 24;

/** Counts equal numbers together, so that it grows with their variety and not with their number. */
export class NumberTally {
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(value: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    this.#total++;
  }

  /** Null when there are no numbers. */
  spread(): Spread | null {
    const sorted = [...this.#counts].sort(([one], [other]) => one - other);
    const least = sorted[0]?.[0];
    const most = sorted.at(-1)?.[0];
    if (least === undefined || most === undefined) return null;
    return {
      least,
      median: this.#atRank(sorted, 0.5),
      ninetyNinth: this.#atRank(sorted, 0.99),
      most,
      buckets: buckets(sorted, least, most),
    };
  }

  /** The least number that is not exceeded by this part of all. */
  #atRank(sorted: readonly [number, number][], part: number): number {
    let left = Math.ceil(part * this.#total);
    for (const [value, count] of sorted) {
      left -= count;
      if (left <= 0) return value;
    }
    return Number.NaN;
  }
}

/** Few different numbers have a bucket each; many share buckets of equal width. */
function buckets(
  sorted: readonly [number, number][],
  least: number,
  most: number,
): Spread['buckets'] {
  if (sorted.length <= MOST_BUCKETS)
    return sorted.map(([value, count]) => ({ from: value, to: value, count }));
  const width = (most - least) / MOST_BUCKETS;
  const made = Array.from({ length: MOST_BUCKETS }, (_, index) => ({
    from: least + index * width,
    to: least + (index + 1) * width,
    count: 0,
  }));
  for (const [value, count] of sorted) {
    const bucket = made[Math.min(MOST_BUCKETS - 1, Math.floor((value - least) / width))];
    if (bucket !== undefined) bucket.count += count;
  }
  return made;
}

/** Names that one finds with every value of their own are no distribution: the rarest are summed up. */
const MOST_SHARES = 20;

export class NameTally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** The most frequent first. */
  shares(): Share[] {
    const all = [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
    if (all.length <= MOST_SHARES) return all;
    const rest = all.slice(MOST_SHARES).reduce((sum, { count }) => sum + count, 0);
    return [...all.slice(0, MOST_SHARES), { name: 'others', count: rest }];
  }
}
