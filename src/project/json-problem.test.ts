// Where text stops being JSON.

import { expect, it } from 'vitest';
import { jsonProblem } from './json-problem.ts';

function problemOf(text: string) {
  try {
    JSON.parse(text);
  } catch (error) {
    return jsonProblem(text, error);
  }
  throw new Error('it is JSON');
}

it.each([
  ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
  ['{"a" 1}', { line: 1, column: 6 }],
  ['{\n"a":', { line: 2, column: 5 }],
  ['', { line: 1, column: 1 }],
])('%j has a place', (text, place) => {
  const { message, ...found } = problemOf(text);
  expect(found).toEqual(place);
  expect(message).toMatch(new RegExp(`^[^\\n]+, at line ${place.line}, column ${place.column}$`));
});

it('what is quoted of the file stays in one line, without signs that move a terminal', () => {
  const { message } = problemOf('\u001b[2J\u0007\n{');
  expect(message).toMatch(/^Unexpected token [\p{L}\p{N}\p{P}\p{S} ]+$/u);
});
