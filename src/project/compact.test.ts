import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProject } from '../share/testing/any-project.ts';
import { compactProject } from './compact.ts';
import { parseProject } from './parse.ts';

const small = {
  format: 1,
  name: 'small',
  plugins: [{ source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: '' }] } }],
  route: { target: { kind: 'direct-response' } },
  scenarios: [{ name: 'one', exchanges: [{ request: { path: '/a' } }] }],
};

test('what the schema fills in is left out again, down to the smallest member', () => {
  const parsed = parseProject(small);
  expect(parsed.ok && compactProject(parsed.project)).toEqual(small);
});

test('any Project is the same after it was made compact and parsed', () => {
  fc.assert(
    fc.property(anyProject(), (project) => {
      expect(parseProject(JSON.parse(JSON.stringify(compactProject(project))))).toEqual({
        ok: true,
        project,
      });
    }),
    { numRuns: 200 },
  );
});
