// What a conformance case is made of: a script for the probe, and requests and answers to play it with.

import type { ProjectInput } from '#project/schema.ts';

export type ScenarioInput = ProjectInput['scenarios'][number];
export type ExchangeInput = ScenarioInput['exchanges'][number];

export const text = (...pieces: string[]) => ({
  chunks: pieces.map((data, index) => ({ data, delayMs: index === 0 ? 0 : 30 })),
});
export const get: ExchangeInput['request'] = {
  headers: [
    ['user-agent', 'probe'],
    ['x-a', '1'],
    ['x-a', '2'],
  ],
};
export const post = (...pieces: string[]): ExchangeInput['request'] => ({
  method: 'POST',
  path: '/post?x=1',
  headers: [['content-type', 'text/plain']],
  body: text(...pieces),
});
export const answer = (...pieces: string[]) => ({
  kind: 'answer' as const,
  headers: [
    ['content-type', 'text/plain'],
    ['x-up', 'yes'],
  ] as [string, string][],
  body: text(...pieces),
});
export const hello = answer('hello');

export interface Case {
  name: string;
  script: string;
  exchanges: ExchangeInput[];
  calls?: ScenarioInput['calls'];
  failurePolicy?: 'fail-closed' | 'fail-open' | 'fail-reload' | 'legacy-fail-open';
  lingerMs?: number;
}

export const one = (
  request: ExchangeInput['request'],
  upstream: ExchangeInput['upstream'] = hello,
): ExchangeInput[] => [{ request, upstream }];
export const side = (
  server: NonNullable<ScenarioInput['calls']>[number]['server'],
): ScenarioInput['calls'] => [{ cluster: 'side', server }];
export const ok = {
  kind: 'answer' as const,
  headers: [['x-side', 'seen'] as [string, string]],
  body: text('from the side'),
};

export const inPhase = (phase: string, commands: string[]): string =>
  commands.map((command) => `${phase}: ${command}`).join('\n');

/** One line per exchange: the n-th time of a phase, counting on by `step`. */
export const each = (phase: string, step: number, commands: string[]): string =>
  commands.map((command, index) => `${phase}.${index * step + 1}: ${command}`).join('\n');

export const spread = (exchanges: ExchangeInput[]): ExchangeInput[] =>
  exchanges.map((exchange) => ({ ...exchange, afterMs: 150 }));

export const times = (count: number, exchange: ExchangeInput): ExchangeInput[] =>
  Array.from({ length: count }, () => exchange);

export const withRequestTrailers: ExchangeInput = {
  request: { ...post('body'), trailers: [['x-end', '1']] },
  upstream: hello,
};
export const withResponseTrailers: ExchangeInput = {
  request: get,
  upstream: {
    kind: 'answer',
    body: { chunks: [{ data: 'body' }] },
    trailers: [['x-end', '1']],
  },
};
