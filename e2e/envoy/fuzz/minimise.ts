// Makes a list of sequences that Sluice and Envoy play differently as short as it can: whole sequences are left out, then records.

import type { FuzzSequence } from './generate.ts';

/** True when both sides still differ. */
type Differs = (sequences: readonly FuzzSequence[]) => Promise<boolean>;

/** Leaves out as many items as it can in pieces that get smaller. `keeps` says whether the rest is still worth keeping. */
async function leaveOut<T>(
  items: readonly T[],
  keeps: (rest: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = items;
  for (
    let size = Math.ceil(items.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    // From the end, since what comes after a difference has no part in it.
    for (let end = kept.length; end > 0; end -= size) {
      const rest = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      if (await keeps(rest)) kept = rest;
    }
  }
  return kept;
}

/** `differs` is asked at most `tries` times; the list itself is known to differ. */
export async function minimise(
  sequences: readonly FuzzSequence[],
  differs: Differs,
  tries: number,
): Promise<readonly FuzzSequence[]> {
  let left = tries;
  const asks: Differs = async (rest) => {
    if (left === 0 || rest.length === 0) return false;
    left -= 1;
    return differs(rest);
  };
  let least = await leaveOut(sequences, asks);
  for (const index of least.keys()) {
    const withRecords = (records: FuzzSequence['records']): FuzzSequence[] =>
      least.map((one, at) => (at === index ? { ...one, records } : one));
    const records = await leaveOut(least[index]?.records ?? [], (rest) =>
      asks(withRecords([...rest])),
    );
    least = withRecords([...records]);
  }
  return least;
}
