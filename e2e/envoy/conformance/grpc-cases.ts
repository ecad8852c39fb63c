// gRPC calls and streams: what may be done with which id, and how every kind of answer comes to the filter.

import type { ProjectInput } from '#project/schema.ts';

type Mocks = NonNullable<ProjectInput['scenarios'][number]['calls']>;
type Grpc = Extract<Mocks[number]['server'], { kind: 'grpc' }>;

interface GrpcCase {
  name: string;
  script: string;
  calls?: Mocks;
  /** The request that the calls belong to has a body. */
  hasBody?: boolean;
}

const grpc = (answer: Omit<Grpc, 'kind'>): Mocks => [
  { cluster: 'grpc', server: { kind: 'grpc', ...answer } },
];
const reply = grpc({ messages: [{ data: 'reply' }] });
const refusal: Omit<Grpc, 'kind'> = {
  initialMetadata: [['x-init', 'i']],
  trailingMetadata: [['x-trail', 't']],
  status: 7,
  message: 'no%20way',
};

/** Goes on while metadata is being told: what the callback has put off still finds it. */
const goesOn = `request-headers: grpc-open grpc Echo
request-headers: grpc-send latest end one
request-headers: return 1
initial-metadata: continue request
request-body: get initial-metadata x-init
request-body: grpc-message
message: grpc-message`;

/** Pauses the request until a unary call has ended, and tells all about it. */
const unary = (call: string): string => `request-headers: ${call}
request-headers: return 1
grpc-answer: grpc-answer
grpc-answer: grpc-status
grpc-answer: pairs initial-metadata
grpc-answer: pairs trailing-metadata
grpc-answer: get initial-metadata x-init
grpc-answer: size initial-metadata
grpc-answer: continue request
response-headers: grpc-message
response-headers: grpc-status
log: grpc-status`;

/** Tells all about a stream; the request goes on when it ends. */
const stream = (...steps: string[]): string => `${steps
  .map((step) => `request-headers: ${step}`)
  .join('\n')}
request-headers: return 1
initial-metadata: pairs initial-metadata
initial-metadata: get initial-metadata x-init
initial-metadata: get initial-metadata x-none
initial-metadata: add initial-metadata a b
initial-metadata: size initial-metadata
initial-metadata: grpc-message
message: grpc-message
message: pairs initial-metadata
trailing-metadata: pairs trailing-metadata
trailing-metadata: pairs initial-metadata
grpc-close: grpc-status
grpc-close: pairs trailing-metadata
grpc-close: continue request
log: grpc-status`;

