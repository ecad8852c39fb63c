// Where bodies break off, and what resuming and closing does from anywhere.

import {
  answer,
  type Case,
  get,
  ok,
  one,
  post,
  side,
  spread,
  withRequestTrailers,
} from './case.ts';

export const bodyCases: Case[] = [
  {
    name: 'ranges of a body',
    script: [
      'request-headers: remove request content-length',
      'request-body.1: body-range request 0 0',
      'request-body.1: body-range request 2 3',
      'request-body.1: body-range request 6 100',
      'request-body.1: body-range request 100 1',
      'request-body.1: body-range request 1 1 refused',
      'request-body.1: body-range request 0 1 F',
      'request-body.1: body-range request 0 0 <',
      'request-body.1: body-range request 100 5 >',
      'request-headers: body-range request 0 5 early',
      'response-headers: remove response content-length',
      'response-body.1: body-range response 4 1 !',
      'response-body.1: body-range response 0 4294967295 all',
      'response-trailers: body-range response 0 5 late',
    ].join('\n'),
    exchanges: one(post('eight ch')),
  },
  {
    name: 'a body emptied',
    script: 'request-headers: remove request content-length\nrequest-body: set-body request',
    exchanges: one(post('gone')),
  },
  {
    name: 'trailers made in the last call for the body',
    script: [
      'request-body.1: add request-trailers x-early 1',
      'request-body.2: add request-trailers x-made 1',
      'response-body.1: add response-trailers x-early 1',
      'response-body.2: replace response-trailers x-made 2',
      'log: pairs response-trailers',
    ].join('\n'),
    exchanges: [
      {
        request: { ...post('body'), body: { framing: 'chunked', chunks: [{ data: 'body' }] } },
        upstream: { kind: 'answer', body: { framing: 'chunked', chunks: [{ data: 'x' }] } },
      },
    ],
  },
  {
    name: 'a chunk that is larger than a read',
    script: 'log: property request.size',
    exchanges: one({
      method: 'POST',
      body: { framing: 'chunked', chunks: [{ data: 'a', repeat: 1_100_000 }] },
    }),
  },
  {
    name: 'more than may be held back, with watermarks',
    script: 'request-body: return 2\nrequest-body.2: return 0',
    exchanges: one({ method: 'POST', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
  {
    name: 'no more than may be held back of an answer',
    script: 'response-body.1: return 1',
    exchanges: one(get, { kind: 'answer', body: { chunks: [{ data: 'a', repeat: 1_048_576 }] } }),
  },
  {
    name: 'more than may be held back, stopped at the headers',
    script: 'request-headers: return 3',
    exchanges: one({ method: 'POST', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
  {
    name: 'more than may be held back of an answer, with watermarks',
    script: 'response-body.1: return 2',
    exchanges: one(get, { kind: 'answer', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
  {
    name: 'more than may be held back, paused at the headers',
    script: 'request-headers: return 1',
    exchanges: one({ method: 'POST', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
];

export const resumeCases: Case[] = [
  {
    name: 'continued with every number',
    script: [
      'request-headers: call side /x',
      'request-headers: return 1',
      'answer: continue request',
      'answer: continue request',
      'answer: get request x-a',
      'answer: continue response',
    ]
      .slice(0, 5)
      .join('\n'),
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'the answer paused, the request continued',
    script:
      'response-headers: call side /x\nresponse-headers: return 1\nanswer: continue request\nanswer: get response x-up\nanswer: call side /x\nanswer.2: continue response',
    exchanges: one(get),
    calls: side({ ...ok, delayMs: 40 }),
  },
  {
    name: 'continued twice in one callback, a body behind',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue request\nanswer: continue request',
    exchanges: one(post('one', 'two')),
    calls: side({ ...ok, delayMs: 10 }),
  },
  {
    name: 'continued after the client has its answer',
    script:
      'request-headers: call side /x\nanswer: effective stream\nanswer: continue request\nanswer: reply 500 - nobody listens',
    exchanges: spread(one(get)),
    calls: side({ ...ok, delayMs: 120 }),
    lingerMs: 300,
  },
  {
    name: 'closed from a call',
    script: 'request-headers: call side /x\nrequest-headers: return 1\nanswer: close request',
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'closed within the request body',
    script: 'request-body.1: close response',
    exchanges: one(post('body')),
  },
  {
    name: 'continued within the response body',
    script: 'response-body.1: continue response\nresponse-body.1: return 1',
    exchanges: one(get, answer('one', 'two')),
  },
  {
    name: 'continued in the headers callback that pauses, a body behind',
    script: 'request-headers: continue request\nrequest-headers: return 1',
    exchanges: one(post('body')),
  },
  {
    name: 'the answer continued in the headers callback that pauses',
    script: 'response-headers: continue response\nresponse-headers: return 1',
    exchanges: one(get),
  },
  { name: 'continued in on_done', script: 'done: continue request', exchanges: one(get) },
  {
    name: 'the flags of a request that its client has left',
    script: 'request-headers: return 1\nlog: property response.flags',
    exchanges: one(get),
  },
  {
    name: 'a request that is held back, continued in on_delete',
    script: 'request-headers: return 1\ndelete: continue request',
    exchanges: one(post('held')),
  },
  {
    name: 'continued in the trailers callback that pauses',
    script: 'request-trailers: continue request\nrequest-trailers: return 1',
    exchanges: [withRequestTrailers],
  },
  { name: 'continued in on_delete', script: 'delete: continue request', exchanges: one(get) },
  {
    name: 'replied when the context is created',
    script: 'create: reply 403 - x',
    exchanges: one(get),
  },
  {
    name: 'done answers false',
    script: 'done: return 1',
    exchanges: one(get),
  },
  {
    name: 'effective contexts',
    script: [
      'request-headers: tick 60',
      'request-headers: return 1',
      'tick.1: get request x-a',
      'tick.1: effective 99',
      'tick.1: effective 0',
      'tick.1: get request x-a',
      'tick.1: effective stream',
      'tick.1: replace request x-a changed',
      'tick.1: effective 1',
      'tick.1: get request x-a',
      'tick.2: get request x-a',
      'tick.2: continue request',
      'tick.3: effective stream',
      'tick.3: continue request',
      'tick.3: tick 0',
    ].join('\n'),
    exchanges: one(get),
  },
  {
    name: 'requests that Envoy refuses',
    script: '*: get request :path',
    exchanges: [
      ...one({ path: '/a#b' }),
      ...one({
        headers: [
          ['connection', 'upgrade'],
          ['upgrade', 'websocket'],
        ],
      }),
    ],
  },
];
