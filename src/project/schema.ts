// The Project: everything a person can edit, and all that a link, a saved slot, a file and the command line hold.
// This schema is its only definition; the types, the JSON Schema and the messages about bad fields come from it.

import { z } from 'zod';

// The page's policy forbids to make code out of text, which would check a Project somewhat faster.
z.config({ jitless: true });

/** An ordered list of `[name, value]`; duplicates are kept, because Envoy keeps them. */
const headerPairs = z.array(z.tuple([z.string(), z.string()])).default([]);

const jsonObject = z.record(z.string(), z.json());

const port = z.int().min(1).max(65535);
const delayMs = z.number().min(0).max(3_600_000);
const statusCode = z.int().min(100).max(599);

/** One piece of a body, as one write on the wire. */
const bodyChunk = z.strictObject({
  /** Text, or base64 when the body's `encoding` says so. */
  data: z.string(),
  /** Virtual time between the piece before (or the headers) and this one. Pieces without a delay arrive together. */
  delayMs: delayMs.default(0),
  /** How often `data` is repeated, so that a large body needs little room in a link. */
  repeat: z.int().min(1).max(64_000_000).default(1),
});

const body = z.strictObject({
  encoding: z.enum(['text', 'base64']).default('text'),
  chunks: z.array(bodyChunk).max(1000).default([]),
  /** `auto`: content-length for one piece without trailers, chunked otherwise; an explicit header of the person wins. */
  framing: z.enum(['auto', 'content-length', 'chunked']).default('auto'),
});

const noBody = { encoding: 'text' as const, chunks: [], framing: 'auto' as const };

const request = z.strictObject({
  method: z.string().min(1).default('GET'),
  scheme: z.enum(['http', 'https']).default('http'),
  authority: z.string().default('localhost:10000'),
  path: z.string().default('/'),
  headers: headerPairs,
  body: body.default(noBody),
  trailers: headerPairs,
});

const answerFields = {
  status: statusCode.default(200),
  headers: headerPairs,
  body: body.default(noBody),
  trailers: headerPairs,
  delayMs: delayMs.default(0),
};

/** What a server behind Envoy does with a request. */
const serverBehaviours = [
  z.strictObject({ kind: z.literal('answer'), ...answerFields }),
  /**
   * Takes the whole request and closes the connection: before any byte of an answer (`request`), or after the head of one
   * (`headers`: status 200, `content-length: 1` and nothing more).
   */
  z.strictObject({
    kind: z.literal('reset'),
    after: z.enum(['request', 'headers']).default('request'),
    delayMs: delayMs.default(0),
  }),
  /** Takes the request and never answers; Envoy's own timeout ends it. */
  z.strictObject({ kind: z.literal('timeout') }),
  /** Nobody listens on the port. */
  z.strictObject({ kind: z.literal('refused') }),
] as const;

const serverBehaviour = z.discriminatedUnion('kind', serverBehaviours);

const grpcMessage = z.strictObject({
  encoding: z.enum(['text', 'base64']).default('text'),
  /** The message without the five bytes that frame it on the wire. Serialised protobuf as base64, as a rule. */
  data: z.string().default(''),
  /** Virtual time between what was sent before and this message. */
  delayMs: delayMs.default(0),
});

/** A gRPC server's part in a unary call or a stream. Its cluster must speak HTTP/2. */
const grpcAnswer = z.strictObject({
  kind: z.literal('grpc'),
  /**
   * `end`: the whole answer comes when the caller has closed its half, as unary calls do at once. `start`: the whole answer comes
   * as soon as the call has arrived. `message`: the n-th message of the caller is answered by the n-th of `messages`, further
   * ones by the last, and the status comes when the caller has closed its half.
   */
  answersAt: z.enum(['end', 'start', 'message']).default('end'),
  initialMetadata: headerPairs,
  messages: z.array(grpcMessage).max(1000).default([]),
  trailingMetadata: headerPairs,
  /** `grpc-status`. */
  status: z.int().min(0).max(16).default(0),
  /** `grpc-message`, as it stands on the wire; an empty one is not sent. */
  message: z.string().default(''),
  /** One block of headers is the whole answer, status included: what servers do with a call that they refuse. No messages then. */
  trailersOnly: z.boolean().default(false),
  delayMs: delayMs.default(0),
});

