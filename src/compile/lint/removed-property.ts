// Properties that Envoy 1.33 has removed from the top level.

import { elementsOf, stringOf } from './ast.ts';
import { type Call, literals } from './facts.ts';
import type { Rule } from './rule.ts';

const removed = [
  'node',
  'cluster_name',
  'cluster_metadata',
  'route_name',
  'route_metadata',
  'listener_direction',
  'listener_metadata',
  'upstream_host_metadata',
];

export const removedProperty: Rule = {
  name: 'removed-property',
  severity: 'warning',
  find(facts) {
    const { paths, strings } = literals(facts);
    // Whoever also reads the new path writes for Envoys of both kinds.
    const hasNew = (name: string) =>
      paths.some(([root, next]) => root === 'xds' && next === name) ||
      strings.some((node) => new RegExp(`^xds[\\0.]${name}`).test(stringOf(node) ?? ''));
    return facts.calls.flatMap((call) => {
      const name = firstPart(call);
      if (name === null || !removed.includes(name) || hasNew(name)) return [];
      return [
        {
          message: `Envoy 1.33 and newer have no property "${name}" at the top: it is NotFound. Read it below "xds": ['xds', '${name}', …].`,
          range: call.range,
        },
      ];
    });
  },
};

/** The first part of the path that a call reads; null when it reads no property, or the path is no literal. */
function firstPart({ path, args: [first] }: Call): string | null {
  if (/^property\.get\w+$/.test(path)) return stringOf(elementsOf(first)[0]);
  return path === 'get_property' ? (/^[^\0.]*/.exec(stringOf(first) ?? '')?.[0] ?? null) : null;
}
