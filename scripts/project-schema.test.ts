// The schema that editors get is the one that the code has.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { schemaFile, schemaText } from './project-schema.ts';

it('is written anew whenever the Project changes (npm run schema)', () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(schemaText());
});
