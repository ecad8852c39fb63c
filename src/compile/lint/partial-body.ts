// A body that is parsed when only a piece of it may be there.

import { Kind, list, nameOf, pathOf, walk } from './ast.ts';
import { directions, reachable, readBody, type Routine } from './facts.ts';
import type { Rule } from './rule.ts';

export const partialBody: Rule = {
  name: 'partial-body',
  severity: 'warning',
  find: (facts) =>
    facts.classes.flatMap((one) =>
      directions.flatMap((direction) => {
        const callback = one.methods.get(`on${direction}Body`);
        if (callback === undefined || looksAtEnd(callback)) return [];
        const calls = reachable(facts, one, callback.name).flatMap((routine) => routine.calls);
        const parsing = calls.find(({ name }) => /parse/i.test(name));
        if (parsing === undefined || !calls.some((call) => readBody(call) === direction)) return [];
        return [
          {
            message: `A piece of the body does not parse, and on${direction}Body is called for each. Return StopIterationAndBuffer until endOfStream is true, then parse the whole.`,
            range: parsing.range,
          },
        ];
      }),
    ),
};

/** Whether a body callback uses its second parameter, the end of the stream. */
function looksAtEnd({ node }: Routine): boolean {
  const nodes = [...walk(node)];
  const parameter = nodes.flatMap((one) => list(one, 'parameters'))[1];
  if (parameter === undefined) return false;
  const name = nameOf(parameter);
  // Once where it is declared, and once more where it is used.
  return nodes.filter((one) => one.kind === Kind.Identifier && pathOf(one) === name).length > 1;
}
