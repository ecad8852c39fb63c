// `npm run check`: format, lint, types and dead code. Every tool runs, whatever the one before it said.

import { join } from 'node:path';
import { root, run } from './lib/command.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { main, say, seconds } from './lib/say.mjs';

const modules = join(root, 'node_modules');
const tools = [
  { name: 'format', args: [join(modules, '@biomejs/biome/bin/biome'), 'format', '.'] },
  {
    name: 'lint',
    args: [
      join(modules, 'oxlint/bin/oxlint'),
      '--type-aware',
      '--deny-warnings',
      'src',
      'worker',
      'e2e',
      'scripts',
      'bench',
    ],
  },
  { name: 'types', args: [join(modules, 'typescript/bin/tsc'), '-b'] },
  { name: 'unused', args: [join(modules, 'knip/bin/knip.js')] },
];

await main(async () => {
  await ensureNodeModules();
  let failed = 0;
  for (const { name, args } of tools) {
    const start = Date.now();
    const result = await run(process.execPath, args, { timeoutMs: 240_000 });
    if (result.code !== 0) {
      failed += 1;
      say(result.timedOut ? `${name}: did not end in time` : result.output.trimEnd());
    }
    say(`${name}: ${result.code === 0 ? 'ok' : 'failed'} (${seconds(start)})`);
  }
  say(`check: ${tools.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
