// The rules for the lines of a head.

import { expect, test } from 'vitest';
import { connectionOptions } from './head-lines.ts';

test('the options of a connection are told apart whatever their case', () => {
  expect(connectionOptions([['connection', 'Keep-Alive, , X-A']])).toEqual(['keep-alive', 'x-a']);
});
