// The stream machine to the letter: what every return value does in every phase, where bodies break off, what becomes of replies,
// resumes and closes from anywhere, of spoilt headers, and which route a changed request takes. Many exchanges share one start of Envoy;
// a script names the exchange by how often the callback has been called.

import { answer, type Case, type ExchangeInput, get, hello, ok, one, post, side } from './case.ts';

/** One line per exchange: the n-th time of a phase, counting on by `step`. */
const each = (phase: string, step: number, commands: string[]): string =>
  commands.map((command, index) => `${phase}.${index * step + 1}: ${command}`).join('\n');

/** A tick that resumes what is held back, once. */
const resumeByTick = (direction: 'request' | 'response'): string =>
  `tick: tick 0\ntick: effective stream\ntick: continue ${direction}`;

const spread = (exchanges: ExchangeInput[]): ExchangeInput[] =>
  exchanges.map((exchange) => ({ ...exchange, afterMs: 150 }));

const returnValues = [0, 1, 2, 3, 4, 99].map((value) => `return ${value}`);
const times = (count: number, exchange: ExchangeInput): ExchangeInput[] =>
  Array.from({ length: count }, () => exchange);

const posted: ExchangeInput = { request: post('one', 'two'), upstream: hello };
const answered: ExchangeInput = { request: get, upstream: answer('one', 'two') };
const withRequestTrailers: ExchangeInput = {
  request: { ...post('body'), trailers: [['x-end', '1']] },
  upstream: hello,
};
const withResponseTrailers: ExchangeInput = {
  request: get,
  upstream: {
    kind: 'answer',
    body: { chunks: [{ data: 'body' }] },
    trailers: [['x-end', '1']],
  },
};

