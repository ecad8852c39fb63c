// An assertion as a sentence.

import type { Expectation } from '#project/schema.ts';

export const subjectNames: Record<Expectation['subject'], string> = {
  verdict: 'verdict',
  'client.status': 'status at the client',
  'client.header': 'response header at the client',
  'client.body': 'body at the client',
  'upstream.requests': 'requests at the upstream',
  'upstream.cluster': 'cluster of the upstream',
  'upstream.header': 'request header at the upstream',
  'upstream.body': 'body at the upstream',
  'call.count': 'calls to cluster',
  'call.header': 'header of the call to',
  'call.body': 'body of the call to',
  log: 'log',
  hostcall: 'hostcall',
  metric: 'metric',
  'shared-data': 'shared data',
};

/** These look at the whole scenario, not at one request. */
const ofScenario: ReadonlySet<Expectation['subject']> = new Set([
  'log',
  'hostcall',
  'metric',
  'shared-data',
  'call.count',
  'call.header',
  'call.body',
]);

export function isOfScenario(subject: Expectation['subject']): boolean {
  return ofScenario.has(subject);
}

export const comparisonNames: Record<Expectation['compare'], string> = {
  equals: 'is',
  contains: 'contains',
  matches: 'matches',
  json: 'holds the JSON',
  absent: 'is absent',
  count: 'count is',
};

export interface ExpectationSentence {
  subject: string;
  /** A header's name, a cluster, a level, a hostcall, a metric or a key; empty when the subject needs none. */
  key: string;
  comparison: string;
  /** Empty when nothing is compared with. */
  value: string;
}

/** `many`: the scenario has several requests, so the sentence says which. */
export function expectationSentence(expectation: Expectation, many: boolean): ExpectationSentence {
  const perScenario = isOfScenario(expectation.subject);
  const request = many && !perScenario ? ` of request ${expectation.exchange + 1}` : '';
  return {
    subject: `${subjectNames[expectation.subject]}${request}`,
    key: expectation.key,
    comparison: comparisonNames[expectation.compare],
    value:
      expectation.compare === 'absent' && expectation.value === '' ? '' : String(expectation.value),
  };
}

/** An assertion in one line of text. */
export function sentenceOf(expectation: Expectation, many: boolean): string {
  const { subject, key, comparison, value } = expectationSentence(expectation, many);
  return [subject, key, comparison, value].filter((part) => part !== '').join(' ');
}
