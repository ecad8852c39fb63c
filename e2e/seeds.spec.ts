// docs/seeds.md holds: every block of it is a step that is taken here, on the page and in a terminal with a real Envoy.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEnvoy, getEnvoy } from '../scripts/get-envoy.mjs';
import { test } from './fixtures.ts';
import { readWalks } from './seeds/document.ts';
import { type OnPage, pageSteps } from './seeds/page-steps.ts';
import { Terminal, terminalSteps } from './seeds/terminal.ts';

const hasEnvoy = findEnvoy() !== null || process.env['CI'] === 'true';
if (!hasEnvoy)
  process.stderr.write('!! there is no Envoy here: what docs/seeds.md asks of one is SKIPPED.\n');

for (const { title, blocks } of readWalks()) {
  test(`the walk "${title}"`, async ({ page, browser }) => {
    const work = mkdtempSync(join(tmpdir(), 'sluice-seeds-'));
    const folder = join(work, 'downloads');
    mkdirSync(folder);
    const at: OnPage = { page, browser, folder, slug: '', archive: '', files: new Map() };
    const terminal = hasEnvoy ? new Terminal(folder, work, await getEnvoy()) : null;
    try {
      for (const block of blocks) {
        const { label, argument, line } = block;
        await test.step(`seeds.md:${line} ${label} ${argument}`.trim(), async () => {
          const onPage = pageSteps[label];
          const inTerminal = terminalSteps[label];
          if (onPage === undefined && inTerminal === undefined)
            throw new Error(`seeds.md:${line}: nothing here takes the step "${label}"`);
          await onPage?.(at, block);
          if (terminal !== null) await inTerminal?.(terminal, block);
        });
      }
    } finally {
      await terminal?.close();
      rmSync(work, { recursive: true, force: true });
    }
  });
}
