// Which fixes there are for a diagnostic: by its code, and where a code stands for many things also by its message.

import type { Fix, FixInput, FixMaker } from './fix.ts';
import * as cures from './lint-cures.ts';
import { closureInForEach, overValues } from './loops.ts';
import { unknownMember, unknownModule, unknownName, wrongModule } from './names.ts';
import { needsCast, noNullish, notAssignable, withoutFirstValue } from './types.ts';

const makers: readonly { code: string; message?: RegExp; make: FixMaker }[] = [
  { code: 'TS2304', make: unknownName },
  { code: 'TS2339', make: unknownMember },
  { code: 'TS2305', make: wrongModule },
  { code: 'TS6054', make: unknownModule },
  { code: 'TS2322', make: notAssignable },
  { code: 'AS200', make: needsCast },
  { code: 'TS2564', make: withoutFirstValue },
  { code: 'TS1109', make: noNullish },
  { code: 'AS100', message: /Iterators/, make: overValues },
  { code: 'AS100', message: /Closures/, make: closureInForEach },
  { code: 'host-for-authority', make: cures.hostForAuthority },
  { code: 'removed-property', make: cures.removedProperty },
  { code: 'stale-content-length', make: cures.staleContentLength },
  { code: 'partial-body', make: cures.partialBody },
  { code: 'never-resumed', make: cures.neverResumed },
  { code: 'misspelt-callback', make: cures.misspeltCallback },
];

export function quickFixes(input: FixInput): Fix[] {
  const { code, message } = input.diagnostic;
  return makers
    .filter((one) => one.code === code && (one.message?.test(message) ?? true))
    .flatMap(({ make }) => make(input));
}
