// Repeats a piece of work and says how long it took; what is compared takes turns, so that both see the same machine.

export interface Contestant {
  name: string;
  /** Milliseconds, when only a part of the work counts. */
  work(round: number): Promise<number | void>;
}

/** Median milliseconds of each, after some rounds that do not count. */
export async function takeTurns(
  contestants: Contestant[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Map<string, number>> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const { name, work } of contestants) {
      const start = performance.now();
      const told = await work(round);
      const took = told ?? performance.now() - start;
      if (round >= warmUp) times.get(name)?.push(took);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured');
  return (low + high) / 2;
}
