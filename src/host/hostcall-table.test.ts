// The table of hostcalls as a whole.

import { expect, test } from 'vitest';
import { envHostcalls } from './hostcall-table.ts';

test('no name stands twice, and every name of the ABI is there', () => {
  const names = envHostcalls.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(46);
});
