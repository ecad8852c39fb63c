// Cases about the head of a message: what Envoy's codec and connection manager take, change and refuse before a filter sees it, and
// what they do to it behind the last filter.

import {
  type Case,
  type ExchangeInput,
  answer,
  get,
  hello,
  inPhase,
  one,
  post,
  text,
} from './case.ts';

type Headers = [name: string, value: string][];
type Request = ExchangeInput['request'];

const asked = (...requests: Request[]): ExchangeInput[] =>
  requests.map((request) => ({ request, upstream: hello }));
const withHeaders = (...heads: Headers[]): ExchangeInput[] =>
  asked(...heads.map((headers) => ({ headers })));
const answered = (...heads: Headers[]): ExchangeInput[] =>
  heads.map((headers) => ({
    request: get,
    upstream: { kind: 'answer', headers, body: text('abc') },
  }));

const pairs = 'request-headers: pairs request\nresponse-headers: pairs response';
const atTheEnd = inPhase('log', [
  'pairs request',
  'pairs response',
  'size response',
  ...['path', 'method', 'host', 'scheme', 'protocol', 'size', 'total_size'].map(
    (name) => `property request.${name}`,
  ),
  'property response.flags',
  'property response.code_details',
  'property response.total_size',
  'property xds.route_name',
]);

const asEnded = 'log: property request.method\nlog: property response.code_details';

const methods =
  `ACL BIND CHECKOUT COPY LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE MSEARCH NOTIFY PATCH PROPFIND PROPPATCH PURGE
  REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE FOO get PRI M-SEARCH QUERY`.split(
    /\s+/,
  );
const headBytes = 'GET / HTTP/1.1\r\nhost: localhost:10000\r\nx-large: \r\n\r\n'.length;
const numbered = (count: number): Headers =>
  Array.from({ length: count }, (_, index): Headers[number] => [`x-${index}`, '1']);

/** Each name alone, with the value 1. */
const eachName = (names: string): Headers[] => names.split(/\s+/).map((name) => [[name, '1']]);

