// Functions of the host that have no hostcall of their own (spec: "Foreign function interface").

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const foreignFunctionHostcalls: readonly Hostcall[] = [
  notEmulated(
    'proxy_call_foreign_function',
    [
      { kind: 'text', name: 'name' },
      { kind: 'bytes', name: 'arguments' },
    ],
    [{ kind: 'bytes', name: 'result' }],
    'foreign functions are not emulated yet',
    true,
  ),
];
