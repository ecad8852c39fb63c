// From one row of the call list to another.

import type { CallRow } from './call-list.ts';

/** Index of the last row that is not behind `seq`; -1 when all are. Rows are in the order of their `seq`. */
export function atOrBefore(rows: readonly CallRow[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the row with this `seq`, or -1. */
export function indexOfSeq(rows: readonly CallRow[], seq: number): number {
  const at = atOrBefore(rows, seq);
  return rows[at]?.seq === seq ? at : -1;
}

/** `seq` of the callback after (1) or before (-1) the one that `seq` lies in; the first or last from nowhere. */
export function nextCallback(
  rows: readonly CallRow[],
  seq: number | null,
  direction: 1 | -1,
): number | undefined {
  const isCallback = (row: CallRow): boolean =>
    row.kind === 'callback' && row.depth === 0 && !row.plumbing;
  if (seq === null)
    return (direction === 1 ? rows.find(isCallback) : rows.findLast(isCallback))?.seq;
  const here = atOrBefore(rows, seq);
  // Backwards from inside of a callback its own beginning comes first.
  let index = direction === -1 && rows[here]?.seq !== seq ? here : here + direction;
  for (; rows[index] !== undefined; index += direction) {
    const row = rows[index];
    if (row !== undefined && isCallback(row)) return row.seq;
  }
  return undefined;
}
