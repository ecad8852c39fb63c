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

export interface ExampleInfo {
  /** Name of the example's folder, and of the one of its precompiled modules. */
  slug: string;
  title: string;
  /** One sentence. */
  summary: string;
  tags: readonly ExampleTag[];
}

export const examples: readonly ExampleInfo[] = [
  {
    slug: 'hello-header',
    title: 'Hello header',
    summary: 'Puts a header on every response.',
    tags: ['headers'],
  },
  {
    slug: 'allow-header',
    title: 'Allow header',
    summary: 'Lets a request pass only with the right header, and answers the rest itself.',
    tags: ['headers', 'auth', 'local reply'],
  },
  {
    slug: 'log-headers',
    title: 'Log headers',
    summary: 'Writes the headers of requests and responses to the log.',
    tags: ['headers', 'logs'],
  },
  {
    slug: 'prime-token',
    title: 'Prime token',
    summary: 'Lets prime numbers pass, and shows what a trap does under each failure policy.',
    tags: ['headers', 'local reply', 'failure'],
  },
  {
    slug: 'api-observer',
    title: 'API observer',
    summary: 'Reports each request with its response as one JSON event to a collector.',
    tags: ['body', 'properties', 'callout'],
  },
  {
    slug: 'header-rules',
    title: 'Header rules',
    summary: 'Removes, sets and adds headers on both sides, as the configuration says.',
    tags: ['headers'],
  },
  {
    slug: 'security-headers',
    title: 'Security headers',
    summary: 'HSTS, a content security policy, protection against framing and sniffing.',
    tags: ['headers', 'properties'],
  },
  {
    slug: 'cors',
    title: 'CORS',
    summary: 'Answers preflights and lets pages of known origins read responses.',
    tags: ['headers', 'local reply'],
  },
  {
    slug: 'redirects',
    title: 'Redirects',
    summary: 'Sends clients from old addresses to new ones, the query kept.',
    tags: ['routing', 'local reply'],
  },
  {
    slug: 'path-rewrite',
    title: 'Path rewrite',
    summary: 'Rewrites the path and has Envoy choose the route again.',
    tags: ['headers', 'routing'],
  },
  {
    slug: 'ab-cookie',
    title: 'A/B by cookie',
    summary: 'Splits visitors by a cookie, always the same way for one, and routes by it.',
    tags: ['headers', 'routing'],
  },
  {
    slug: 'canary-metadata',
    title: 'Canary by metadata',
    summary: 'Behaves by the metadata of the node, and takes another route.',
    tags: ['headers', 'routing', 'properties'],
  },
  {
    slug: 'basic-auth',
    title: 'Basic auth',
    summary: 'Asks for a name and a password.',
    tags: ['auth', 'local reply'],
  },
  {
    slug: 'jwt-claims',
    title: 'JWT claims',
    summary: 'Reads the claims of a bearer token and hands them on.',
    tags: ['auth', 'headers', 'time'],
  },
  {
    slug: 'hmac-cookie',
    title: 'HMAC cookie',
    summary: 'Accepts a session cookie only with a valid signature.',
    tags: ['auth', 'headers'],
  },
  {
    slug: 'bot-block',
    title: 'Bot block',
    summary: 'Refuses robots by what they call themselves, and counts them.',
    tags: ['auth', 'metrics'],
  },
  {
    slug: 'geo-chain',
    title: 'Geo chain',
    summary: 'Finds the country of a client; another filter of the chain acts on it.',
    tags: ['auth', 'properties', 'chain'],
  },
  {
    slug: 'trace-context',
    title: 'Trace context',
    summary: 'Carries W3C traces on, and starts them.',
    tags: ['headers', 'logs'],
  },
  {
    slug: 'maintenance',
    title: 'Maintenance',
    summary: 'Answers everything with 503 while the configuration says so.',
    tags: ['local reply', 'failure'],
  },
  {
    slug: 'body-limit',
    title: 'Body limit',
    summary: 'Refuses large request bodies without holding any back.',
    tags: ['body', 'local reply'],
  },
  {
    slug: 'schema-check',
    title: 'Schema check',
    summary: 'Checks the JSON of requests before the upstream gets it.',
    tags: ['body', 'local reply'],
  },
  {
    slug: 'mask-json',
    title: 'Mask JSON',
    summary: 'Masks members of JSON responses.',
    tags: ['body'],
  },
  {
    slug: 'stream-transform',
    title: 'Stream transform',
    summary: 'Replaces a text in responses while they stream.',
    tags: ['body'],
  },
  {
    slug: 'grpc-status',
    title: 'gRPC status',
    summary: 'A reply that gRPC clients understand, and a translated status.',
    tags: ['gRPC', 'auth', 'local reply'],
  },
  {
    slug: 'ext-authz',
    title: 'External authorisation',
    summary: 'Holds requests until an authorisation service has answered.',
    tags: ['auth', 'callout'],
  },
  {
    slug: 'response-cache',
    title: 'Response cache',
    summary: 'Keeps answers for a while, in memory that all workers share.',
    tags: ['body', 'state', 'time'],
  },
  {
    slug: 'rate-limit',
    title: 'Rate limit',
    summary: 'So many requests per client and window, across all workers.',
    tags: ['state', 'time', 'local reply'],
  },
  {
    slug: 'config-refresh',
    title: 'Config refresh',
    summary: 'Fetches rules on a tick, and keeps the old ones when that fails.',
    tags: ['callout', 'time'],
  },
  {
    slug: 'traffic-metrics',
    title: 'Traffic metrics',
    summary: 'Counters, a gauge of requests under way, a histogram of latencies.',
    tags: ['metrics', 'time'],
  },
  {
    slug: 'queue-log',
    title: 'Queue log',
    summary: 'An access log over a shared queue; another plugin sends it on.',
    tags: ['logs', 'state', 'chain', 'callout'],
  },
];
