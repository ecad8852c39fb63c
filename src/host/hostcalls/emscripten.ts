// Two imports that modules built with Emscripten may have. They return no status.

import { everyVersion, type Hostcall } from '../define-hostcall.ts';

const plain = {
  versions: everyVersion,
  outputs: [],
  duringAllocation: false,
  mutates: false,
  clearsOutput: false,
  refusesFirst: null,
  onlyError: null,
  notEmulated: null,
} as const;

export const emscriptenHostcalls: readonly Hostcall[] = [
  {
    ...plain,
    name: 'pthread_equal',
    inputs: [
      { kind: 'u32', name: 'left' },
      { kind: 'u32', name: 'right' },
    ],
    returns: 'number',
    duringStart: false,
    run: (_, left, right) => (left === right ? 1 : 0),
  },
  {
    ...plain,
    name: 'emscripten_notify_memory_growth',
    inputs: [{ kind: 'u32', name: 'memory' }],
    returns: 'nothing',
    duringStart: true,
    run: () => 0,
  },
];