const calls: GrpcCase[] = [
  { name: 'a unary gRPC call', script: unary('grpc grpc Unary 300 hello'), calls: reply },
  {
    name: 'a unary gRPC call with metadata and a delay',
    script: unary('grpc grpc Unary 3000 hello'),
    calls: grpc({
      initialMetadata: [['x-init', 'i']],
      messages: [{ data: 'cmVwbHk=', encoding: 'base64', delayMs: 30 }],
      trailingMetadata: [['x-trail', 't']],
      delayMs: 30,
    }),
  },
  {
    name: 'a unary gRPC call answered by two messages',
    script: unary('grpc grpc Unary 300 hello'),
    calls: grpc({ messages: [{ data: 'one' }, { data: 'second' }] }),
  },
  {
    name: 'a unary gRPC call answered without a message',
    script: unary('grpc grpc Unary 300 hello'),
    calls: grpc({}),
  },
  {
    name: 'a unary gRPC call answered by an empty message',
    script: unary('grpc grpc Unary 300'),
    calls: grpc({ messages: [{ data: '' }] }),
  },
  {
    name: 'a unary gRPC call refused with trailers only',
    script: unary('grpc grpc Fail 300 hello'),
    calls: grpc({ ...refusal, trailersOnly: true }),
  },
  {
    name: 'a unary gRPC call refused after its answer',
    script: unary('grpc grpc Late 300 hello'),
    calls: grpc({ ...refusal, messages: [{ data: 'reply' }] }),
  },
  {
    name: 'a unary gRPC call refused without a reason',
    script: unary('grpc grpc Fail 300 hello'),
    calls: grpc({ status: 5 }),
  },
  {
    name: 'a unary gRPC call that times out',
    script: unary('grpc grpc Never 80 hello'),
    calls: [{ cluster: 'grpc', server: { kind: 'timeout' } }],
  },
  {
    name: 'a unary gRPC call that times out after its headers',
    script: unary('grpc grpc Slow 100 hello'),
    calls: grpc({ messages: [{ data: 'late', delayMs: 900 }] }),
  },
  {
    name: 'a unary gRPC call without a timeout',
    script: unary('grpc grpc Unary 0 hello'),
    calls: grpc({ messages: [{ data: 'reply' }], delayMs: 50 }),
  },
  {
    name: 'a unary gRPC call with a very long timeout',
    script: unary('grpc grpc Unary 2147483647 hello'),
    calls: reply,
  },
  {
    name: 'a unary gRPC call to a closed port',
    script: unary('grpc grpc Unary 300 hello'),
    calls: [{ cluster: 'grpc', server: { kind: 'refused' } }],
  },
  {
    name: 'a unary gRPC call closed before its answer',
    script: unary('grpc grpc Unary 300 hello'),
    calls: [{ cluster: 'grpc', server: { kind: 'reset' } }],
  },
  {
    name: 'a unary gRPC call closed within its answer',
    script: unary('grpc grpc Unary 300 hello'),
    calls: [{ cluster: 'grpc', server: { kind: 'reset', after: 'headers' } }],
  },
  ...[200, 404, 503].map((status) => ({
    name: `a unary gRPC call answered in plain HTTP with ${status}`,
    script: unary('grpc grpc Unary 300 hello'),
    calls: [
      {
        cluster: 'grpc',
        server: { kind: 'answer', status, body: { chunks: [{ data: 'no gRPC' }] } },
      },
    ] satisfies Mocks,
  })),
  {
    name: 'a unary gRPC call answered with 200 and nothing else',
    script: unary('grpc grpc Unary 300 hello'),
    calls: [{ cluster: 'grpc', server: { kind: 'answer' } }],
  },
  {
    name: 'a unary gRPC call to an HTTP/1.1 server',
    script: unary('grpc side Unary 300 hello'),
    calls: [{ cluster: 'side', server: { kind: 'answer', status: 404 } }],
  },
  {
    name: 'a unary gRPC call to a gRPC server over HTTP/1.1',
    script: unary('grpc side Unary 300 hello'),
    calls: [{ cluster: 'side', server: { kind: 'grpc', messages: [{ data: 'reply' }] } }],
  },
  {
    name: 'a gRPC service given as a message',
    script: unary('grpc \\x0a\\x06\\x0a\\x04grpc Unary 300 hello'),
    calls: reply,
  },
  {
    name: 'a gRPC service given as a message with an authority and metadata',
    script: unary(
      'grpc \\x0a\\x0b\\x0a\\x04grpc\\x12\\x03a.b\\x2a\\x0a\\x0a\\x04x-in\\x12\\x02it Unary 300 hello',
    ),
    calls: reply,
  },
  {
    name: 'a gRPC service given as a message without the headers of Envoy',
    script: unary('grpc \\x0a\\x08\\x0a\\x04grpc\\x28\\x01 Unary 300 hello'),
    calls: reply,
  },
  {
    name: 'a gRPC service whose message names no known cluster',
    script: 'request-headers: grpc \\x0a\\x06\\x0a\\x04nope Unary 300 hello',
  },
  {
    name: 'a gRPC call to nowhere',
    script: 'request-headers: grpc nope Unary 300 hello\nrequest-headers: grpc-open nope Stream',
  },
  {
    name: 'gRPC calls of a root',
    script: `configure: tick 40
tick.1: grpc grpc Unary 300 tick
tick.1: tick 0
root-grpc-answer: grpc-answer
root-grpc-answer: effective stream
root-grpc-answer: continue request
request-headers: return 1`,
    calls: reply,
  },
];

