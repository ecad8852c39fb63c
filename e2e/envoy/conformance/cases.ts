// The conformance Projects: the probe filter under scripts that walk through the stream machine, header maps, bodies, calls,
// local responses, properties and failures. Every one is played in Sluice and in a real Envoy.

import { readFileSync } from 'node:fs';
import { parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import { foreignCases } from './foreign-cases.ts';
import { grpcCases, grpcCluster } from './grpc-cases.ts';
import {
  type Case,
  type ExchangeInput,
  type ScenarioInput,
  answer,
  get,
  hello,
  inPhase,
  ok,
  one,
  post,
  side,
  text,
} from './case.ts';
import { headerCases, routeCases } from './header-cases.ts';
import { replyCases } from './reply-cases.ts';
import { returnCases, stopIterationCases } from './return-cases.ts';
import { bodyCases, resumeCases } from './stream-cases.ts';
import { rootCases } from './root-cases.ts';
import { signatureCases } from './signature-cases.ts';
import { wireCases } from './wire-cases.ts';

type PluginInput = ProjectInput['plugins'][number];

const guest = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const files = [
  { path: 'filter.ts', text: guest('./probe.as.ts') },
  { path: 'walker.ts', text: guest('./walker.as.ts') },
  { path: 'sharing.ts', text: guest('./sharing.as.ts') },
];

/** A request with all that attributes tell of one; the walker's tables need the body in one piece and trailers behind. */
const everything: ExchangeInput['request'] = {
  method: 'POST',
  path: '/walk?q=1',
  headers: [
    ['user-agent', 'walker'],
    ['referer', 'http://from.test/'],
    ['x-multi', 'a'],
    ['x-multi', 'b'],
    ['te', 'trailers'],
  ],
  body: {
    framing: 'chunked',
    chunks: [
      { data: 'hello', delayMs: 700 },
      { data: '', delayMs: 300 },
    ],
  },
  trailers: [['x-rt', '1']],
};
/** Walking takes time in a real Envoy; a server that takes more of it answers after a number of milliseconds with as many digits. */
const withTrailers = {
  kind: 'answer' as const,
  delayMs: 200,
  headers: [['x-up', 'yes'] as [string, string]],
  body: { framing: 'chunked' as const, chunks: [{ data: 'body' }] },
  trailers: [['x-t', '1'] as [string, string]],
};

const properties = [
  'request.path',
  'request.url_path',
  'request.query',
  'request.host',
  'request.scheme',
  'request.method',
  'request.useragent',
  'request.headers.x-a',
  'request.size',
  'request.protocol',
  'response.code',
  'response.code_details',
  'response.flags',
  'response.size',
  'response.grpc_status',
  'connection.mtls',
  'connection.requested_server_name',
  'upstream.request_attempt_count',
  'upstream.num_endpoints',
  'metadata',
  'xds.cluster_name',
  'xds.route_name',
  'xds.virtual_host_name',
  'xds.listener_direction',
  'xds.node.id',
  'xds.node.cluster',
  'xds.node.metadata.role',
  'xds.node.metadata.weight',
  'xds.node.metadata.nested.flag',
  'xds.node.metadata.list.1',
  'xds.node.metadata.none',
  'xds.node.locality.region',
  'plugin_name',
  'plugin_root_id',
  'plugin_vm_id',
  'node.id',
  'nope',
  'request',
  'xds',
  'source.nope',
  'wasm_own',
].map((path) => `property ${path}`);
const maps: Case[] = [
  {
    name: 'maps in the phases where they are and are not',
    script: [
      'request-headers',
      'request-body',
      'request-trailers',
      'response-headers',
      'response-body',
      'log',
    ]
      .flatMap((phase) =>
        ['request', 'request-trailers', 'response', 'response-trailers'].map((map) =>
          inPhase(phase, [
            `get ${map} x-a`,
            `size ${map}`,
            `add ${map} x-by ${phase}`,
            `remove ${map} x-none`,
          ]),
        ),
      )
      .join('\n'),
    exchanges: one(post('some', 'body')),
  },
  {
    name: 'add, replace and remove, single-slot headers and pseudo-headers',
    script: inPhase('request-headers', [
      'add request accept a',
      'add request accept b',
      'add request cookie c=1',
      'add request cookie d=2',
      'replace request x-a 3',
      'replace request :path /other',
      'replace request host other.test',
      'add request X-Upper case',
      'get request x-upper',
      'remove request user-agent',
      'pairs request',
    ]),
    exchanges: one(get),
  },
  {
    name: 'headers of the answer',
    script: inPhase('response-headers', [
      'pairs response',
      'add response via one',
      'add response via two',
      'replace response content-type text/html',
      'remove response x-up',
      'add response set-cookie a=1',
      'add response set-cookie b=2',
    ]),
    exchanges: [
      { request: get, upstream: hello },
      { request: { ...get, method: 'HEAD' }, upstream: hello },
      { request: get, upstream: { kind: 'answer', status: 204 } },
      { request: get, upstream: { kind: 'answer', status: 304, headers: [['etag', '"1"']] } },
    ],
  },
  {
    name: 'no status left',
    script: 'response-headers: remove response :status',
    exchanges: one(get),
  },
  { name: 'no path left', script: 'request-headers: remove request :path', exchanges: one(get) },
  {
    name: 'no method left',
    script: 'request-headers: remove request :method',
    exchanges: one(get),
  },
];

const bodies: Case[] = [
  {
    name: 'a body in one piece',
    script: 'request-body: body request',
    exchanges: one(post('one piece')),
  },
  {
    name: 'a body in three pieces',
    script: 'request-body: body request',
    exchanges: one(post('one', 'two', 'three')),
  },
  {
    name: 'buffered to the end and replaced',
    script:
      'request-headers: remove request content-length\nrequest-body: body request\nrequest-body.1: return 1\nrequest-body.2: return 1\nrequest-body.4: set-body request all new',
    exchanges: one(post('one', 'two', 'three')),
  },
  {
    name: 'prepended and appended',
    script:
      'request-headers: remove request content-length\nrequest-body.1: prepend-body request <\nrequest-body.1: append-body request >',
    exchanges: one(post('middle')),
  },
  {
    name: 'a piece dropped',
    script: 'request-headers: remove request content-length\nrequest-body.1: return 3',
    exchanges: one(post('drop', 'keep')),
  },
  {
    name: 'held with watermark',
    script: 'request-body.1: return 2\nrequest-body.2: body request',
    exchanges: one(post('first', 'second')),
  },
  {
    name: 'the answer buffered and grown',
    script:
      'response-headers: remove response content-length\nresponse-body: body response\nresponse-body.1: return 1\nresponse-body.2: append-body response !!!',
    exchanges: one(get, answer('part one, ', 'part two')),
  },
  {
    name: 'trailers on both sides',
    script:
      'request-trailers: pairs request-trailers\nrequest-trailers: add request-trailers x-more 1\nresponse-trailers: pairs response-trailers\nresponse-trailers: replace response-trailers x-t changed',
    exchanges: one(
      { ...post('with trailers'), trailers: [['x-client-trailer', 'c']] },
      {
        kind: 'answer',
        body: text('answer'),
        trailers: [
          ['x-t', '1'],
          ['x-u', '2'],
        ],
      },
    ),
  },
  {
    name: 'buffered until the trailers',
    script: 'request-body: return 1\nrequest-trailers: body request',
    exchanges: one({ ...post('held', 'back'), trailers: [['x-end', '1']] }),
  },
];

const pauses: Case[] = [
  {
    name: 'paused at headers, resumed by a call',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: get answer x-side\nanswer: answer\nanswer: get request x-a\nanswer: add request x-after yes\nanswer: continue request\nanswer: get request x-a',
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'paused at headers with a body behind',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue request\nrequest-body: body request',
    exchanges: one(post('one', 'two')),
    calls: side({ kind: 'answer', delayMs: 80 }),
  },
  {
    name: 'paused at the body, resumed by a call',
    script:
      'request-body.1: call side /x\nrequest-body.1: return 1\nrequest-body.2: return 1\nanswer: body request\nanswer: continue request',
    exchanges: one(post('whole')),
    calls: side({ kind: 'answer', delayMs: 40 }),
  },
  {
    name: 'the answer paused, resumed by a call',
    script:
      'response-headers: call side /x\nresponse-headers: return 1\nanswer: add response x-after yes\nanswer: continue response',
    exchanges: one(get),
    calls: side({ kind: 'answer', delayMs: 40 }),
  },
  {
    name: 'resumed by a tick',
    script:
      'configure: tick 50\nrequest-headers: return 1\ntick.1: effective stream\ntick.1: get request x-a\ntick.1: continue request\ntick.1: tick 0',
    exchanges: one(get),
  },
  {
    name: 'paused at the body, resumed by a call, more behind',
    script:
      'request-body: body request\nrequest-body.1: call side /x\nrequest-body.1: return 1\nanswer: continue request',
    exchanges: one({
      ...post('one'),
      body: {
        chunks: [{ data: 'one' }, { data: 'two', delayMs: 150 }, { data: 'three', delayMs: 80 }],
      },
    }),
    calls: side({ kind: 'answer', delayMs: 40 }),
  },
  {
    name: 'the answer paused at its body, resumed by a call, more behind',
    script:
      'response-body: body response\nresponse-body.1: call side /x\nresponse-body.1: return 1\nanswer: continue response',
    exchanges: one(get, {
      kind: 'answer',
      body: {
        chunks: [{ data: 'one' }, { data: 'two', delayMs: 150 }, { data: 'three', delayMs: 80 }],
      },
    }),
    calls: side({ kind: 'answer', delayMs: 40 }),
  },
  { name: 'never resumed', script: 'request-headers: return 1', exchanges: one(get) },
  {
    name: 'never resumed at the body',
    script: 'request-body: return 1',
    exchanges: one(post('stuck')),
  },
  { name: 'the answer never resumed', script: 'response-headers: return 1', exchanges: one(get) },
];

const calls: Case[] = [
  {
    name: 'a call answered late',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: pairs answer\nanswer: continue request',
    exchanges: one(get),
    calls: side({ ...ok, delayMs: 50 }),
  },
  {
    name: 'a call that times out',
    script:
      'request-headers: call side /slow\nrequest-headers: return 1\nanswer: pairs answer\nanswer: answer\nanswer: continue request',
    exchanges: one(get),
    calls: side({ kind: 'timeout' }),
  },
  {
    name: 'a call to a closed port',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: pairs answer\nanswer: answer\nanswer: continue request',
    exchanges: one(get),
    calls: side({ kind: 'refused' }),
  },
  {
    name: 'a call closed before its answer',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: pairs answer\nanswer: answer\nanswer: continue request',
    exchanges: one(get),
    calls: side({ kind: 'reset' }),
  },
  {
    name: 'a call closed within its answer',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: answer\nanswer: grpc-status\nanswer: continue request\nlog: grpc-status',
    exchanges: one(get),
    calls: side({ kind: 'reset', after: 'headers' }),
  },
  { name: 'a call to nowhere', script: 'request-headers: call nowhere /x', exchanges: one(get) },
  {
    name: 'two calls, a body sent',
    script:
      'request-headers: call side /x first\nrequest-headers: call side /x second\nrequest-headers: return 1\nanswer.2: continue request',
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'a call from a tick of the root',
    script:
      'configure: tick 40\ntick.1: call side /x\ntick.1: tick 0\nroot-answer: answer\nroot-answer: effective stream\nroot-answer: continue request\nrequest-headers: return 1',
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'a call made at the end',
    script: 'done: call side /x',
    exchanges: one(get),
    calls: side(ok),
  },
];

const replies: Case[] = [
  {
    name: 'replied at the request headers',
    script:
      'request-headers: reply 418 x-by=me short\nresponse-headers: pairs response\nresponse-headers: add response x-own 1',
    exchanges: one(get),
  },
  {
    name: 'replied without a body',
    script: 'request-headers: reply 403 content-type=text/html',
    exchanges: [...one(get), ...one({ ...get, method: 'HEAD' })],
  },
  {
    name: 'replied to HEAD',
    script: 'request-headers: reply 403 x-by=me gone',
    exchanges: one({ ...get, method: 'HEAD' }),
  },
  {
    name: 'replied at the request body',
    script: 'request-body.1: reply 400 - bad body',
    exchanges: one(post('bad', 'body')),
  },
  {
    name: 'replied at the response headers',
    script: 'response-headers: reply 502 x-by=me replaced',
    exchanges: one(get),
  },
  {
    name: 'replied at the response body',
    script: 'response-body.1: reply 502 - too late',
    exchanges: one(get),
  },
  {
    name: 'replied from a call',
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: reply 401 www-authenticate=Basic no',
    exchanges: one(get),
    calls: side(ok),
  },
  {
    name: 'replied twice',
    script: 'request-headers: reply 401 - one\nrequest-headers: reply 402 - two',
    exchanges: one(get),
  },
  {
    name: 'replied to gRPC',
    script: 'request-headers: reply 401 x-by=me no 100%',
    exchanges: one({
      method: 'POST',
      headers: [
        ['content-type', 'application/grpc'],
        ['te', 'trailers'],
      ],
      body: { chunks: [{ data: 'x' }] },
    }),
  },
  {
    name: 'the request closed',
    script: 'request-headers: close request\nrequest-headers: return 1',
    exchanges: one(get),
  },
];

const attributes: Case[] = [
  {
    name: 'properties in every phase',
    script: [
      'configure',
      'request-headers',
      'request-body',
      'response-headers',
      'response-body',
      'log',
      'done',
    ]
      .map((phase) => inPhase(phase, properties))
      .concat('request-headers: set-property wasm_own value')
      .join('\n'),
    exchanges: one(post('body')),
  },
  {
    name: 'configuration where it can be read',
    script:
      'vm: configuration\nvm: vm-configuration\nconfigure: configuration\nrequest-headers: configuration\nrequest-headers: vm-configuration',
    exchanges: one(get),
  },
];

const failures: Case[] = (
  ['fail-closed', 'fail-open', 'legacy-fail-open', 'fail-reload'] as const
).flatMap((failurePolicy): Case[] => [
  {
    name: `a trap at the request headers, ${failurePolicy}`,
    script: 'request-headers.1: trap oh no',
    exchanges: [...one(get), ...one(get)],
    failurePolicy,
  },
  {
    name: `a trap at the response headers, ${failurePolicy}`,
    script: 'response-headers.1: trap oh no',
    exchanges: [...one(get), ...one(get)],
    failurePolicy,
  },
  {
    name: `a trap at the response body, ${failurePolicy}`,
    script: 'response-body.1: trap oh no',
    exchanges: one(get),
    failurePolicy,
  },
]);
failures.push(
  {
    name: 'a trap in the log callback',
    script: 'log.1: trap at the end',
    exchanges: [...one(get), ...one(get)],
  },
  { name: 'a trap while configuring', script: 'configure: trap early', exchanges: one(get) },
  { name: 'a configuration refused', script: 'configure: return 1', exchanges: one(get) },
  {
    name: 'an upstream that closes',
    script: 'response-headers: pairs response',
    exchanges: one(get, { kind: 'reset' }),
  },
  {
    name: 'an upstream that closes within its answer',
    script: 'response-headers: pairs response',
    exchanges: one(get, { kind: 'reset', after: 'headers' }),
  },
  {
    name: 'nobody listens upstream',
    script: 'response-headers: pairs response\nresponse-body: body response',
    exchanges: one(get, { kind: 'refused' }),
  },
);

const wire: Case[] = [
  {
    name: 'headers that belong to one connection',
    script:
      'request-headers: pairs request\nresponse-headers: pairs response\nlog: pairs request\nlog: pairs response',
    exchanges: [
      {
        request: {
          headers: [
            ['Connection', 'keep-alive, x-hop'],
            ['X-Hop', '1'],
            ['TE', 'trailers'],
            ['x-envoy-internal', 'true'],
            ['x-forwarded-for', '1.2.3.4'],
            ['Accept', 'a'],
            ['accept', 'b'],
            ['Cookie', 'a=1'],
            ['cookie', 'b=2'],
            ['X-Space', '  trimmed  '],
          ],
        },
        upstream: {
          kind: 'answer',
          headers: [
            ['Date', 'Mon, 01 Jan 2024 00:00:00 GMT'],
            ['Server', 'up'],
            ['Connection', 'keep-alive'],
            ['Keep-Alive', 'timeout=5'],
            ['Vary', 'a'],
            ['vary', 'b'],
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
          ],
          body: { framing: 'chunked', chunks: [{ data: 'chunked' }] },
        },
      },
    ],
  },
  {
    name: 'methods without a body',
    script: 'request-headers: pairs request',
    exchanges: (['DELETE', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'TRACE', 'PURGE'] as const).map(
      (method) => ({
        request: { method },
        upstream: hello,
      }),
    ),
  },
  {
    name: 'more than may be held back',
    script: 'request-body: return 1',
    exchanges: one({ method: 'POST', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
  {
    name: 'as much as may be held back',
    script: 'request-body.1: return 1',
    exchanges: one({ method: 'POST', body: { chunks: [{ data: 'a', repeat: 1_048_576 }] } }),
  },
  {
    name: 'more of an answer than may be held back',
    script: 'response-body: return 1',
    exchanges: one(get, { kind: 'answer', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
  {
    name: 'more of an answer than may be held back, its headers too',
    script: 'response-headers: return 3',
    exchanges: one(get, { kind: 'answer', body: { chunks: [{ data: 'a', repeat: 1_048_577 }] } }),
  },
];

const resuming: Case[] = [
  {
    name: 'continued within the request body',
    script: 'request-body.1: continue request\nrequest-body.1: return 1',
    exchanges: one(post('one', 'two')),
  },
  {
    name: 'continued when nothing is paused',
    script: 'response-headers: continue request\nresponse-body: continue response',
    exchanges: one(get),
  },
  {
    name: 'continued in the headers callback that pauses',
    script: 'request-headers: continue request\nrequest-headers: return 1',
    exchanges: one(get),
  },
  { name: 'the answer closed', script: 'response-headers: close response', exchanges: one(get) },
  {
    name: 'the answer closed within its body',
    script: 'response-body.1: close response',
    exchanges: one(get),
  },
  {
    name: 'replied from a tick, after the request has gone on',
    script:
      'configure: tick 50\ntick.1: effective stream\ntick.1: reply 409 - from a tick\ntick.1: tick 0',
    exchanges: one(get, { ...hello, delayMs: 400 }),
  },
  {
    name: 'properties of a paused stream, seen from a tick',
    script:
      'configure: tick 50\nrequest-headers: return 1\n' +
      inPhase('tick.1', [
        'property request.path',
        'effective stream',
        ...properties,
        'continue request',
        'property request.path',
        'tick 0',
      ]),
    exchanges: one(get),
  },
  { name: 'a VM that refuses to start', script: 'vm: return 1', exchanges: one(get) },
];

const ends: Case[] = [
  {
    name: 'a plugin that is not done yet',
    script: 'root-done: return 1\nroot-delete: never',
    exchanges: one(get),
  },
  {
    name: 'a plugin that says it is done while it is asked',
    script: 'root-done: finish\nroot-done: return 1\nroot-delete: never',
    exchanges: one(get),
  },
  {
    name: 'proxy_done before anybody asked',
    script:
      'request-headers: finish\nconfigure: finish\ntick: finish\ntick: tick 0\nconfigure: tick 50',
    exchanges: one(get),
    lingerMs: 70,
  },
  {
    name: 'a call that is open when Envoy ends, and one made at the end',
    script:
      'request-headers: call side /slow\nroot-done: call side /late\nroot-delete: call side /later',
    exchanges: one(get),
    calls: side({ kind: 'answer', delayMs: 30 }),
  },
];

const shared: Case[] = [
  {
    name: 'shared data and its cas numbers',
    script: inPhase('request-headers', [
      'get-data k',
      'set-data k 0 v1',
      'get-data k',
      'set-data k cas v2',
      'set-data k cas v3',
      'get-data k',
      'set-data k 9999 v3',
      'set-data new 77 v',
      'get-data new',
      'set-data e 0 ',
      'get-data e',
      'set-data  0 x',
      'get-data ',
    ]),
    exchanges: one(get),
  },
  {
    name: 'updates of shared data that lose no change of another',
    script: inPhase('request-headers', [
      'update-data u 3 0',
      'update-data u 3 1',
      'update-data u 3 9',
      'update-data fresh 3 1',
      'get-data u',
      'get-data fresh',
    ]),
    exchanges: one(get),
  },
  {
    name: 'shared data that every VM sets when it starts',
    script:
      'configure: get-data start\nconfigure: set-data start 0 by a VM\nrequest-headers: get-data start\nlog: set-data start cas seen\nlog: get-data start',
    exchanges: [...one(get), ...one(get)],
  },
  {
    name: 'queues, empty, unknown and with items',
    script: [
      inPhase('request-headers', [
        'register q1',
        'register q1',
        'register q2',
        'resolve - q1',
        'resolve vm q2',
        'resolve other q1',
        'resolve - nope',
        'dequeue 1',
        'enqueue 1 item1',
        'enqueue 1 item2',
        'enqueue 1 ',
        'enqueue 99 x',
        'dequeue 99',
        'dequeue 0',
        'enqueue 0 x',
      ]),
      'queue.1: dequeue 1',
      'queue.1: dequeue 1',
      'queue.2: dequeue 1',
      'queue: dequeue 1',
    ].join('\n'),
    exchanges: one(get),
  },
  {
    name: 'a queue that every VM registers when it starts',
    script:
      'configure: register jobs\nrequest-headers: resolve - jobs\nrequest-headers: enqueue 1 from a request\nqueue: dequeue 1\nqueue: dequeue 1',
    exchanges: [...one(post('some', 'body')), ...one(get)],
  },
  {
    name: 'a queue that wakes a paused stream',
    script:
      'request-headers: register jobs\nrequest-headers: enqueue 1 go\nrequest-headers: return 1\nqueue: dequeue 1\nqueue: effective stream\nqueue: add request x-from queue\nqueue: continue request',
    exchanges: one(get),
  },
  {
    name: 'a value enqueued in on_queue_ready, on_log and on_done',
    script:
      'request-headers: register jobs\nrequest-headers: enqueue 1 a\nqueue.1: enqueue 1 b\nqueue: dequeue 1\nlog: enqueue 1 c\ndone: enqueue 1 d\nresponse-body: enqueue 1 e',
    exchanges: one(get),
  },
  {
    name: 'metrics and what they refuse',
    script: [
      inPhase('configure', [
        'define 0 my_counter',
        'define 1 my.gauge',
        'define 2 my-hist',
        'define 0 my_counter',
        'define 3 bad',
        'define 0 ',
        'define 1 my_counter',
        'define 0 wasmcustom.foo',
        'increment 4 2',
      ]),
      inPhase('request-headers', [
        'metric 4',
        'increment 4 5',
        'increment 4 0',
        'increment 4 -1',
        'metric 8',
        'record 4 7',
        'metric 4',
        'increment 5 3',
        'increment 5 -5',
        'metric 5',
        'increment 5 0',
        'record 5 9',
        'metric 5',
        'record 6 100',
        'record 6 240',
        'increment 6 1',
        'metric 6',
        ...['400', '401', '402', '403', '3', '0'].flatMap((id) => [
          `increment ${id} 1`,
          `record ${id} 1`,
          `metric ${id}`,
        ]),
      ]),
    ].join('\n'),
    exchanges: [...one(get), ...one(get)],
  },
];

const base = {
  format: 1 as const,
  clusters: [{ name: 'upstream' }, { name: 'side', port: 8081 }],
  node: {
    id: 'conformance-node',
    cluster: 'conformance',
    metadata: { role: 'edge', weight: 1.5, nested: { flag: true }, list: ['a', 'b'], none: null },
    locality: { region: 'eu', zone: 'a', subZone: '' },
  },
  route: {
    name: 'all',
    target: { kind: 'cluster' as const, cluster: 'upstream', timeoutMs: 15_000 },
  },
};
const plugin: PluginInput = {
  name: 'probe',
  rootId: 'root',
  source: { kind: 'assemblyscript', files },
  vm: { id: 'vm', configuration: { text: 'of the VM' } },
};

function scenarioOf(one: Case): ScenarioInput {
  const policy = one.failurePolicy === undefined ? {} : { failurePolicy: one.failurePolicy };
  return {
    name: one.name,
    exchanges: one.exchanges,
    calls: one.calls ?? [],
    lingerMs: one.lingerMs ?? 0,
    overrides: { plugins: { 0: { configuration: { text: one.script }, ...policy } } },
  };
}

const projects: ProjectInput[] = [
  {
    ...base,
    name: 'conformance',
    plugins: [plugin],
    scenarios: [
      ...maps,
      ...bodies,
      ...pauses,
      ...calls,
      ...replies,
      ...attributes,
      ...failures,
      ...wire,
      ...resuming,
      ...returnCases,
      ...bodyCases,
      ...replyCases,
      ...resumeCases,
      ...headerCases,
      ...shared,
      ...ends,
      ...rootCases,
      ...wireCases,
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-grpc',
    clusters: [...base.clusters, grpcCluster],
    plugins: [plugin],
    scenarios: grpcCases.map((each) =>
      scenarioOf({ ...each, exchanges: one(each.hasBody === true ? post('body') : get) }),
    ),
  },
  {
    ...base,
    name: 'conformance-foreign',
    plugins: [plugin],
    scenarios: [...foreignCases, ...signatureCases].map((each) =>
      scenarioOf({ ...each, exchanges: one(get) }),
    ),
  },
  {
    ...base,
    name: 'conformance-stop-iteration',
    plugins: [{ ...plugin, allowOnHeadersStopIteration: true }],
    scenarios: [
      {
        name: 'headers held, released by the body',
        script:
          'request-headers: return 1\nrequest-body: get request x-a\nrequest-body.1: add request x-late yes',
        exchanges: one(post('body')),
      },
      {
        name: 'headers held, body buffered, length changed',
        script:
          'request-headers: return 1\nrequest-body.1: return 1\nrequest-body.2: set-body request longer than before\nrequest-body.2: replace request content-length 18',
        exchanges: one(post('short')),
      },
      {
        name: 'the answer held, released by its body',
        script:
          'response-headers: return 1\nresponse-body.1: return 1\nresponse-body.2: replace response x-up no',
        exchanges: one(get),
      },
      ...stopIterationCases,
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-routes',
    routes: [
      { name: 'exact', match: { path: '/exact' }, target: { kind: 'cluster', cluster: 'side' } },
      {
        name: 'beta',
        match: { prefix: '/p', headers: [['x-beta', '1']] },
        metadata: { ns: { key: 'beta' } },
        target: { kind: 'cluster', cluster: 'upstream' },
      },
      {
        name: 'answered',
        match: { prefix: '/direct' },
        target: { kind: 'direct-response', status: 202, body: 'by the route' },
      },
    ],
    route: { ...base.route, name: 'rest', match: { prefix: '/p' } },
    plugins: [plugin],
    scenarios: routeCases.map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-direct',
    route: {
      name: 'direct',
      target: { kind: 'direct-response', status: 200, body: 'made by Envoy' },
    },
    plugins: [plugin],
    scenarios: [
      {
        name: 'a direct response',
        script:
          inPhase('response-headers', ['pairs response', ...properties]) +
          '\nresponse-body: body response',
        exchanges: one(get),
      },
      {
        name: 'a direct response to a body',
        script: 'request-body: body request\nresponse-body: append-body response .',
        exchanges: one(post('unread')),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-timeout',
    route: { name: 'short', target: { kind: 'cluster', cluster: 'upstream', timeoutMs: 300 } },
    plugins: [plugin],
    scenarios: [
      {
        name: 'an upstream that never answers',
        script: 'response-headers: pairs response\nresponse-body: body response',
        exchanges: one(get, { kind: 'timeout' }),
      },
      {
        name: 'an upstream that is too slow',
        script: '',
        exchanges: one(get, { kind: 'answer', delayMs: 900 }),
      },
      {
        name: 'an upstream that is too slow with its body',
        script: '',
        exchanges: one(get, {
          kind: 'answer',
          body: { chunks: [{ data: 'a' }, { data: 'b', delayMs: 900 }] },
        }),
      },
      {
        name: 'a length that is never reached',
        script: 'request-headers: replace request content-length 99',
        exchanges: one(post('short')),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-chain',
    plugins: [
      {
        ...plugin,
        name: 'first',
        configuration: {
          text: 'request-headers: add request x-first 1\nresponse-headers: add response x-first 1\nresponse-headers: pairs response',
        },
      },
      plugin,
      {
        ...plugin,
        name: 'third',
        vm: { id: 'another' },
        configuration: {
          text: 'request-headers: pairs request\nresponse-headers: add response x-third 1',
        },
      },
    ],
    scenarios: [
      {
        name: 'three filters in a row',
        script: 'request-headers: get request x-first',
        exchanges: one(post('through', 'all')),
      },
      {
        name: 'the second replies',
        script: 'request-headers: reply 403 - stop',
        exchanges: one(get),
      },
      {
        name: 'the second pauses',
        script:
          'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue request',
        exchanges: one(post('held', 'back')),
        calls: side({ kind: 'answer', delayMs: 60 }),
      },
      {
        name: 'the second buffers',
        script: 'request-body.1: return 1\nrequest-body.2: return 1\nresponse-body.1: return 1',
        exchanges: one(post('held', 'back')),
      },
      {
        name: 'the second goes on when it holds nothing any more',
        script: 'request-body.1: call side /x\nrequest-body.1: return 1\nanswer: continue request',
        exchanges: one({
          ...post('one'),
          body: {
            chunks: [
              { data: 'one' },
              { data: 'two', delayMs: 60 },
              { data: 'three', delayMs: 200 },
            ],
          },
        }),
        calls: side({ ...ok, delayMs: 140 }),
      },
      {
        name: 'the second traps',
        script: 'request-headers.1: trap here',
        exchanges: [...one(get), ...one(get)],
      },
    ].map((each) => {
      const scenario = scenarioOf(each);
      return {
        ...scenario,
        overrides: { plugins: { 1: { configuration: { text: each.script } } } },
      };
    }),
  },
];

/** A configuration in which everything has metadata. */
const described = {
  clusters: [
    {
      name: 'upstream',
      port: 18_080,
      metadata: { ns: { key: 'of the cluster' } },
      endpoint: {
        metadata: { ns: { key: 'of the host' } },
        locality: { region: 'north', zone: 'n1' },
        localityMetadata: { ns: { key: 'of the locality' } },
      },
    },
    { name: 'side', port: 8081 },
  ],
  node: {
    id: 'conformance-node',
    cluster: 'conformance',
    metadata: {
      role: 'edge',
      number: 7,
      flag: true,
      nested: { key: 'value' },
      list: ['a', 2],
      'empty-object': {},
      'empty-list': [],
      empty: '',
    },
    locality: { region: 'eu', zone: 'a' },
  },
  listener: {
    direction: 'inbound' as const,
    filterChainName: 'chain',
    metadata: { ns: { key: 'of the listener' } },
  },
  route: {
    ...base.route,
    metadata: { ns: { key: 'of the route' } },
    virtualHostMetadata: { ns: { key: 'of the virtual host' } },
  },
};

/** The Projects whose logs are tables: what every attribute, map and buffer answers in every callback. */
const tables: ProjectInput[] = [
  {
    ...base,
    name: 'conformance-attributes',
    ...described,
    plugins: [plugin],
    scenarios: [
      {
        name: 'a route to a cluster',
        script: [
          'request-headers: set-property s value',
          'request-headers: tick 20',
          'tick: tick 0',
          'request-headers: call side /x',
          'answer: effective 1',
          '*: attributes',
        ].join('\n'),
        exchanges: one(everything, withTrailers),
        calls: side({ ...ok, delayMs: 350 }),
      },
      {
        name: 'paused, seen by the answer of a call',
        script:
          'request-headers: call side /x\nrequest-headers: return 1\nanswer: attributes\nanswer: continue request\nanswer: attributes',
        exchanges: one(everything, withTrailers),
        calls: side({ ...ok, delayMs: 200 }),
      },
      {
        name: 'the body in the same read',
        script: 'request-body: attributes',
        exchanges: one(post('whole')),
      },
      {
        name: 'a local reply',
        script: 'request-headers: reply 403 x-up=yes no more\n*: attributes',
        exchanges: one(get),
      },
      {
        name: 'nobody listens',
        script: 'response-headers: attributes\nlog: attributes\ndone: attributes',
        exchanges: one(get, { kind: 'refused' }),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-attributes-direct',
    ...described,
    route: { ...described.route, target: { kind: 'direct-response', status: 200, body: 'direct' } },
    plugins: [plugin],
    scenarios: [
      {
        name: 'a direct response',
        script: 'request-headers: set-property s value\n*: attributes',
        exchanges: one(everything),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-attributes-no-route',
    route: { ...base.route, match: { prefix: '/elsewhere' } },
    plugins: [plugin],
    scenarios: [{ name: 'no route', script: '*: attributes', exchanges: one(get) }].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-access',
    plugins: [plugin],
    scenarios: [
      {
        name: 'nothing paused, with trailers',
        script:
          'request-headers: tick 20\ntick: tick 0\nrequest-headers: call side /x\nanswer: effective 1\n*: access',
        exchanges: one(everything, withTrailers),
        calls: side({ ...withTrailers, delayMs: 350 }),
      },
      {
        name: 'nothing paused, without trailers',
        script: '*: access',
        exchanges: one({ ...everything, trailers: [] }, { ...withTrailers, trailers: [] }),
      },
      {
        name: 'paused at the request headers',
        script: `request-headers: call side /x\nrequest-headers: return 1\n*: access\nanswer: continue request\nanswer: access`,
        exchanges: one(everything, withTrailers),
        calls: side({ ...withTrailers, delayMs: 200 }),
      },
      {
        name: 'paused at the request headers, the body waiting',
        script:
          'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue request\nrequest-body: access',
        exchanges: one(post('waiting'), withTrailers),
        calls: side({ ...ok, delayMs: 200 }),
      },
      {
        name: 'paused at the request body',
        script:
          'request-body.1: call side /x\nrequest-body.1: return 1\n*: access\nanswer: continue request',
        exchanges: one(
          {
            ...everything,
            body: {
              framing: 'chunked',
              chunks: [
                { data: 'hello', delayMs: 700 },
                { data: 'more', delayMs: 700 },
              ],
            },
          },
          withTrailers,
        ),
        calls: side({ kind: 'answer', body: text('ok'), delayMs: 200 }),
      },
      {
        name: 'paused at the request trailers',
        script:
          'request-trailers: call side /x\nrequest-body: return 1\nrequest-trailers: return 1\n*: access\nanswer: continue request',
        exchanges: one(everything, withTrailers),
        calls: side({ ...ok, delayMs: 200 }),
      },
      {
        name: 'paused at the response headers',
        script:
          'response-headers: call side /x\nresponse-headers: return 1\n*: access\nanswer: continue response',
        exchanges: one(everything, withTrailers),
        calls: side({ ...ok, delayMs: 200 }),
      },
      {
        name: 'paused at the response body',
        script:
          'response-body.1: call side /x\nresponse-body: return 1\n*: access\nanswer: continue response',
        exchanges: one(everything, { ...withTrailers, trailers: [] }),
        calls: side({ ...ok, delayMs: 200 }),
      },
      {
        name: 'a local reply',
        script: 'request-headers: reply 403 x-l=1 no\n*: access',
        exchanges: one(everything),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-access-stop-iteration',
    plugins: [{ ...plugin, allowOnHeadersStopIteration: true }],
    scenarios: [
      {
        name: 'headers paused alone',
        script: 'request-headers: return 1\n*: access',
        exchanges: one(everything, withTrailers),
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-workers',
    workers: 2,
    plugins: [plugin],
    scenarios: [
      {
        name: 'what workers share and what they do not',
        script: [
          'configure: set-data k 0 start',
          'configure: define 0 hits',
          'configure: increment 4 1',
          'request-headers: get-data k',
          'log: set-data k cas seen',
          'request-headers: increment 4 10',
          'request-headers: metric 4',
        ].join('\n'),
        exchanges: [...one(get), ...one(post('some', 'body')), ...one(get)],
      },
      {
        name: 'a queue that one worker fills and another empties',
        script:
          'request-headers.1: register jobs\nlog: enqueue 1 job\nlog: enqueue 1 second\nqueue: dequeue 1',
        exchanges: [...one(get), ...one(get), ...one(get)],
      },
      {
        name: 'a trap on one worker',
        script: 'request-headers.2: trap here',
        exchanges: [...one(get), ...one(get), ...one(get), ...one(get), ...one(get), ...one(get)],
      },
    ].map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-shared-vm',
    plugins: [
      plugin,
      {
        ...plugin,
        name: 'waits',
        configuration: { text: 'root-done: return 1\nroot-delete: at last' },
      },
      { ...plugin, name: 'twin', configuration: { text: 'log: twin' } },
      { ...plugin, name: 'twin', configuration: { text: 'log: twin' } },
      { ...plugin, name: 'apart', vm: { id: 'apart' }, configuration: { text: 'log: apart' } },
    ],
    scenarios: (
      [
        {
          name: 'a root context that another plugin of its VM ends',
          script:
            'root-done: effective 2\nroot-done: finish\nroot-done: finish\nroot-done: effective 1\nroot-done: finish',
          exchanges: one(get),
        },
        {
          name: 'a trap in one of several that share a VM',
          script: 'response-headers: trap here',
          exchanges: [...one(get), ...one(get)],
        },
        {
          name: 'a trap, failing open',
          script: 'request-headers: trap here',
          exchanges: [...one(get), ...one(get)],
          failurePolicy: 'fail-open',
        },
        {
          name: 'a trap, the deprecated fail open',
          script: 'request-headers: trap here',
          exchanges: [...one(get), ...one(get)],
          failurePolicy: 'legacy-fail-open',
        },
        {
          name: 'a trap, then another VM',
          script:
            'request-headers.1: set-data k 0 kept\nrequest-headers.2: trap here\nlog: get-data k',
          exchanges: [
            ...one(get),
            ...one(get),
            ...one(get),
            { request: get, upstream: hello, afterMs: 2500 },
          ],
          failurePolicy: 'fail-reload',
        },
      ] satisfies Case[]
    ).map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-reload',
    plugins: [
      plugin,
      { ...plugin, name: 'too', failurePolicy: 'fail-reload', configuration: { text: 'log: too' } },
    ],
    scenarios: (
      [
        {
          name: 'all plugins of a VM go over to the new one',
          script:
            'request-headers.1: register jobs\nrequest-headers.2: trap here\nlog: enqueue 1 x',
          exchanges: [
            ...one(get),
            ...one(get),
            { request: get, upstream: hello, afterMs: 2500 },
            ...one(get),
          ],
          failurePolicy: 'fail-reload',
        },
      ] satisfies Case[]
    ).map(scenarioOf),
  },
  {
    ...base,
    name: 'conformance-capabilities',
    plugins: [
      {
        ...plugin,
        allowedCapabilities: [
          'proxy_on_context_create',
          'proxy_on_vm_start',
          'proxy_on_configure',
          'proxy_on_request_headers',
          'proxy_on_log',
          'proxy_log',
          'proxy_get_property',
          'proxy_get_buffer_bytes',
          'proxy_get_header_map_value',
          'proxy_get_shared_data',
        ],
      },
    ],
    scenarios: [
      {
        name: 'what is not allowed is refused, and its callbacks are not called',
        script: [
          inPhase('request-headers', [
            'get request x-a',
            'add request x-b no',
            'set-data k 0 v',
            'get-data k',
            'define 0 c',
            'reply 403 - no',
            'time',
          ]),
          'response-headers: never',
          'done: never',
          'log: seen',
        ].join('\n'),
        exchanges: one(get),
      },
    ].map(scenarioOf),
  },
];

/** A Project with the probe and one scenario. */
export function probeProject(one: Case): ProjectInput {
  return { ...base, name: 'probe', plugins: [plugin], scenarios: [scenarioOf(one)] };
}

/** The Projects, each with a name that does not clash with an example. */
export function conformanceProjects(): Project[] {
  return [...projects, ...tables].map((input) => {
    const parsed = parseProject(input);
    if (!parsed.ok)
      throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    return parsed.project;
  });
}
