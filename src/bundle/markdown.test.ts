// What somebody called things stays text in a README.

import { expect, it } from 'vitest';
import { codeOf, markdownLine, markdownText } from './markdown.ts';

it.each([
  ['GET /status/418 → 403, 43 bytes.', 'GET /status/418 → 403, 43 bytes.'],
  ['my_filter_2 & co - "a" (b) 100% c:\\d', 'my_filter_2 & co - "a" (b) 100% c:\\d'],
  ['a\r\n# b', 'a # b'],
  ['```sh', '\\`\\`\\`sh'],
  ['| a | b', '\\| a \\| b'],
  ['<img src=x onerror=a()>', '\\<img src=x onerror=a()>'],
  ['[x](javascript:a)', '\\[x](javascript:a)'],
  ['*a* _b_ ~~c~~ &lt; \\* ~~~', '\\*a\\* \\_b\\_ \\~~c\\~~ \\&lt; \\\\\\* \\~\\~~'],
  ['# a', '\\# a'],
])('%j', (text, expected) => {
  expect(markdownText(text)).toBe(expected);
});

it.each([
  ['Puts `hello: *world*` on <every> response', 'Puts `hello: *world*` on \\<every> response'],
  ['```sh', '\\`\\`\\`sh'],
])('a line keeps its code, and is text besides: %j', (text, expected) => {
  expect(markdownLine(text)).toBe(expected);
});

it('code in a cell ends neither the code nor the cell', () => {
  expect(codeOf('a`|\nb')).toBe('`a   b`');
});
