// Headers that are changed when they have gone on already.

import { changedHeaders, directions, isHolding, reachable, returns } from './facts.ts';
import type { Rule } from './rule.ts';

export const lateHeaderChange: Rule = {
  name: 'late-header-change',
  severity: 'warning',
  find: (facts) =>
    facts.classes.flatMap((one) =>
      directions.flatMap((direction) => {
        const headers = one.methods.get(`on${direction}Headers`);
        // Whoever holds the headers can still change them.
        if (headers && returns(headers).some(({ names }) => names.some(isHolding))) return [];
        // What the headers callback calls too is not wrong in itself.
        const early = new Set(reachable(facts, one, `on${direction}Headers`));
        const callbacks = [`on${direction}Body`, `on${direction}Trailers`];
        const word = direction.toLowerCase();
        return callbacks.flatMap((callback) =>
          reachable(facts, one, callback)
            .filter((routine) => !early.has(routine))
            .flatMap(({ calls }) => calls)
            .filter((call) => changedHeaders(call) === direction)
            .map(({ range }) => ({
              message: `The ${word} headers have gone on before ${callback} is called, and the change is refused with BadArgument. Change them in on${direction}Headers, or hold them there with StopIteration until the body is known.`,
              range,
            })),
        );
      }),
    ),
};
