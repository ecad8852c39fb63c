// The built page, served as `npm start` serves it, and a browser to open it in.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { freePort } from '#envoy/mock-server.ts';
import { getChromium } from '../scripts/get-chromium.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));

export interface BuiltPage {
  address: string;
  browser: Browser;
  close(): Promise<void>;
}

/** `flags` are the browser's, besides those that it needs anyway. */
export async function openBuiltPage(flags: string[] = []): Promise<BuiltPage> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/`;
  const server = await serve(port, address);
  const browser = await chromium.launch({
    executablePath: await getChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...flags],
  });
  return {
    address,
    browser,
    async close() {
      await browser.close();
      server.kill();
    },
  };
}

async function serve(port: number, address: string): Promise<ChildProcess> {
  const main = join('src', 'cli', 'main.ts');
  const args = ['--import', 'tsx', main, 'serve', '--port', String(port)];
  const server = spawn(process.execPath, args, { cwd: repository, stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await fetch(address);
      return server;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  server.kill();
  throw new Error('the built page is not served');
}
