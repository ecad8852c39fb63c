// A name that a person has typed stays inside of its attribute.

import { expect, test } from 'vitest';
import { readExample } from '#examples/node.ts';
import { embedCard } from './embed-card.ts';

test('the frame names the project and loads the link', () => {
  const project = { ...readExample('hello-header'), name: 'a "b" <c> & d' };
  const card = embedCard(project, 'https://sluice.example/embed.html#1.a.x.y');
  expect(card).toContain('title="a &quot;b&quot; &lt;c> &amp; d in Sluice"');
  expect(card).toContain('src="https://sluice.example/embed.html#1.a.x.y"');
});
