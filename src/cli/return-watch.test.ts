// A process of its own, because what is watched ends it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const before = `
import { createReturnWatch } from './src/cli/return-watch.ts';
const progress = { scenario: 1, callback: 'proxy_on_tick' };
const where = ({ scenario, callback }) => callback + ' hangs in scenario ' + scenario;
`;

async function outcome(code: string): Promise<{ ended: unknown[]; told: string }> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', before + code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [told, ended] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { ended, told };
}

it('says what does not return, and ends the process', async () => {
  const { ended, told } = await outcome(`
    createReturnWatch(100).during(where, (onProgress) => {
      onProgress(progress);
      for (;;);
    });`);
  expect(told).toBe('sluice: proxy_on_tick hangs in scenario 1 (stopped after 0.1 s).\n');
  expect(ended).toEqual([null, 'SIGTERM']);
});

it('leaves a process alone whose callbacks return, and whose runs are over', async () => {
  const { ended, told } = await outcome(`
    const watch = createReturnWatch(200);
    const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
    watch.during(where, (onProgress) => {
      for (let call = 0; call < 8; call += 1) {
        onProgress(progress);
        spin(50);
      }
    });
    spin(600);`);
  expect(told).toBe('');
  expect(ended).toEqual([0, null]);
});
