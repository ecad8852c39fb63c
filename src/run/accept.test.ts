// What a failing assertion offers to hold with: the value that was found, its absence, or nothing where there is no single one.

import { expect, test } from 'vitest';
import type { ProjectInput } from '#project/schema.ts';
import { boilerplate, wat } from '#host/testing/guest.ts';
import { projectOf, runModule } from './testing/project.ts';

type ExpectInput = NonNullable<ProjectInput['scenarios'][number]['expect']>[number];

const quiet = wat(`(module ${boilerplate})`);

function judged(expectation: ExpectInput, part: Partial<ProjectInput['scenarios'][number]> = {}) {
  const upstream = {
    kind: 'answer',
    headers: [
      ['x-a', 'one'],
      ['x-a', 'two'],
    ],
    body: { chunks: [{ data: '{"a":1}' }] },
  } as const;
  const scenario = {
    exchanges: [{ request: {}, upstream: { ...upstream, headers: [...upstream.headers] } }],
    ...part,
  } as Partial<ProjectInput['scenarios'][number]>;
  const once = runModule(quiet, projectOf({}, { ...scenario, expect: [expectation] }));
  const accept = once.expectations[0]?.accept;
  if (accept === undefined) return undefined;
  // Whatever is offered holds when it is taken.
  const taken = { ...expectation, ...accept };
  const again = runModule(quiet, projectOf({}, { ...scenario, expect: [taken] }));
  expect(again.expectations[0]?.holds).toBe(true);
  return accept;
}

test('the value that was found takes the place of the one that was expected', () => {
  expect(judged({ subject: 'client.status', value: 404 })).toEqual({
    compare: 'equals',
    value: '200',
  });
  expect(judged({ subject: 'client.header', key: 'x-a', value: 'three' })?.value).toBe('one');
  expect(judged({ subject: 'client.body', compare: 'json', value: '{"a":2}' })).toEqual({
    compare: 'json',
    value: '{"a":1}',
  });
  expect(judged({ subject: 'client.body', compare: 'json', value: '{"a":2}' })?.compare).toBe(
    'json',
  );
  expect(judged({ subject: 'client.status', compare: 'matches', value: '^5' })).toEqual({
    compare: 'equals',
    value: '200',
  });
});

test('what is not there is expected to be absent, and the other way round', () => {
  expect(judged({ subject: 'client.header', key: 'x-none', value: '1' })).toEqual({
    compare: 'absent',
    value: '',
  });
  expect(judged({ subject: 'client.header', key: 'x-a', compare: 'absent' })).toEqual({
    compare: 'equals',
    value: 'one',
  });
  expect(judged({ subject: 'client.header', key: 'x-a', compare: 'absent', value: 'two' })).toEqual(
    { compare: 'contains', value: 'two' },
  );
  expect(judged({ subject: 'client.header', key: 'x-a', compare: 'count', value: 1 })).toEqual({
    compare: 'count',
    value: '2',
  });
});

test('of several values none is picked for what is to be contained, and a long one is not taken', () => {
  expect(
    judged({ subject: 'client.header', key: 'x-a', compare: 'contains', value: 'three' }),
  ).toBeUndefined();
  const upstream = {
    kind: 'answer',
    body: { chunks: [{ data: 'x', repeat: 5000 }] },
  } as const;
  expect(
    judged(
      { subject: 'client.body', value: 'y' },
      {
        exchanges: [
          { request: {}, upstream: { ...upstream, body: { chunks: [...upstream.body.chunks] } } },
        ],
      },
    ),
  ).toBeUndefined();
});

test('an assertion that holds offers nothing', () => {
  expect(judged({ subject: 'client.status', value: 200 })).toBeUndefined();
});
