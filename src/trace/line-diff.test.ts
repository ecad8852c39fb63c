// Differences between bodies.

import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

test('one member of JSON is one line', () => {
  expect(lineDiff('{"id":1,"ssn":"123"}', '{"id":1,"ssn":"***"}')).toEqual([
    { change: 'same', text: '{' },
    { change: 'same', text: '  "id": 1,' },
    { change: 'removed', text: '  "ssn": "123"' },
    { change: 'added', text: '  "ssn": "***"' },
    { change: 'same', text: '}' },
  ]);
});

test('text that is no JSON stays as it is', () => {
  expect(lineDiff('a foo\nb', 'a bar\nb\n')).toEqual([
    { change: 'removed', text: 'a foo' },
    { change: 'added', text: 'a bar' },
    { change: 'same', text: 'b' },
  ]);
  expect(lineDiff('{"a":', '')).toEqual([{ change: 'removed', text: '{"a":' }]);
});
