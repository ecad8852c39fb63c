// `npm run check`: format, lint, types and unused code, one after the other; stops at the first that complains.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, tail } from './lib/command.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** What the linter reads. Without a list it would walk node_modules too, and its type backend breaks there. */
const lintedFolders = [
  'src',
  'worker',
  'e2e',
  'bench',
  'scripts',
  'vite.cli.config.ts',
  'vite.config.ts',
  'vitest.config.ts',
];

const steps = [
  {
    name: 'format',
    program: 'biome',
    args: ['format', '--max-diagnostics=40', '.'],
    mend: 'npm run format',
  },
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--deny-warnings', ...lintedFolders] },
  {
    name: 'types',
    program: 'tsc',
    args: ['-b'],
    // Declarations of deleted files would stay and hide an import that is broken.
    before: () => rmSync(join(root, '.tsbuild'), { recursive: true, force: true }),
  },
  { name: 'unused code', program: 'knip', args: ['--no-progress'] },
];

await main(async () => {
  await ensureNodeModules();
  for (const { name, program, args, before, mend } of steps) {
    const start = Date.now();
    before?.();
    const result = await run(bin(program), args, { timeoutMs: 300_000 });
    if (result.code === null) throw new Obstacle(`check: ${program} is not installed.`);
    if (result.timedOut) throw new Obstacle(`check: ${name} did not end within five minutes.`);
    if (result.code !== 0) {
      const advice = mend === undefined ? '' : `\nTo mend it: ${mend}`;
      throw new Obstacle(`${tail(result.output, 120)}\ncheck: ${name} failed.${advice}`);
    }
    say(`check: ${name} ok (${seconds(start)})`);
  }
});
