// Traps in the callbacks of a root context, which no stream is there to answer for, and timers.

import { type Case, get, hello, ok, one, side } from './case.ts';

const waits = 'request-headers.1: call side /x\nrequest-headers.1: return 1';
const later = [...one(get), { request: get, upstream: hello, afterMs: 150 }];

export const rootCases: Case[] = [
  {
    name: 'a trap in the answer of a call, the request waiting',
    script: `${waits}\nanswer: trap in the answer`,
    exchanges: later,
    calls: side(ok),
  },
  {
    name: 'a trap in the answer of a call, behind the resuming of the request',
    script: `${waits}\nanswer: continue request\nanswer: trap in the answer`,
    exchanges: later,
    calls: side(ok),
  },
  {
    name: 'a trap in the answer of a call, behind a reply',
    script: `${waits}\nanswer: reply 403 - no\nanswer: trap in the answer`,
    exchanges: later,
    calls: side(ok),
  },
  {
    name: 'a trap on a tick, the request waiting',
    script: 'request-headers: tick 30\nrequest-headers: return 1\ntick: trap on time',
    exchanges: later,
    failurePolicy: 'fail-open',
  },
  {
    name: 'a timer that a stream changes and ends',
    script:
      'configure: tick 100000\nrequest-headers: tick 20\nrequest-headers: return 1\ntick.2: tick 0\ntick.2: effective stream\ntick.2: continue request',
    exchanges: later.slice(0, 1),
  },
  {
    name: 'ticks that are waited for, between requests and after the last',
    script: 'request-headers: tick 100\ntick: tick 0',
    exchanges: [...one(get), { request: get, upstream: hello, afterMs: 110 }],
    lingerMs: 110,
  },
];
