// The attributes as a tree by their dotted names: `request` with its members, `xds.node` with those of the node. Branches fold.

import type { AttributeRow } from './attribute-rows.ts';

export interface TreeLine {
  /** Dotted name from the root. */
  name: string;
  /** The last part of it. */
  label: string;
  /** From 0. */
  depth: number;
  /** Null for a branch that is no attribute itself, such as `request`. */
  row: AttributeRow | null;
  /** Null for a leaf. */
  open: boolean | null;
  /** Attributes below, and how many of them have a value somewhere. */
  below: { all: number; there: number };
}

interface Branch {
  row: AttributeRow | null;
  children: Map<string, Branch>;
}

/** The lines to be seen, from the top. `isOpen` is asked for each branch by its dotted name. */
export function attributeTree(
  rows: readonly AttributeRow[],
  isOpen: (name: string) => boolean,
): TreeLine[] {
  const root: Branch = { row: null, children: new Map() };
  for (const row of rows) {
    let at = root;
    for (const part of row.path) {
      const next = at.children.get(part) ?? { row: null, children: new Map() };
      at.children.set(part, next);
      at = next;
    }
    at.row = row;
  }
  return linesOf(root, [], isOpen);
}

function linesOf(
  branch: Branch,
  path: readonly string[],
  isOpen: (name: string) => boolean,
): TreeLine[] {
  return [...branch.children].flatMap(([label, child]): TreeLine[] => {
    const below = [...path, label];
    const name = below.join('.');
    const isLeaf = child.children.size === 0;
    const open = isLeaf ? null : isOpen(name);
    const rows = rowsBelow(child);
    const line: TreeLine = {
      ...{ name, label, depth: path.length, row: child.row, open },
      below: { all: rows.length, there: rows.filter(({ type }) => type !== '').length },
    };
    return open === true ? [line, ...linesOf(child, below, isOpen)] : [line];
  });
}

function rowsBelow({ children }: Branch): AttributeRow[] {
  return [...children.values()].flatMap((child) => [
    ...(child.row === null ? [] : [child.row]),
    ...rowsBelow(child),
  ]);
}

/** Dotted names of all branches above an attribute, the outermost first. */
export function branchesAbove(path: readonly string[]): string[] {
  return path.slice(0, -1).map((_, at) => path.slice(0, at + 1).join('.'));
}
