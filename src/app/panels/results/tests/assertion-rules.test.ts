import { expect, test } from 'vitest';
import { newExpectation } from '#trace/new-expectation.ts';
import { assertionProblem } from './assertion-rules.ts';

test.each([
  [newExpectation({ subject: 'client.header', value: 'x' }), 'Header is missing.'],
  [newExpectation({ subject: 'client.header', key: 'server', value: 'x' }), null],
  [newExpectation({ subject: 'call.header', key: 'auth' }), /two words/],
  [newExpectation({ subject: 'call.header', key: 'auth x-user' }), null],
  [newExpectation({ subject: 'log', compare: 'count', value: 'two' }), /whole number/],
  [newExpectation({ subject: 'log', compare: 'count', value: '2' }), null],
  [newExpectation({ subject: 'client.body', compare: 'matches', value: '(' }), /regular/],
  [newExpectation({ subject: 'client.body', compare: 'json', value: '{a' }), /^No JSON/],
  [newExpectation({ subject: 'client.body', compare: 'contains', value: '' }), /empty one/],
  [newExpectation({ subject: 'client.body', compare: 'equals', value: '' }), null],
])('%j', (expectation, problem) => {
  const found = assertionProblem(expectation);
  if (problem instanceof RegExp) expect(found).toMatch(problem);
  else expect(found).toBe(problem);
});