/** What a mock does with a call. */
const callBehaviour = z.discriminatedUnion('kind', [...serverBehaviours, grpcAnswer]);

const callMock = z.strictObject({
  cluster: z.string().min(1),
  /** Absent fields match everything. The first mock that matches answers. The path of a gRPC call is `/service/method`. */
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).default({}),
  server: callBehaviour,
});

const configuration = z.strictObject({
  /** `string`: StringValue. `struct`: Struct, which the filter receives as the serialised message. `bytes`: BytesValue, `text` is base64. */
  encoding: z.enum(['string', 'struct', 'bytes']).default('string'),
  text: z.string().default(''),
});

const noConfiguration = { encoding: 'string' as const, text: '' };

/** `legacy-fail-open` is the deprecated `fail_open: true`, which differs from FAIL_OPEN for the request that traps. */
const failurePolicy = z.enum(['fail-closed', 'fail-open', 'fail-reload', 'legacy-fail-open']);

const sourceFile = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\.ts$/, {
    error: ({ input }) =>
      `"${String(input).slice(0, 100)}" is no path like "filter.ts" or "lib/util.ts", of letters, digits, ".", "_" and "-"`,
  }),
  text: z.string(),
});

const pluginSource = z.discriminatedUnion('kind', [
  /** The first file is the entry. */
  z.strictObject({ kind: z.literal('assemblyscript'), files: z.array(sourceFile).min(1).max(50) }),
  /** A module compiled elsewhere. Its bytes never travel in a link; the hash names them. */
  z.strictObject({
    kind: z.literal('module'),
    name: z.string(),
    /** Empty until the file is there: an envoy.yaml names a file and not what is in it. */
    sha256: z
      .string()
      .regex(/^([0-9a-f]{64})?$/, '64 hexadecimal digits, or nothing')
      .default(''),
  }),
]);

const plugin = z.strictObject({
  name: z.string().default(''),
  rootId: z.string().default(''),
  source: pluginSource,
  /** File name of the module in a bundle. */
  moduleFileName: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+\.wasm$/, 'a file name that ends in .wasm')
    .default('filter.wasm'),
  configuration: configuration.default(noConfiguration),
  failurePolicy: failurePolicy.default('fail-closed'),
  /** Back-off of FAIL_RELOAD, from the moment the plugin was started. Envoy adds up to half of it by chance; Sluice adds nothing. */
  reloadBackoffMs: z.number().min(1).max(3_600_000).default(1000),
  allowOnHeadersStopIteration: z.boolean().default(false),
  /**
   * Names of the hostcalls, WASI functions and callbacks that are allowed (`proxy_log`, `fd_write`, `proxy_on_tick`); everything when absent.
   * Plugins that share a VM have the restriction of the first.
   */
  allowedCapabilities: z.array(z.string().min(1)).min(1).optional(),
  vm: z
    .strictObject({
      id: z.string().default(''),
      configuration: configuration.default(noConfiguration),
      environment: z.record(z.string(), z.string()).default({}),
    })
    .default({ id: '', configuration: noConfiguration, environment: {} }),
});

const locality = z
  .strictObject({
    region: z.string().default(''),
    zone: z.string().default(''),
    subZone: z.string().default(''),
  })
  .default({ region: '', zone: '', subZone: '' });

const node = z.strictObject({
  id: z.string().default(''),
  cluster: z.string().default(''),
  metadata: jsonObject.default({}),
  locality,
});

/** Values for attributes that the network decides in a real Envoy, by dotted path, such as `source.address`. */
const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'critical']);

