// What every return value does in every phase. Many exchanges share one start of Envoy; a script names the exchange by how often the
// callback has been called.

import {
  answer,
  type Case,
  each,
  type ExchangeInput,
  get,
  hello,
  one,
  post,
  spread,
  times,
  withRequestTrailers,
  withResponseTrailers,
} from './case.ts';

/** A tick that resumes what is held back, once. */
const resumeByTick = (direction: 'request' | 'response'): string =>
  `tick: tick 0\ntick: effective stream\ntick: continue ${direction}`;

const returnValues = [0, 1, 2, 3, 4, 99].map((value) => `return ${value}`);
const posted: ExchangeInput = { request: post('one', 'two'), upstream: hello };
const answered: ExchangeInput = { request: get, upstream: answer('one', 'two') };
export const returnCases: Case[] = [
  {
    name: 'every return value at the request headers',
    script: `request-headers: tick 60\n${each('request-headers', 1, [...returnValues, ...returnValues])}\n${resumeByTick('request')}\nrequest-body: body request`,
    lingerMs: 150,
    exchanges: spread([...times(6, { request: get, upstream: hello }), ...times(6, posted)]),
  },
  {
    name: 'every return value at the response headers',
    script: `response-headers: tick 60\n${each('response-headers', 1, [...returnValues, ...returnValues])}\n${resumeByTick('response')}\nresponse-body: body response`,
    lingerMs: 150,
    exchanges: spread([
      ...times(6, { request: get, upstream: { kind: 'answer', status: 204 } }),
      ...times(6, answered),
    ]),
  },
  {
    name: 'every return value at the request body',
    script: `${each('request-body', 3, returnValues)}\nrequest-body: body request`,
    lingerMs: 150,
    exchanges: spread(times(6, posted)),
  },
  {
    name: 'every return value at the response body',
    script: `${each('response-body', 3, returnValues)}\nresponse-body: body response`,
    lingerMs: 150,
    exchanges: spread(times(6, answered)),
  },
  {
    name: 'every return value at the end of the request body',
    script: `request-headers: tick 60\n${each('request-body', 2, returnValues).replaceAll(/body\.(\d+)/g, (_all, nth: string) => `body.${Number(nth) + 1}`)}\nrequest-body: body request\n${resumeByTick('request')}`,
    lingerMs: 150,
    exchanges: spread(times(6, { request: post('one'), upstream: hello })),
  },
  {
    name: 'every return value at the request trailers',
    script: `request-trailers: tick 60\n${each('request-trailers', 1, returnValues)}\n${resumeByTick('request')}`,
    lingerMs: 150,
    exchanges: spread(times(6, withRequestTrailers)),
  },
  {
    name: 'every return value at the response trailers',
    script: `response-trailers: tick 60\n${each('response-trailers', 1, returnValues)}\n${resumeByTick('response')}`,
    lingerMs: 150,
    exchanges: spread(times(6, withResponseTrailers)),
  },
];

export const stopIterationCases: Case[] = [
  {
    name: 'every return value at the request headers, alone',
    script: `request-headers: tick 60\n${each('request-headers', 1, [...returnValues, ...returnValues])}\n${resumeByTick('request')}\nrequest-body: body request\nrequest-body: get request x-a`,
    lingerMs: 150,
    exchanges: spread([...times(6, { request: get, upstream: hello }), ...times(6, posted)]),
  },
  {
    name: 'every return value at the response headers, alone',
    script: `response-headers: tick 60\n${each('response-headers', 1, returnValues)}\n${resumeByTick('response')}\nresponse-body: body response\nresponse-body: get response x-up`,
    lingerMs: 150,
    exchanges: spread(times(6, answered)),
  },
  {
    name: 'headers held until the trailers',
    script: 'request-headers: return 1\nrequest-body: return 1\nrequest-trailers: get request x-a',
    exchanges: [withRequestTrailers],
  },
  {
    name: 'replied at the response body, its headers held',
    script: 'response-headers: return 1\nresponse-body.1: reply 502 - instead',
    exchanges: one(get),
  },
];
