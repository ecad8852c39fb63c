// What becomes of replies: odd codes and headers, gRPC, in every phase, twice, from calls.

import {
  answer,
  type Case,
  each,
  get,
  ok,
  one,
  post,
  side,
  withRequestTrailers,
  withResponseTrailers,
} from './case.ts';

const codes = [0, 1, 99, 204, 304, 599, 600, 999, 1000, 65_535, 65_536, 65_939];

export const replyCases: Case[] = [
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
    name: 'a reply of no known length',
    script: 'request-headers: reply 0 -',
    exchanges: one(get),
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
    name: 'a reply to what was a gRPC request before the filter changed it',
    script:
      'request-headers: replace request content-type text/plain\nrequest-headers: replace request :method GET\nrequest-headers: reply 403 - no',
    exchanges: one({ method: 'HEAD', headers: [['content-type', 'application/grpc']] }),
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
    name: 'replied from a call that has let the request go on, whose connection is used by the next',
    script:
      'request-headers.1: call side /x\nrequest-headers.1: return 1\nanswer: continue request\nanswer: reply 403 - no\nrequest-body.2: reply 404 - none',
    exchanges: [...one(post('body')), ...one(post('body'))],
    calls: side({ ...ok, delayMs: 40 }),
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
