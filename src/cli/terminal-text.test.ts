// What a terminal is shown.

import { expect, it } from 'vitest';
import { terminalText } from './terminal-text.ts';

it('lets no sign through that steers a terminal', () => {
  expect(terminalText('a\u001b]0;title\u0007b\u009b2Jc\rd\u202ee')).toBe('a�]0;title�b�2Jc�d�e');
});

it('leaves lines, tabs and all other text alone', () => {
  const text = '✓ naïve 🚀\tx\n  → 200\n';
  expect(terminalText(text)).toBe(text);
});
