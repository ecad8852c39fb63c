import { expect, test } from 'vitest';
import { base64 } from './rules.ts';

test('base64 is checked in groups of four', () => {
  expect(base64('aGk=')).toEqual({ ok: true, value: 'aGk=' });
  expect(base64('aGk')).toMatchObject({
    problem: 'Base64 comes in groups of four characters; the last group has 3.',
  });
  expect(base64('a*b=')).toMatchObject({ problem: 'Base64 has no "*".' });
  expect(base64('=aGk')).toMatchObject({ problem: 'In base64 "=" stands at the end only.' });
});
