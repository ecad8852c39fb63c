import { expect, test } from 'vitest';
import { callFilter } from './call-filter.ts';
import { callRows } from './call-list.ts';
import { callback, hostcall, scenario } from './testing/report.ts';

const rows = callRows(
  scenario({
    events: [
      callback({ seq: 0, contextId: 2, worker: 1 }),
      hostcall({ seq: 1, parent: 0, contextId: 22, result: 2, resultText: 'BadArgument' }),
      hostcall({
        seq: 2,
        parent: 0,
        contextId: 2,
        name: 'proxy_get_header_map_value',
        inputs: [{ name: 'name', text: '"x-user"' }],
        outputs: [{ name: 'value', text: '"root"' }],
      }),
    ],
  }),
);
const found = (...[kind, typed]: Parameters<typeof callFilter>): number[] =>
  rows.filter(callFilter(kind, typed) ?? (() => true)).map(({ seq }) => seq);

test('an empty filter is none', () => {
  expect(callFilter('all', '  ')).toBeNull();
});

test('words are found in names, arguments and results', () => {
  expect(found('all', 'x-user')).toEqual([2]);
  expect(found('all', 'GET_header root')).toEqual([2]);
  expect(found('all', 'x-user nothing')).toEqual([]);
});

test('a status is found though the row shows a value', () => {
  expect(found('all', 'status:BadArgument')).toEqual([1]);
  expect(found('all', 'status:ok')).toEqual([2]);
});

test('a context is a whole number, not the beginning of one', () => {
  expect(found('all', 'context:2')).toEqual([0, 2]);
  expect(found('all', 'context:22')).toEqual([1]);
});

test('a kind and a worker can be asked for', () => {
  expect(found('callbacks', '')).toEqual([0]);
  expect(found('hostcalls', '')).toEqual([1, 2]);
  expect(found('all', 'worker:1')).toEqual([0]);
});

test('what looks like a field and is none is a word', () => {
  expect(found('all', 'colour:red')).toEqual([]);
});
