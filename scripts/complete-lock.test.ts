// `npm ci` must work from the lock file on every platform.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingBuilds } from './complete-lock.mjs';

const lock = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
) as Parameters<typeof missingBuilds>[0];

it('has every optional dependency in the lock file (node scripts/complete-lock.mjs)', () => {
  expect([...missingBuilds(lock).keys()]).toEqual([]);
});

it('knows the platform of a build by its name', () => {
  const optionalDependencies = {
    '@x/binding-linux-arm-musleabihf': '1.0.0',
    '@x/cli-darwin-x64': '1.0.0',
  };
  const found = missingBuilds({
    packages: { 'node_modules/x': { optionalDependencies, dev: true } },
  });
  expect(Object.fromEntries(found)).toEqual({
    'node_modules/@x/binding-linux-arm-musleabihf': {
      version: '1.0.0',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['arm'],
      libc: ['musl'],
    },
    'node_modules/@x/cli-darwin-x64': {
      version: '1.0.0',
      dev: true,
      optional: true,
      os: ['darwin'],
      cpu: ['x64'],
    },
  });
});

it('names no registry', () => {
  expect(JSON.stringify(lock)).not.toMatch(/https?:\/\/[^"]*registry|"resolved"/);
});
