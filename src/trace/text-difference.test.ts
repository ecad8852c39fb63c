import { expect, test } from 'vitest';
import { textDifference } from './text-difference.ts';

const marked = (parts: ReturnType<typeof textDifference>[0]): string =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

test('what only one text has is marked in it', () => {
  const [one, other] = textDifference('user=anna; path=/', 'user=bert; path=/');
  expect(marked(one)).toBe('user=[anna]; path=/');
  expect(marked(other)).toBe('user=[bert]; path=/');
});

test('texts with little in common are marked as a whole', () => {
  const [one, other] = textDifference('completed', 'no x-user');
  expect(marked(one)).toBe('[completed]');
  expect(marked(other)).toBe('[no x-user]');
});
