// A document as Envoy has it once it is read: maps, lists and scalars, each with its line where the text has lines.

import { ConfigProblem } from './problem.ts';

export type Scalar = string | number | boolean | null;

interface Place {
  /** From 1; null in JSON, whose reader tells no lines. */
  line: number | null;
  /** How many values this is with all its aliases written out. */
  size: number;
}

export type Tree = Place &
  (
    | { kind: 'scalar'; value: Scalar }
    | { kind: 'list'; items: readonly Tree[] }
    | { kind: 'map'; members: ReadonlyMap<string, Tree> }
  );

/** Deeper than any message of Envoy, and as deep as links let a Project go. */
const deepest = 100;
/** Far more than a configuration that anybody writes; a few aliases of aliases pass it at once. */
const mostValues = 500_000;

export function scalar(value: Scalar, line: number | null = null): Tree {
  return { kind: 'scalar', value, line, size: 1 };
}

export function list(items: readonly Tree[], line: number | null = null): Tree {
  return { kind: 'list', items, line, size: sizeOf(items) };
}

export function map(members: ReadonlyMap<string, Tree>, line: number | null = null): Tree {
  return { kind: 'map', members, line, size: sizeOf([...members.values()]) };
}

function sizeOf(parts: readonly Tree[]): number {
  const size = parts.reduce((sum, part) => sum + part.size, 1);
  if (size > mostValues)
    throw new ConfigProblem(
      `It has more than ${mostValues} values once its aliases are written out, which is more than is read here.`,
    );
  return size;
}

export function refuseDepth(depth: number, line: number | null): void {
  if (depth <= deepest) return;
  const where = line === null ? '' : `Line ${line}: `;
  throw new ConfigProblem(
    `${where}it is nested more than ${deepest} levels deep, which is more than is read here.`,
  );
}

export type Json = Scalar | Json[] | { [key: string]: Json };

export function jsonOf(tree: Tree): Json {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(jsonOf);
    case 'map':
      return Object.fromEntries([...tree.members].map(([key, value]) => [key, jsonOf(value)]));
  }
}
