// What the gallery takes from a README.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examples } from './list.ts';
import { theTrap } from './readme.ts';

test('the paragraph of the trap, its code and its emphasis', () => {
  const readme = '# A\n\nWords.\n\n**The trap.** Not `a_b` but\n_this_, says x_y_z.\n\nMore.';
  expect(theTrap(readme)).toEqual([
    { text: 'Not ', look: 'plain' },
    { text: 'a_b', look: 'code' },
    { text: ' but ', look: 'plain' },
    { text: 'this', look: 'emphasis' },
    { text: ', says x_y_z.', look: 'plain' },
  ]);
  expect(theTrap('# A')).toEqual([]);
});

test.each(examples.map(({ slug }) => slug))('%s uses no other Markdown there', (slug) => {
  const readme = readFileSync(new URL(`./${slug}/README.md`, import.meta.url), 'utf8');
  const parts = theTrap(readme);
  expect(parts.length).toBeGreaterThan(0);
  for (const { text, look } of parts) if (look !== 'code') expect(text).not.toMatch(/[*[\]<>#]|`/);
});
