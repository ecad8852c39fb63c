// The gallery: which examples there are, in the order in which they are shown. The first is the default project.

/** What an example is about; the gallery can be narrowed to one. */
export const exampleTags = [
  'headers',
  'body',
  'auth',
  'local reply',
  'routing',
  'callout',
  'properties',
  'state',
  'metrics',
  'time',
  'chain',
  'gRPC',
  'failure',
  'logs',
] as const;

export type ExampleTag = (typeof exampleTags)[number];

/** Sections of the gallery, in their order. */
export const exampleGroups = [
  'Tutorials',
  'Headers and routing',
  'Access control',
  'Bodies and streams',
  'Callouts, state, time',
] as const;

export type ExampleGroup = (typeof exampleGroups)[number];

export interface ExampleInfo {
  /** Name of the example's folder, and of the one of its precompiled modules. */
  slug: string;
  group: ExampleGroup;
  title: string;
  /** One sentence. */
  summary: string;
  tags: readonly ExampleTag[];
}

export const examples: readonly ExampleInfo[] = [
  {
    slug: 'hello-header',
    group: 'Tutorials',
    title: 'Hello header',
    summary: 'Puts a header on every response.',
    tags: ['headers'],
  },
  {
    slug: 'allow-header',
    group: 'Tutorials',
    title: 'Allow header',
    summary: 'Lets a request pass only with the right header, and answers the rest itself.',
    tags: ['headers', 'auth', 'local reply'],
  },
  {
    slug: 'log-headers',
    group: 'Tutorials',
    title: 'Log headers',
    summary: 'Writes the headers of requests and responses to the log.',
    tags: ['headers', 'logs'],
  },
  {
    slug: 'prime-token',
    group: 'Tutorials',
    title: 'Prime token',
    summary: 'Lets prime numbers pass, and shows what a trap does under each failure policy.',
    tags: ['headers', 'local reply', 'failure'],
  },
  {
    slug: 'api-observer',
    group: 'Tutorials',
    title: 'API observer',
    summary: 'Reports each request with its response as one JSON event to a collector.',
    tags: ['body', 'properties', 'callout'],
  },
  {
    slug: 'header-rules',
    group: 'Headers and routing',
    title: 'Header rules',
    summary: 'Removes, sets and adds headers on both sides, as the configuration says.',
    tags: ['headers'],
  },
  {
    slug: 'security-headers',
    group: 'Headers and routing',
    title: 'Security headers',
    summary: 'HSTS, a content security policy, protection against framing and sniffing.',
    tags: ['headers', 'properties'],
  },
  {
    slug: 'cors',
    group: 'Headers and routing',
    title: 'CORS',
    summary: 'Answers preflights and lets pages of known origins read responses.',
    tags: ['headers', 'local reply'],
  },
  {
    slug: 'redirects',
    group: 'Headers and routing',
    title: 'Redirects',
    summary: 'Sends clients from old addresses to new ones, the query kept.',
    tags: ['routing', 'local reply'],
  },
  {
    slug: 'path-rewrite',
    group: 'Headers and routing',
    title: 'Path rewrite',
    summary: 'Rewrites the path and has Envoy choose the route again.',
    tags: ['headers', 'routing'],
  },
  {
    slug: 'ab-cookie',
    group: 'Headers and routing',
    title: 'A/B by cookie',
    summary: 'Splits visitors by a cookie, always the same way for one, and routes by it.',
    tags: ['headers', 'routing'],
  },
  {
    slug: 'canary-metadata',
    group: 'Headers and routing',
    title: 'Canary by metadata',
    summary: 'Behaves by the metadata of the node, and takes another route.',
    tags: ['headers', 'routing', 'properties'],
  },
  {
    slug: 'trace-context',
    group: 'Headers and routing',
    title: 'Trace context',
    summary: 'Carries W3C traces on, and starts them.',
    tags: ['headers', 'logs'],
  },
  {
    slug: 'basic-auth',
    group: 'Access control',
    title: 'Basic auth',
    summary: 'Asks for a name and a password.',
    tags: ['auth', 'local reply'],
  },
  {
    slug: 'jwt-claims',
    group: 'Access control',
    title: 'JWT claims',
    summary: 'Reads the claims of a bearer token and hands them on.',
    tags: ['auth', 'headers', 'time'],
  },
  {
    slug: 'hmac-cookie',
    group: 'Access control',
    title: 'HMAC cookie',
    summary: 'Accepts a session cookie only with a valid signature.',
    tags: ['auth', 'headers'],
  },
  {
    slug: 'bot-block',
    group: 'Access control',
    title: 'Bot block',
    summary: 'Refuses robots by what they call themselves, and counts them.',
    tags: ['auth', 'metrics'],
  },
  {
    slug: 'geo-chain',
    group: 'Access control',
    title: 'Geo chain',
    summary: 'Finds the country of a client; another filter of the chain acts on it.',
    tags: ['auth', 'properties', 'chain'],
  },
  {
    slug: 'maintenance',
    group: 'Access control',
    title: 'Maintenance',
    summary: 'Answers everything with 503 while the configuration says so.',
    tags: ['local reply', 'failure'],
  },
  {
    slug: 'body-limit',
    group: 'Bodies and streams',
    title: 'Body limit',
    summary: 'Refuses large request bodies without holding any back.',
    tags: ['body', 'local reply'],
  },
  {
    slug: 'schema-check',
    group: 'Bodies and streams',
    title: 'Schema check',
    summary: 'Checks the JSON of requests before the upstream gets it.',
    tags: ['body', 'local reply'],
  },
  {
    slug: 'mask-json',
    group: 'Bodies and streams',
    title: 'Mask JSON',
    summary: 'Masks members of JSON responses.',
    tags: ['body'],
  },
  {
    slug: 'stream-transform',
    group: 'Bodies and streams',
    title: 'Stream transform',
    summary: 'Replaces a text in responses while they stream.',
    tags: ['body'],
  },
  {
    slug: 'grpc-status',
    group: 'Bodies and streams',
    title: 'gRPC status',
    summary: 'A reply that gRPC clients understand, and a translated status.',
    tags: ['gRPC', 'auth', 'local reply'],
  },
  {
    slug: 'ext-authz',
    group: 'Callouts, state, time',
    title: 'External authorisation',
    summary: 'Holds requests until an authorisation service has answered.',
    tags: ['auth', 'callout'],
  },
  {
    slug: 'response-cache',
    group: 'Callouts, state, time',
    title: 'Response cache',
    summary: 'Keeps answers for a while, in memory that all workers share.',
    tags: ['body', 'state', 'time'],
  },
  {
    slug: 'rate-limit',
    group: 'Callouts, state, time',
    title: 'Rate limit',
    summary: 'So many requests per client and window, across all workers.',
    tags: ['state', 'time', 'local reply'],
  },
  {
    slug: 'config-refresh',
    group: 'Callouts, state, time',
    title: 'Config refresh',
    summary: 'Fetches rules on a tick, and keeps the old ones when that fails.',
    tags: ['callout', 'time'],
  },
  {
    slug: 'traffic-metrics',
    group: 'Callouts, state, time',
    title: 'Traffic metrics',
    summary: 'Counters, a gauge of requests under way, a histogram of latencies.',
    tags: ['metrics', 'time'],
  },
  {
    slug: 'queue-log',
    group: 'Callouts, state, time',
    title: 'Queue log',
    summary: 'An access log over a shared queue; another plugin sends it on.',
    tags: ['logs', 'state', 'chain', 'callout'],
  },
];
