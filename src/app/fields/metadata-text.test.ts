import { expect, test } from 'vitest';
import { yamlObject, yamlText } from './metadata-text.ts';

test('metadata comes back from YAML', () => {
  const value = {
    role: 'canary',
    weight: 5,
    labels: { app: 'checkout', on: 'yes' },
    owners: ['a'],
  };
  expect(yamlObject(yamlText(value))).toEqual({ ok: true, value });
  expect(yamlText({})).toBe('');
  expect(yamlObject('')).toEqual({ ok: true, value: {} });
});

test.each([
  ['a: 1\nb: [1, 2\n', /^Line [23]: Flow sequence/],
  ['a: 1\n  b: 2\n', /^Line \d: /],
  ['a: 1\na: 2\n', /^Line 2: Map keys must be unique/],
  ['- a', /^Line 1: keys with values are needed here/],
  ['7', /^Line 1: keys with values are needed here/],
  ['a: *nowhere', /^Line \d: /],
])('%j is refused with its line', (text, problem) => {
  expect(yamlObject(text)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(problem) as string,
  });
});
