// Searching the gallery.

import { expect, test } from 'vitest';
import { findExamples } from './find.ts';
import { exampleGroups, exampleTags, examples } from './list.ts';

const slugs = (text: string, within: Parameters<typeof findExamples>[2] = null): string[] =>
  findExamples(examples, text, within).map(({ slug }) => slug);

test('nothing asked for gives everything, in order', () => {
  expect(findExamples(examples, ' ', null)).toEqual(examples);
});

test('every word must stand somewhere, whatever its case', () => {
  expect(slugs('HMAC')).toEqual(['hmac-cookie']);
  expect(slugs('signature cookie')).toEqual(['hmac-cookie']);
  expect(slugs('signature tick')).toEqual([]);
});

test('a tag narrows what a text finds', () => {
  expect(slugs('', 'gRPC')).toEqual(['grpc-status']);
  expect(slugs('cookie', 'routing')).toEqual(['ab-cookie']);
});

test('a group narrows too, and the groups are all there is', () => {
  expect(slugs('cookie', 'Access control')).toEqual(['hmac-cookie']);
  expect(exampleGroups.flatMap((group) => slugs('', group))).toEqual(slugs(''));
});

test('each tag has an example, and each example a tag', () => {
  for (const tag of exampleTags) expect(slugs('', tag), tag).not.toEqual([]);
  for (const { tags } of examples) expect(tags.length).toBeGreaterThan(0);
});
