// Finding commands.

import { expect, test } from 'vitest';
import { type Command, findCommands } from './find-commands.ts';

const all: Command[] = [
  'Run',
  'Show Journey',
  'Scenario run twice',
  'Open example cors: Answers',
].map((name) => ({ name, keys: '', run: () => undefined }));
const names = (text: string): string[] => findCommands(all, text).map(({ name }) => name);

test('every word counts, in any case', () => {
  expect(names('CORS open')).toEqual(['Open example cors: Answers']);
  expect(names('cors journey')).toEqual([]);
  expect(names(' ')).toHaveLength(4);
});

test('what begins so comes first', () => {
  expect(names('run')).toEqual(['Run', 'Scenario run twice']);
  expect(names('s')[0]).toBe('Show Journey');
});