export const wireCases: Case[] = [
  {
    name: 'headers that Envoy takes away from outside',
    script: pairs,
    exchanges: withHeaders(
      ...eachName(`x-envoy-retry-on x-envoy-max-retries x-envoy-retry-grpc-on x-envoy-retriable-status-codes
        x-envoy-retriable-header-names x-envoy-upstream-rq-timeout-ms x-envoy-upstream-rq-per-try-timeout-ms
        x-envoy-upstream-rq-timeout-alt-response x-envoy-upstream-stream-duration-ms x-envoy-upstream-alt-stat-name
        x-envoy-hedge-on-per-try-timeout x-envoy-force-trace x-envoy-ip-tags x-envoy-original-url x-envoy-internal
        x-forwarded-client-cert x-envoy-attempt-count x-envoy-original-path x-envoy-external-address
        x-envoy-downstream-service-cluster x-envoy-decorator-operation x-forwarded-for x-forwarded-host`),
      [['expect', '100-continue']],
      [['expect', 'something else']],
      [
        ['host', 'a.test'],
        ['x-a', '1'],
      ],
      [
        ['Host', 'A.test:80'],
        ['host', 'b.test'],
      ],
    ),
  },
  {
    name: 'what te may ask for',
    script: pairs,
    exchanges: withHeaders(
      ...['trailers', 'gzip', 'gzip, trailers', 'Trailers', 'trailers;q=0.5', ''].map(
        (value): Headers => [['te', value]],
      ),
      [
        ['connection', 'te'],
        ['te', 'gzip, Trailers'],
      ],
      [
        ['connection', 'te, close'],
        ['te', 'gzip'],
      ],
    ),
  },
  {
    name: 'a scheme that somebody before Envoy has seen',
    script: pairs,
    exchanges: withHeaders(
      ...['HTTPS', 'Http', 'ws', '', 'https,http'].map(
        (value): Headers => [['x-forwarded-proto', value]],
      ),
    ),
  },
  {
    name: 'a connection that the client wants closed',
    script: 'request-headers.7: reply 403 - no\nresponse-headers: pairs response',
    exchanges: [
      ...withHeaders(
        [['connection', 'Close']],
        [['connection', 'keep-alive, close']],
        [['connection', 'closed']],
        [['proxy-connection', 'close']],
        [['connection', 'keep-alive']],
      ),
      ...asked({ ...post('a', 'b'), headers: [['connection', 'close']] }),
      ...withHeaders([['connection', 'close']]),
    ],
  },
  {
    name: 'what connection may not name',
    script: atTheEnd,
    exchanges: withHeaders(
      ...['x-forwarded-for', 'x-a, X-Forwarded-Proto', ':path', 'a,b,c,d,e,f,g,h,i,j'].map(
        (value): Headers => [['connection', value]],
      ),
      [['connection', 'a,b,c,d,e,f,g,h,i']],
    ),
  },
  {
    name: 'upgrades',
    script: `${pairs}\n${atTheEnd}`,
    exchanges: withHeaders(
      ...['websocket', 'h2c', 'H2C', 'h2c, websocket'].map(
        (value): Headers => [
          ['connection', 'upgrade'],
          ['upgrade', value],
        ],
      ),
      [['upgrade', 'websocket']],
    ),
  },
  {
    name: 'methods that Envoy knows',
    script: asEnded,
    exchanges: asked(...methods.map((method) => ({ method })), {
      method: 'QUERY',
      headers: [['content-type', 'a']],
      body: text('x'),
    }),
  },
  {
    name: 'targets that are no path',
    script: `${pairs}\n${atTheEnd}`,
    exchanges: asked(
      ...['*', 'a', '/ä', 'ftp://o.test/a', 'http:///a', '//a', '/"<>|{}'].map((path) => ({
        path,
      })),
      { method: 'OPTIONS', path: '*' },
      ...['http://o.test/a?b', 'https://o.test', 'http://u@o.test:81/a', 'HTTP://O.test?x'].map(
        (path) => ({ path }),
      ),
    ),
  },
  {
    name: 'authorities that are none',
    script: asEnded,
    exchanges: asked(
      ...'!"$&\'()*,/;<=>?@[\\]^_`{|}~% '.split('').map((character) => ({
        authority: `a${character}b`,
      })),
    ),
  },
  {
    name: 'heads that are too large, and values that cannot be read',
    script: 'log: size request\nlog: property response.code_details',
    exchanges: [
      ...withHeaders(
        ...[61_440, 61_441].map((size): Headers => [['x-large', 'v'.repeat(size - headBytes)]]),
        numbered(99),
        numbered(100),
        [['x-control', 'a\u0001b']],
        [['x-control', 'a\u007f']],
      ),
      ...asked({ path: `/${'p'.repeat(61_440)}` }),
    ],
  },
  {
    name: 'lengths and encodings that are none',
    script: atTheEnd,
    exchanges: [
      ...(
        [
          [['content-length', 'x']],
          [['content-length', '-1']],
          [
            ['content-length', '1'],
            ['content-length', '1'],
          ],
          [
            ['content-length', '1'],
            ['transfer-encoding', 'chunked'],
          ],
          [['transfer-encoding', 'gzip']],
          [['transfer-encoding', 'Chunked']],
        ] satisfies Headers[]
      ).flatMap((headers) => asked({ method: 'POST', headers, body: text('x') })),
    ],
  },
  {
    name: 'answers that are not HTTP',
    script:
      'response-headers: pairs response\nlog: property response.flags\nlog: property response.code_details',
    exchanges: answered(
      [['content-length', 'x']],
      [
        ['content-length', '3'],
        ['content-length', '3'],
      ],
      [
        ['content-length', '3'],
        ['transfer-encoding', 'chunked'],
      ],
      [['transfer-encoding', 'gzip']],
      numbered(99),
      numbered(100),
      [['x-control', 'a\u0001b']],
    ),
  },
  {
    name: 'the answer of a call that is not HTTP',
    script: 'request-headers: call side /x\nanswer: answer',
    exchanges: one(get),
    calls: [
      {
        cluster: 'side',
        server: { ...answer('abc'), headers: [['content-length', 'x']] },
      },
    ],
  },
  {
    name: 'headers of an answer for the connection',
    script: pairs,
    exchanges: answered(
      [
        ['connection', 'keep-alive, x-a'],
        ['keep-alive', 'timeout=5'],
        ['x-a', '1'],
      ],
      [['keep-alive', 'timeout=5']],
      [
        ['connection', 'upgrade'],
        ['upgrade', 'websocket'],
      ],
      [['proxy-connection', 'keep-alive']],
    ),
  },
  {
    name: 'headers for the connection, added by a filter',
    script: [
      ...['keep-alive', 'proxy-connection', 'upgrade', 'connection', 'trailer'].map(
        (name, index) => `response-headers.${index + 1}: add response ${name} a`,
      ),
      'request-headers.6: reply 403 connection=close&keep-alive=a&upgrade=b&proxy-connection=c no',
    ].join('\n'),
    exchanges: [...withHeaders([], [], [], [], []), ...one(get)],
  },
  {
    name: 'requests that a filter makes unfit',
    script: [
      'request-headers.1: replace request :method CONNECT',
      'request-headers.2: add request a:b 1',
      'request-headers.3: add request ä 1',
      'request-headers.4: replace request :scheme ftp',
      'request-headers.5: remove request :scheme',
      'request-headers.6: add request :foo bar',
      'request-headers.7: add request a"b 1',
      'log: property request.scheme',
      'log: pairs request',
      'log: property response.code_details',
    ].join('\n'),
    exchanges: withHeaders([], [], [], [], [], [], []),
  },
  {
    name: 'a length of no body',
    script: 'response-headers: replace response content-length 7',
    exchanges: [
      { request: get, upstream: { kind: 'answer' } },
      { request: { ...get, method: 'HEAD' }, upstream: { kind: 'answer' } },
      { request: get, upstream: { kind: 'answer', status: 204 } },
    ],
  },
];