const returning: Case[] = [
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

const bodies: Case[] = [
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
];

const codes = [0, 1, 99, 204, 304, 599, 600, 999, 1000, 65_535, 65_536, 65_939];

const replies: Case[] = [
  {
    name: 'replies with odd codes',
    script: each(
      'request-headers',
      1,
      codes.map((code) => `reply ${code} - text`),
    ),
    exchanges: codes.flatMap(() => one(get)),
  },
  {
    name: 'headers of a reply',
    script: `${each('request-headers', 1, [
      'reply 403 content-type=a/b&content-type=c/d typed twice',
      'reply 403 content-length=99 measured anew',
      'reply 403 :status=201&:foo=bar pseudo',
      'reply 403 server=me&date=today&connection=x&transfer-encoding=chunked those of Envoy',
      'reply 403 set-cookie=a&set-cookie=b&location=/x&x-a=1&x-a=2 many',
      'reply 403 content-type=text/html&content-length=5',
    ])}\nresponse-headers: pairs response\nlog: pairs response`,
    exchanges: Array.from({ length: 6 }, () => one(get)).flat(),
  },
  {
    name: 'replies to gRPC requests',
    script: `${each('request-headers', 1, [
      'grpc-reply 403 5 given',
      'grpc-reply 403 -1 derived',
      'grpc-reply 429 -1 too many',
      'grpc-reply 400 99 out of range',
      'grpc-reply 500 -1 ünicode and 100%',
      'grpc-reply 200 0',
      'reply 403 grpc-status=3 its own',
    ])}\nresponse-headers: pairs response`,
    exchanges: Array.from({ length: 7 }, () =>
      one({
        method: 'POST',
        headers: [
          ['content-type', 'application/grpc+proto'],
          ['te', 'trailers'],
        ],
      }),
    ).flat(),
  },
  {
    name: 'a gRPC status for another request',
    script: 'request-headers: grpc-reply 403 5 given',
    exchanges: one(get),
  },
  {
    name: 'replied at the request trailers',
    script: 'request-trailers: reply 400 - no trailers please',
    exchanges: [withRequestTrailers],
  },
  {
    name: 'replied at the response trailers',
    script: 'response-trailers: reply 500 - too late',
    exchanges: [withResponseTrailers],
  },
  {
    name: 'replied within the own reply',
    script: 'request-headers: reply 401 - one\nresponse-headers: reply 402 x-by=two two',
    exchanges: one(get),
  },
  {
    name: 'replied within the body of the own reply',
    script: 'request-headers: reply 401 - one\nresponse-body: reply 402 x-by=two two',
    exchanges: one(get),
  },
  {
    name: 'the own reply changed',
    script:
      'request-headers: reply 401 - one\nresponse-headers: replace response :status 402\nresponse-headers: remove response content-length\nresponse-body: append-body response  and more',
    exchanges: one(get),
  },
  {
    name: 'replied and more in one callback',
    script: `${each('request-headers', 1, ['reply 401 - one', 'continue request', 'reply 401 - one', 'reply 401 - one'])}\nrequest-headers.1: continue request\nrequest-headers.2: reply 401 - one\nrequest-headers.3: return 1\nrequest-headers.4: return 2`,
    exchanges: [...one(get), ...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'replied and trapped',
    script: 'request-headers: reply 401 - one\nrequest-headers: trap after it',
    exchanges: one(get),
  },
  {
    name: 'replied from a call, after the request has gone on',
    script: 'request-headers: call side /x\nanswer: reply 409 x-by=me late',
    exchanges: one(get, { ...answer('slow'), delayMs: 400 }),
    calls: side({ ...ok, delayMs: 50 }),
  },
  {
    name: 'replied from a call, after the answer has begun',
    script: 'request-headers: call side /x\nanswer: reply 409 x-by=me late',
    exchanges: one(get, {
      kind: 'answer',
      body: { chunks: [{ data: 'one' }, { data: 'two', delayMs: 400 }] },
    }),
    calls: side({ ...ok, delayMs: 100 }),
  },
  {
    name: 'replied to a request with a body and to HEAD',
    script: 'request-headers: reply 403 content-type=text/html no',
    exchanges: [...one(post('unread')), ...one({ ...get, method: 'HEAD' })],
  },
];

const resuming: Case[] = [
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
];

const spoilt: Case[] = [
  {
    name: 'pairs that cannot be read',
    script: each('request-headers', 1, ['set-pairs request 1025', 'set-pairs request -']),
    exchanges: [...one(get), ...one(get)],
  },
  {
    name: 'pairs of an answer that cannot be read',
    script: 'response-headers: set-pairs response 1025',
    exchanges: one(get),
  },
  {
    name: 'pairs set anew',
    script:
      'request-headers: set-pairs request :method=GET&:path=/1&:path=/2&:authority=new.test&:scheme=http&x-a=1&x-a=2&X-Upper=1\nrequest-headers: pairs request',
    exchanges: one(get),
  },
  {
    name: 'headers that Envoy needs taken away',
    script: each('request-headers', 1, [
      'remove request x-forwarded-proto',
      'remove request :authority',
      'remove request :scheme',
      'remove request :path',
      'remove request :method',
    ]),
    exchanges: [...one(get), ...one(get), ...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'values that no header may have',
    script: each('request-headers', 1, [
      'replace request x-bad a%0Ab',
      'replace request x-bad a%0Db',
      'replace request x-bad a%00b',
      'replace request x-fine %C3%BC',
      'replace request x-fine',
    ]),
    exchanges: Array.from({ length: 5 }, () => one(get)).flat(),
  },
  {
    name: 'the status of an answer spoilt',
    script: each('response-headers', 2, [
      'replace response :status abc',
      'replace response :status',
      'add response :status 201',
    ])
      .replace('response-headers.3', 'response-headers.2')
      .replace('response-headers.5', 'response-headers.3'),
    exchanges: [...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'any number as the status of an answer',
    script: each('response-headers', 1, [
      'replace response :status 99',
      'replace response :status 999',
      'replace response :status 1000',
    ]),
    exchanges: [...one(get), ...one(get), ...one(get)],
  },
  {
    name: 'headers of an answer that Envoy writes itself',
    script:
      'response-headers: replace response connection x\nresponse-headers: replace response server me\nresponse-headers: add response :other 1\nlog: pairs response',
    exchanges: one(get),
  },
];

/** For a Project with several routes. */
export const routeCases: Case[] = [
  {
    name: 'which route takes a request',
    script:
      'request-headers: property xds.route_name\nrequest-headers: property xds.cluster_name\nlog: property xds.route_name',
    exchanges: ['/exact', '/exact?with=query', '/exactly', '/p', '/direct/x', '/none'].flatMap(
      (path) => one({ ...get, path }),
    ),
  },
  {
    name: 'a route that wants a header',
    script:
      'request-headers: property xds.route_name\nrequest-headers: property xds.route_metadata',
    exchanges: [
      ...one({ path: '/p', headers: [['x-beta', '1']] }),
      ...one({ path: '/p', headers: [['X-Beta', '2']] }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '1'],
          ['x-beta', '1'],
        ],
      }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '1'],
          ['x-beta', '2'],
        ],
      }),
      ...one({
        path: '/p',
        headers: [
          ['x-beta', '2'],
          ['x-beta', '1'],
        ],
      }),
    ],
  },
  {
    name: 'another route after a change',
    script: [
      ...[
        'replace request :path /exact',
        'replace request :path /none',
        'add request x-beta 1',
        'remove request x-beta',
        'replace request :path /direct',
        'replace request x-other 1',
      ].map((command, index) => `request-headers.${index + 1}: ${command}`),
      'request-headers: property xds.route_name',
      'request-headers: property xds.cluster_name',
      'response-headers: property xds.route_name',
      'log: property xds.route_name',
      'log: property xds.cluster_name',
    ].join('\n'),
    exchanges: [
      ...one({ path: '/p' }),
      ...one({ path: '/p' }),
      ...one({ path: '/p' }),
      ...one({ path: '/p', headers: [['x-beta', '1']] }),
      ...one({ path: '/p' }),
      ...one({ path: '/none' }),
    ],
  },
  {
    name: 'another route, changed while paused',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: add request x-beta 1\nanswer: property xds.route_name\nanswer: continue request\nanswer: property xds.route_name\nresponse-headers: property xds.route_name',
    exchanges: one({ path: '/p' }),
    calls: side(ok),
  },
];

export const streamCases: Case[] = [...returning, ...bodies, ...replies, ...resuming, ...spoilt];
