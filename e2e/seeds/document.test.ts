// docs/seeds.md has whole walks, of blocks that are known, and links to the examples as they are. `SLUICE_WRITE_DOCS=1` writes the links anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { examples, readExample } from '#examples/node.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { writeLink } from '#share/write-link.ts';
import { changingLabels, neededLabels, pattern, readWalks } from './document.ts';
import { pageSteps } from './page-steps.ts';
import { terminalSteps } from './terminal.ts';

const walks = readWalks();

it('walks through every tutorial of the gallery', () => {
  const linked = walks.flatMap(({ blocks }) =>
    blocks.filter(({ label }) => label === 'link').map(({ argument }) => argument),
  );
  const tutorials = examples.filter(({ group }) => group === 'Tutorials');
  expect(linked).toEqual(tutorials.map(({ slug }) => slug));
});

it.each(walks)('$title: from the link to the answer of Envoy', ({ blocks }) => {
  const labels = blocks.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining([...neededLabels]));
  expect(labels.filter((label) => changingLabels.some((one) => one === label))).not.toEqual([]);
  for (const { label, line } of blocks)
    expect({ ...pageSteps, ...terminalSteps }, `seeds.md:${line}`).toHaveProperty(label);
});

it('links to the examples as they are', async () => {
  const dictionary = await newestDictionary();
  const document = readFileSync('docs/seeds.md', 'utf8');
  const current = document.replace(
    /^(```link (\S+)\n)[^`]*\n```$/gm,
    (_, start: string, slug: string) =>
      `${start}#${writeLink(readExample(slug), dictionary)}\n\`\`\``,
  );
  if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync('docs/seeds.md', current);
  else expect(document).toBe(current);
});

it('has text that means itself and "…" for the rest of a line', () => {
  expect('a (b) [c] 12 ms').toMatch(pattern('(b) [c] … ms'));
  expect('a b').not.toMatch(pattern('a…c'));
  expect('a\nc').not.toMatch(pattern('a…c'));
  expect('ab').not.toMatch(pattern('a.b'));
});
