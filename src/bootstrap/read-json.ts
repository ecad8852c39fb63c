// A document of JSON, as Envoy reads a file that is called so: numbers stay numbers.

import { jsonProblem } from '#project/json-problem.ts';
import { ConfigProblem } from './problem.ts';
import { list, map, refuseDepth, scalar, type Tree } from './tree.ts';

export function readJson(text: string): Tree {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigProblem(`It is not JSON: ${jsonProblem(text, error).message}.`);
  }
  return treeOf(value, 1);
}

function treeOf(value: unknown, depth: number): Tree {
  refuseDepth(depth, null);
  if (Array.isArray(value)) return list(value.map((item) => treeOf(item, depth + 1)));
  if (typeof value === 'object' && value !== null)
    return map(
      new Map(Object.entries(value).map(([key, member]) => [key, treeOf(member, depth + 1)])),
    );
  return scalar(value as string | number | boolean | null);
}
