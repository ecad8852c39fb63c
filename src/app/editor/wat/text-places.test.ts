import { expect, test } from 'vitest';
import type { MappedPosition } from '#compile/source-map.ts';
import { textPlaces } from './text-places.ts';

const sources: Record<number, MappedPosition> = {
  10: { file: 'filter.ts', line: 8, column: 3 },
  12: { file: 'filter.ts', line: 5, column: 1 },
  14: { file: 'filter.ts', line: 5, column: 9 },
  16: { file: '~lib/proxy-wasm/http.ts', line: 6, column: 1 },
};
const places = textPlaces(
  {
    status: 'text',
    text: '',
    functions: [{ name: 'f', line: 5, endLine: 7, bytes: 9 }],
    offsets: Int32Array.from([-1, 10, 12, 14, -1, 16, 18]),
  },
  (offset) => sources[offset] ?? null,
);

test('a line of the text has the source of its instruction, if any, and the head of a function that of its first', () => {
  expect(places.sourceOf(1)).toBeNull();
  expect(places.sourceOf(2)).toMatchObject({ line: 8 });
  expect(places.sourceOf(5)).toMatchObject({ file: '~lib/proxy-wasm/http.ts', line: 6 });
  expect(places.sourceOf(7)).toBeNull();
  expect(places.sourceOf(99)).toBeNull();
});

test('a line of the source has the first line of the text that it became, or the nearest behind it', () => {
  expect(places.lineOf('filter.ts', 5)).toBe(3);
  expect(places.lineOf('filter.ts', 6)).toBe(2);
  expect(places.lineOf('filter.ts', 9)).toBeNull();
  expect(places.lineOf('other.ts', 1)).toBeNull();
});
