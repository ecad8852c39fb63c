// Variables that a request changes as if there were one of them: each worker thread has its own.

import { type AscNode, child, Kind, list, nameOf, numeric, pathOf, walk } from './ast.ts';
import { type Facts, reachable, type Routine } from './facts.ts';
import type { Rule } from './rule.ts';

/** Of asc's `CommonFlags`. */
const Flag = { Const: 8, Static: 32, Readonly: 64 } as const;
/** Of asc's `Token`: from `=` to `^=`, and `++` and `--`. */
const Token = { PlusPlus: 87, MinusMinus: 88, FirstAssignment: 101, LastAssignment: 113 } as const;

const callback = /^on(?:Request|Response)(?:Headers|Body|Trailers)$/;

export const perVmState: Rule = {
  name: 'per-vm-state',
  severity: 'info',
  find(facts) {
    const shared = sharedNames(facts);
    const told = new Set<string>();
    return facts.classes.flatMap((one) =>
      [...one.methods.keys()]
        .filter((name) => callback.test(name))
        .flatMap((name) => reachable(facts, one, name))
        .flatMap(changesIn)
        .flatMap((target) => {
          const name = pathOf(target);
          if (!shared.has(name) || told.has(name)) return [];
          told.add(name);
          return [
            {
              message: `Each worker thread has a "${name}" of its own, and requests are spread over the threads. Keep what all of them must see in shared data (getSharedData, setSharedData) or in a metric.`,
              range: target.range,
            },
          ];
        }),
    );
  },
};

/** Variables of the files and static fields of classes that can change. */
function sharedNames({ sources, classes }: Facts): Set<string> {
  const variables = sources
    .flatMap(({ statements }) => statements)
    .filter(({ kind }) => kind === Kind.Variable)
    .flatMap((statement) => list(statement, 'declarations'))
    .filter((one) => (numeric(one, 'flags') & Flag.Const) === 0)
    .map(nameOf);
  const fields = classes.flatMap(({ node }) =>
    list(node, 'members')
      .filter((one) => one.kind === Kind.FieldDeclaration)
      .filter((one) => (numeric(one, 'flags') & (Flag.Static | Flag.Readonly)) === Flag.Static)
      .map((one) => `${nameOf(node)}.${nameOf(one)}`),
  );
  return new Set([...variables, ...fields]);
}

/** What a routine gives new values, without its own variables. */
function changesIn({ node }: Routine): AscNode[] {
  const nodes = [...walk(node)];
  const own = new Set(
    nodes
      .filter(({ kind }) => kind === Kind.VariableDeclaration || kind === Kind.Parameter)
      .map(nameOf),
  );
  return nodes
    .map(changedTarget)
    .filter((target) => target !== null)
    .filter((target) => !own.has(pathOf(target)));
}

/** What a node gives a new value; null when it gives none. */
function changedTarget(node: AscNode): AscNode | null {
  const operator = numeric(node, 'operator');
  if (node.kind === Kind.UnaryPostfix) return child(node, 'operand');
  if (node.kind === Kind.UnaryPrefix)
    return operator === Token.PlusPlus || operator === Token.MinusMinus
      ? child(node, 'operand')
      : null;
  const isAssignment = operator >= Token.FirstAssignment && operator <= Token.LastAssignment;
  return node.kind === Kind.Binary && isAssignment ? child(node, 'left') : null;
}
