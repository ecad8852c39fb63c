// The name of the host: in HTTP/2, and so in Envoy, it is :authority.

import { stringOf } from './ast.ts';
import { literals } from './facts.ts';
import type { Rule } from './rule.ts';

export const hostForAuthority: Rule = {
  name: 'host-for-authority',
  severity: 'warning',
  find: (facts) =>
    literals(facts)
      .strings.filter((node) => stringOf(node)?.toLowerCase() === ':host')
      .map(({ range }) => ({
        message: `There is no pseudo-header ":host": Envoy has the host as ":authority".`,
        range,
      })),
};
