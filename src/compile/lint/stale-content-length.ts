// A body that changes its size under a content-length that stays.

import { stringOf } from './ast.ts';
import { type Call, changedBody, changedHeaders, directions } from './facts.ts';
import type { Rule } from './rule.ts';

export const staleContentLength: Rule = {
  name: 'stale-content-length',
  severity: 'warning',
  find: (facts) =>
    directions.flatMap((direction) => {
      const isMended = facts.calls.some(
        (call) => changedHeaders(call) === direction && mayBeContentLength(call),
      );
      const change = facts.calls.find((call) => changedBody(call) === direction);
      if (isMended || change === undefined) return [];
      const word = direction.toLowerCase();
      return [
        {
          message: `Envoy keeps the content-length that came, and the receiver waits for that many bytes or breaks off. Remove it in on${direction}Headers: ${word}.headers.remove('content-length').`,
          range: change.range,
        },
      ];
    }),
};

/** Whether a change of headers is, or cannot be told not to be, one of content-length. */
function mayBeContentLength({ args: [first] }: Call): boolean {
  const name = stringOf(first);
  return name === null || name.toLowerCase() === 'content-length';
}
