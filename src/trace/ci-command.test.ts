import { expect, test } from 'vitest';
import { projectSchema } from '#project/schema.ts';
import { ciCommand } from './ci-command.ts';

const plugin = projectSchema.shape.plugins.element;
const written = plugin.parse({
  source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: '' }] },
});
const compiled = (name: string) =>
  plugin.parse({ source: { kind: 'module', name, sha256: '0'.repeat(64) } });

test('the line names the project, and a file for each module that has no source', () => {
  expect(ciCommand({ plugins: [written] })).toBe('npm run sluice -- test project.json');
  expect(ciCommand({ plugins: [written, compiled('auth.wasm'), compiled("it's mine.wasm")] })).toBe(
    "npm run sluice -- test project.json --module 1=auth.wasm --module 2='it'\\''s mine.wasm'",
  );
});