const cluster = z.strictObject({
  name: z.string().min(1),
  /** Where a bundle's envoy.yaml looks for it. */
  address: z.string().min(1).default('127.0.0.1'),
  port: port.default(8080),
  connectTimeoutMs: z.number().min(1).max(600_000).default(1000),
  /** What Envoy speaks to it. gRPC servers want `http2`; the cluster of the route and those of HTTP calls are spoken to over `http1`. */
  protocol: z.enum(['http1', 'http2']).default('http1'),
  metadata: jsonObject.default({}),
  /** The one host behind it, as filters see it once a request has been given to it. */
  endpoint: z
    .strictObject({
      metadata: jsonObject.default({}),
      locality,
      /** Of the locality as a group of hosts. */
      localityMetadata: jsonObject.default({}),
    })
    .default({
      metadata: {},
      locality: { region: '', zone: '', subZone: '' },
      localityMetadata: {},
    }),
});

/** Which requests a route takes: all conditions must hold. */
const routeMatch = z
  .strictObject({
    /** The path begins so. */
    prefix: z.string().startsWith('/').default('/'),
    /** The path is exactly this, without the query. When it is given, `prefix` counts for nothing. */
    path: z.string().startsWith('/').optional(),
    /** Headers that are there with just these values. */
    headers: headerPairs,
  })
  .default({ prefix: '/', headers: [] });

const routeFields = {
  name: z.string().default(''),
  match: routeMatch,
  metadata: jsonObject.default({}),
  target: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('cluster'),
      cluster: z.string().min(1),
      /** Envoy's route timeout; 0 switches it off. */
      timeoutMs: z.number().min(0).max(3_600_000).default(15_000),
    }),
    z.strictObject({
      kind: z.literal('direct-response'),
      status: statusCode.default(200),
      body: z.string().default(''),
    }),
  ]),
};

/** The route of every request that none of `routes` takes, with the names of what it stands in. */
const route = z.strictObject({
  ...routeFields,
  configName: z.string().default('local_route'),
  virtualHost: z.string().default('local_service'),
  virtualHostMetadata: jsonObject.default({}),
});

const listener = z.strictObject({
  name: z.string().default('main'),
  address: z.string().default('0.0.0.0'),
  port: port.default(10_000),
  /** Where Envoy listens in the container of a compose file, which publishes it as `port`; the same port when absent. */
  containerPort: port.optional(),
  statPrefix: z.string().default('ingress_http'),
  direction: z.enum(['unspecified', 'inbound', 'outbound']).default('unspecified'),
  filterChainName: z.string().default(''),
  metadata: jsonObject.default({}),
});

/** One request with the upstream's behaviour towards it. The exchanges of a scenario run in order on the same VMs. */
const exchange = z.strictObject({
  request,
  upstream: serverBehaviour.default({
    kind: 'answer',
    status: 200,
    headers: [],
    body: noBody,
    trailers: [],
    delayMs: 0,
  }),
  /** Virtual time between the end of the exchange before and this one. */
  afterMs: delayMs.default(0),
});

/** What a scenario may say differently from the Project. Plugins are overridden by their index in the chain. */
const overrides = z.strictObject({
  logLevel: logLevel.optional(),
  node: node.optional(),
  attributes: attributes.optional(),
  route: route.optional(),
  plugins: z
    .record(
      z.string().regex(/^\d+$/),
      z.strictObject({
        configuration: configuration.optional(),
        failurePolicy: failurePolicy.optional(),
      }),
    )
    .optional(),
});

export const expectationSubjects = [
  'verdict',
  'client.status',
  'client.header',
  'client.body',
  'upstream.requests',
  'upstream.cluster',
  'upstream.header',
  'upstream.body',
  'call.count',
  'call.header',
  'call.body',
  'log',
  'hostcall',
  'metric',
  'shared-data',
] as const;

