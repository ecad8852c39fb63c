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
];