const streams: GrpcCase[] = [
  {
    name: 'a request that goes on while metadata is told',
    script: goesOn,
    hasBody: true,
    calls: grpc({ initialMetadata: [['x-init', 'i']], messages: [{ data: 'reply' }] }),
  },
  {
    name: 'a gRPC stream answered at its end',
    script: stream(
      'grpc-open grpc Echo',
      'grpc-send latest more one',
      'grpc-send latest end second',
      'grpc-send latest more third',
    ),
    calls: grpc({
      initialMetadata: [['x-init', 'i']],
      messages: [{ data: 'first' }, { data: 'other' }],
      trailingMetadata: [['x-trail', 't']],
    }),
  },
  {
    name: 'a gRPC stream answered message by message',
    script: `${stream('grpc-open grpc Echo', 'grpc-send latest more one')}
message.1: grpc-send latest more two
message.2: grpc-send latest more three
message.3: grpc-close latest
grpc-close: grpc-send latest more four
grpc-close: grpc-cancel latest
grpc-close: grpc-cancel latest`,
    calls: grpc({ answersAt: 'message', messages: [{ data: 'a' }, { data: 'b', delayMs: 20 }] }),
  },
  {
    name: 'a gRPC stream answered from the start',
    script: `${stream('grpc-open grpc Watch')}
message.2: grpc-close latest`,
    calls: grpc({
      answersAt: 'start',
      messages: [{ data: 'a' }, { data: 'b', delayMs: 20 }, { data: 'c', delayMs: 20 }],
    }),
  },
  {
    name: 'a gRPC stream refused with trailers only',
    script: stream('grpc-open grpc Fail', 'grpc-send latest end one'),
    calls: grpc({ ...refusal, trailersOnly: true }),
  },
  {
    name: 'a gRPC stream that ends badly',
    script: stream('grpc-open grpc Fail', 'grpc-send latest end one'),
    calls: grpc({ ...refusal, messages: [{ data: 'reply' }] }),
  },
  {
    name: 'a gRPC stream closed without a message',
    script: `${stream('grpc-open grpc Echo', 'grpc-close latest', 'grpc-send latest more late')}
grpc-close: grpc-close latest`,
    calls: reply,
  },
  {
    name: 'a gRPC stream to a closed port',
    script: stream('grpc-open grpc Echo', 'grpc-send latest end one'),
    calls: [{ cluster: 'grpc', server: { kind: 'refused' } }],
  },
  {
    name: 'a gRPC stream closed before its answer',
    script: stream('grpc-open grpc Echo', 'grpc-send latest end one'),
    calls: [{ cluster: 'grpc', server: { kind: 'reset' } }],
  },
  {
    name: 'a gRPC stream cancelled within its first message, nothing sent',
    script:
      'request-headers: grpc-open grpc Echo\nrequest-headers: return 1\nmessage: grpc-cancel latest\nmessage: continue request',
    calls: grpc({ answersAt: 'start', messages: [{ data: 'one' }] }),
  },
  {
    name: 'a gRPC stream closed within its answer',
    script: stream('grpc-open grpc Echo', 'grpc-send latest end one'),
    calls: [{ cluster: 'grpc', server: { kind: 'reset', after: 'headers' } }],
  },
  ...[200, 503].map((status) => ({
    name: `a gRPC stream answered in plain HTTP with ${status}`,
    script: stream('grpc-open grpc Echo', 'grpc-send latest end one'),
    calls: [
      {
        cluster: 'grpc',
        server: { kind: 'answer', status, body: { chunks: [{ data: 'no gRPC' }] } },
      },
    ] satisfies Mocks,
  })),
  {
    name: 'gRPC ids of every class',
    script: `request-headers: grpc-open grpc Echo
request-headers: grpc-send latest more one
request-headers: grpc-cancel latest
request-headers: grpc-send latest more two
request-headers: grpc-cancel latest
request-headers: grpc-close latest
request-headers: grpc grpc Unary 300 x
request-headers: grpc-send latest more x
request-headers: grpc-cancel latest
request-headers: grpc-cancel latest
request-headers: grpc grpc Unary 300 x
request-headers: grpc-close latest
request-headers: grpc-close latest
${[0, 1, 2, 3, 4, 5, 6, 7]
  .flatMap((id) => [
    `request-headers: grpc-send ${id} more x`,
    `request-headers: grpc-close ${id}`,
    `request-headers: grpc-cancel ${id}`,
  ])
  .join('\n')}`,
    calls: reply,
  },
  {
    name: 'HTTP calls, gRPC calls and gRPC streams side by side',
    script: `request-headers: grpc grpc Unary 300 first
request-headers: grpc grpc Unary 300 second
request-headers: grpc-open grpc Echo
request-headers: grpc-send latest end third
request-headers: return 1
grpc-answer: grpc-answer
grpc-answer.1: grpc grpc Unary 300 nested
answer: answer
message: grpc-message
grpc-close: grpc-status
grpc-close: call side /x
answer: continue request`,
    calls: [
      {
        cluster: 'grpc',
        match: { path: '/svc.S/Echo' },
        server: { kind: 'grpc', messages: [{ data: 'echo' }], delayMs: 60 },
      },
      { cluster: 'side', server: { kind: 'answer', delayMs: 120 } },
      ...reply,
    ],
  },
];

/** What the probe's Project has besides, for gRPC. */
export const grpcCluster = { name: 'grpc', port: 8082, protocol: 'http2' } as const;

export const grpcCases: readonly GrpcCase[] = [...calls, ...streams];
