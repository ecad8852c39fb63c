// The gallery: which examples there are, in the order in which they are shown. The first is the default project.

export interface ExampleInfo {
  /** Name of the example's folder and of its precompiled module. */
  slug: string;
  title: string;
  /** One sentence. */
  summary: string;
  tags: string[];
}

export const examples: readonly ExampleInfo[] = [
  {
    slug: 'hello-header',
    title: 'Hello header',
    summary: 'Puts a header on every response.',
    tags: ['response headers', 'configuration'],
  },
  {
    slug: 'allow-header',
    title: 'Allow header',
    summary: 'Lets a request pass only with the right header, and answers the rest itself.',
    tags: ['request headers', 'local response'],
  },
  {
    slug: 'log-headers',
    title: 'Log headers',
    summary: 'Writes the headers of requests and responses to the log.',
    tags: ['request headers', 'logs'],
  },
  {
    slug: 'prime-token',
    title: 'Prime token',
    summary: 'Lets prime numbers pass, and shows what a trap does under each failure policy.',
    tags: ['request headers', 'local response', 'failure policy'],
  },
  {
    slug: 'api-observer',
    title: 'API observer',
    summary: 'Reports each request with its response as one JSON event to a collector.',
    tags: ['bodies', 'properties', 'HTTP call'],
  },
];
