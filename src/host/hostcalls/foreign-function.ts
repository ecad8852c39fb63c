// Functions of the host that have no hostcall of their own (spec: "Foreign function interface").

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

export const foreignFunctionHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_call_foreign_function',
    inputs: [
      { kind: 'text', name: 'name' },
      { kind: 'bytes', name: 'argument' },
    ],
    outputs: [{ kind: 'wanted-bytes', name: 'result' }],
    mutates: true,
    run: (call, name, argument) => {
      const run = call.context.foreignFunction(name);
      if (run instanceof Refusal) return run;
      const result = run(argument);
      // Once there is a function, its failure clears the places for its result.
      return result instanceof Refusal ? result.clearingOutputs() : [result];
    },
  }),
];