/**
 * One assertion: `subject` (of exchange `exchange`), narrowed by `key`, compared with `value`.
 *
 * `key` is a header name, a cluster (`call.count`, `call.body`), a log level, a hostcall's name, `cluster header` (`call.header`), or the
 * name of a metric or a key of shared data.
 * `log` and `hostcall` look at all lines or calls of the scenario: `contains` holds when one line contains the value,
 * `count` when exactly `value` lines or calls of that key exist, `absent` when none does.
 * `metric` and `shared-data` look at what there is when the scenario has ended: the value of a counter or gauge, each sample of a
 * histogram, the value of that key under any VM id.
 * `json` holds when both sides are JSON and every member of `value` is in the actual value.
 */
const expectation = z.strictObject({
  subject: z.enum(expectationSubjects),
  exchange: z.int().min(0).default(0),
  key: z.string().default(''),
  compare: z.enum(['equals', 'contains', 'matches', 'json', 'absent', 'count']).default('equals'),
  value: z.union([z.string(), z.number()]).default(''),
});

const scenario = z.strictObject({
  name: z.string().min(1),
  exchanges: z.array(exchange).min(1).max(1000),
  /** How often all exchanges are played, one round after the other on the same VMs. The report then sums up what came of them. */
  repeat: z.int().min(1).max(10_000).default(1),
  calls: z.array(callMock).default([]),
  /** Wall clock at the start, milliseconds since 1970. */
  clockMs: z.int().min(0).default(1_767_225_600_000),
  /** Seed of everything random: request ids, the guest's `random_get`. */
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  /** How long the world goes on after the last exchange has ended, so that ticks can be seen. */
  lingerMs: delayMs.default(0),
  overrides: overrides.default({}),
  expect: z.array(expectation).default([]),
});

export const projectSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1).max(100),
  description: z.string().default(''),
  plugins: z.array(plugin).min(1).max(8),
  listener: listener.default({
    name: 'main',
    address: '0.0.0.0',
    port: 10_000,
    statPrefix: 'ingress_http',
    direction: 'unspecified',
    filterChainName: '',
    metadata: {},
  }),
  route,
  /** Tried in order before `route`; the first that matches takes the request. */
  routes: z.array(z.strictObject(routeFields)).max(50).default([]),
  clusters: z.array(cluster).max(50).default([]),
  node: node.default({
    id: '',
    cluster: '',
    metadata: {},
    locality: { region: '', zone: '', subZone: '' },
  }),
  attributes: attributes.default({}),
  /**
   * Worker threads, Envoy's `--concurrency`; each has VMs of its own. The exchanges of a scenario go to them in turn: exchange 0 to
   * worker 0, exchange 1 to worker 1 … In a real Envoy the kernel chooses.
   */
  workers: z.int().min(1).max(8).default(1),
  /** Of Envoy's own admin interface in a bundle, which takes the next one where the Project needs it for something else. */
  adminPort: port.default(9901),
  /** Level of Envoy's `wasm` logger: lines below it are not written. */
  logLevel: logLevel.default('info'),
  scenarios: z.array(scenario).min(1).max(200),
});

export type Project = z.output<typeof projectSchema>;
export type ProjectInput = z.input<typeof projectSchema>;
export type Plugin = Project['plugins'][number];
export type SourceFile = z.output<typeof sourceFile>;
export type Configuration = z.output<typeof configuration>;
export type FailurePolicy = z.output<typeof failurePolicy>;
export type ProjectNode = z.output<typeof node>;
export type Cluster = z.output<typeof cluster>;
/** One of `routes`; `route` is one too. */
export type Route = Project['routes'][number];
export type Scenario = z.output<typeof scenario>;
export type Exchange = z.output<typeof exchange>;
export type Request = z.output<typeof request>;
export type Body = z.output<typeof body>;
export type ServerBehaviour = z.output<typeof serverBehaviour>;
export type GrpcAnswer = z.output<typeof grpcAnswer>;
export type CallBehaviour = z.output<typeof callBehaviour>;
export type CallMock = z.output<typeof callMock>;
export type Expectation = z.output<typeof expectation>;
export type ExpectationSubject = (typeof expectationSubjects)[number];
export type ProjectLogLevel = z.output<typeof logLevel>;
