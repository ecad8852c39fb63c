import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compactProject } from '#project/compact.ts';
import { dictionaryVersions } from './dictionary.ts';
import { readLink } from './read-link.ts';
import links from './testing/links-of-format-1.json' with { type: 'json' };

// When one of these fails, links that people have are broken. Make a new version instead of changing an old one.

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

test('each dictionary is what it was when links were first made with it', () => {
  const hashes = dictionaryVersions.map((version) => [
    version,
    sha256(
      readFileSync(
        new URL(`dictionaries/link-dictionary-${version}.json`, import.meta.url),
        'utf8',
      ),
    ),
  ]);
  expect(Object.fromEntries(hashes)).toEqual({
    a: '77b53ee5a029f0c1a286b98276ff984a140f3c3cd31bd59e025513c36520a5c9',
  });
});

test.each(links)('a link of format 1 is read as ever: $what', async (frozen) => {
  const read = await readLink(frozen.link);
  if (!read.ok) throw new Error(read.problem.message);
  expect(sha256(JSON.stringify(compactProject(read.project)))).toBe(frozen.projectSha256);
  expect(read.place).toEqual(frozen.place);
});
