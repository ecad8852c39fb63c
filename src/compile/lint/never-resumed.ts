// A message that is held and that nothing lets go.

import { type ClassFacts, directions, isHolding, returns } from './facts.ts';
import type { Finding, Rule } from './rule.ts';

/** What ends a hold: going on, answering, closing. */
const resuming =
  /^(?:(?:proxy_)?(?:continue|close)_(?:request|response|stream)|(?:continue|close)(?:Request|Response)|sendLocalResponse(?:Bytes)?|(?:proxy_)?send_(?:local|http)_response)$/;

export const neverResumed: Rule = {
  name: 'never-resumed',
  severity: 'warning',
  find: (facts) =>
    facts.calls.some(({ name }) => resuming.test(name))
      ? []
      : facts.classes.flatMap((one) => heldForEver(one)),
};

function heldForEver({ methods }: ClassFacts): Finding[] {
  return directions.flatMap((direction) =>
    ['Headers', 'Body', 'Trailers'].flatMap((part) => {
      const routine = methods.get(`on${direction}${part}`);
      if (routine === undefined) return [];
      const answers = returns(routine);
      const held = answers.find(({ names }) => names.some(isHolding));
      if (held === undefined) return [];
      const goesOnLater =
        part === 'Headers'
          ? methods.has(`on${direction}Body`) || methods.has(`on${direction}Trailers`)
          : answers.some(({ names }) => !names.some(isHolding) || names.includes('Continue')) ||
            (part === 'Body' && methods.has(`on${direction}Trailers`));
      if (goesOnLater) return [];
      const word = direction.toLowerCase();
      return [
        {
          message: `This holds the ${word}, and nothing in the filter lets it go: it waits until a timeout. Call continue${direction}() or sendLocalResponse() when what you wait for has come, or return Continue.`,
          range: held.range,
        },
      ];
    }),
  );
}
