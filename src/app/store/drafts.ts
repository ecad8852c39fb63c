// Drafts are filed under field paths with indexes in them; this keeps them with their rows when rows come, go or move.

import type { Draft } from './document-slice.ts';

/** Renumbers the drafts under `prefix`: `place` gives the new index of a row, or null for a row that is gone. */
export function renumberDrafts(
  drafts: Record<string, Draft>,
  prefix: string,
  place: (index: number) => number | null,
): Record<string, Draft> {
  const result: Record<string, Draft> = {};
  for (const [path, draft] of Object.entries(drafts)) {
    const rest = path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : null;
    const match = rest === null ? null : /^(\d+)(\..*)?$/.exec(rest);
    if (match === null) {
      result[path] = draft;
      continue;
    }
    const index = place(Number(match[1]));
    if (index !== null) result[`${prefix}.${index}${match[2] ?? ''}`] = draft;
  }
  return result;
}

export function withoutRow(removed: number): (index: number) => number | null {
  return (index) => (index === removed ? null : index > removed ? index - 1 : index);
}

/** How many fields under `prefix` hold something that is not in force. */
export function problemCount(drafts: Record<string, Draft>, prefix: string): number {
  return Object.entries(drafts).filter(
    ([path, draft]) => draft.problem !== null && (path === prefix || path.startsWith(`${prefix}.`)),
  ).length;
}

/** The drafts without those of the fields under `prefix`. */
export function withoutDrafts(
  drafts: Record<string, Draft>,
  prefix: string,
): Record<string, Draft> {
  return Object.fromEntries(
    Object.entries(drafts).filter(([path]) => path !== prefix && !path.startsWith(`${prefix}.`)),
  );
}
