// The minimiser with a comparison that is made up.

import { expect, test } from 'vitest';
import type { FuzzSequence } from './generate.ts';
import { minimise } from './minimise.ts';
import { tellSequences } from './tell.ts';
import { targets } from './guest.ts';
import { poolPlaces } from './pool.ts';

const exchange: FuzzSequence['exchange'] = { request: {}, upstream: { kind: 'timeout' } };
const sequences: FuzzSequence[] = Array.from({ length: 12 }, (_, index) => ({
  exchange,
  records: [0, 1, 2, 3].map((part) => ({ phase: 'log', target: 0, args: [index, part] })),
}));
const has = (list: readonly FuzzSequence[], index: number, part: number): boolean =>
  list.some(({ records }) => records.some(({ args }) => args[0] === index && args[1] === part));

test('what is needed for the difference stays, and nothing else', async () => {
  const least = await minimise(sequences, async (list) => has(list, 3, 1) && has(list, 9, 2), 1000);
  expect(least.map(({ records }) => records.map(({ args }) => args))).toEqual([[[3, 1]], [[9, 2]]]);
});

test('a difference that needs no record at all leaves one empty sequence', async () => {
  const least = await minimise(sequences, async () => true, 1000);
  expect(least).toEqual([{ exchange, records: [] }]);
});

test('it asks no more often than it may, and what it has then still differs', async () => {
  let asked = 0;
  const differs = async (list: readonly FuzzSequence[]): Promise<boolean> => {
    asked += 1;
    return has(list, 3, 1);
  };
  const least = await minimise(sequences, differs, 4);
  expect(asked).toBe(4);
  expect(has(least, 3, 1)).toBe(true);
});

test('a sequence is told in words', () => {
  const name = poolPlaces('name')[6] ?? { at: 0, size: 0 };
  const target = targets.findIndex(
    ({ hostcall }) => hostcall.name === 'proxy_remove_header_map_value',
  );
  const told = tellSequences([
    {
      exchange: {
        request: { method: 'POST', path: '/a' },
        upstream: { kind: 'reset', after: 'request' },
      },
      records: [
        { phase: 'request_body', target, args: [0, name.at, name.size] },
        { phase: 'request_body', target, args: [99, 0xffff_ffff, 1] },
        { phase: 'request_body', target: 0xffff, args: [3] },
      ],
    },
  ]);
  expect(told).toEqual([
    'request 1: POST /a, upstream reset',
    '  request_body: proxy_remove_header_map_value(map HTTP_REQUEST_HEADERS, name "x-a")',
    '  request_body: proxy_remove_header_map_value(map unknown (99), name 1 byte at 4294967295)',
    '  request_body: return 3',
  ]);
});
