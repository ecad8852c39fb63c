import { expect, test } from 'vitest';
import { bundleFiles } from '#bundle/bundle.ts';
import { emptyProject } from './empty-project.ts';

test('a new project has all that its download needs', () => {
  const project = emptyProject('New filter');
  const modules = [new Uint8Array(8)];
  expect(() => bundleFiles({ project, modules, sources: [[]], outcomes: [] })).not.toThrow();
});
