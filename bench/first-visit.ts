// From the address of the page to its first result, in a browser that has never been there, against the compiler alone:
// loading asc and compiling the same example once, in the same browser, on a page without anything else.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import type { SourceText } from '#compile/api.ts';
import type { Figure } from './figures.ts';
import { takeTurns } from './measure.ts';
import { openBuiltPage } from './built-page.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

export async function firstVisit(files: SourceText[]): Promise<Figure[]> {
  const worker = readdirSync(join(repository, 'dist', 'assets')).find((name) =>
    /^compiler\.worker-.*\.js$/.test(name),
  );
  if (worker === undefined) throw new Error('there is no built page; run "npm run build" first');
  const { address, browser, close } = await openBuiltPage();
  try {
    const times = await takeTurns(
      [
        { name: 'page', work: () => untilResult(browser, address) },
        { name: 'asc', work: () => untilCompiled(browser, address, worker, files) },
      ],
      { rounds: 5, warmUp: 1 },
    );
    const value = times.get('page') as number;
    const ratio = value / (times.get('asc') as number);
    return [
      {
        name: 'first-visit',
        value,
        unit: 'ms',
        ratio,
        peer: 'asc load and first compile',
        aim: '≤ 0.33',
      },
    ];
  } finally {
    await close();
  }
}

/** Taken in the page: who asks from outside waits for the editor too, which begins to load right after the result. */
async function untilResult(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.resultPainted = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (document.querySelector('[role="status"][aria-label^="Verdict: "]') === null) return;
        watch.disconnect();
        // The frame in which it stands is painted before a task that this frame has posted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true });
    });
  });
  await page.goto(address, { waitUntil: 'commit' });
  const took = await page.evaluate(() => window.resultPainted);
  await context.close();
  return took;
}

async function untilCompiled(
  browser: Browser,
  address: string,
  worker: string,
  files: SourceText[],
): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Some file of the server that starts nothing.
  await page.goto(`${address}favicon.svg`);
  const start = performance.now();
  const status = await page.evaluate(
    ([url, request]) =>
      new Promise<string>((resolve, reject) => {
        const compiler = new Worker(url, { type: 'module' });
        compiler.addEventListener('error', () => reject(new Error('the worker broke')));
        compiler.addEventListener('message', ({ data }: MessageEvent<ComlinkAnswer>) => {
          if (data.id === 'first') resolve(String(data.value?.status));
        });
        // A call in the form of Comlink, which waits in the worker until that is ready.
        const call = {
          id: 'first',
          type: 'APPLY',
          path: ['compile'],
          argumentList: [{ type: 'RAW', value: request }],
        };
        compiler.postMessage(call, []);
      }),
    [`${address}assets/${worker}`, { revision: 1, files, profile: 'debug' }] as const,
  );
  const took = performance.now() - start;
  if (status !== 'compiled') throw new Error(`the compiler ended with ${status}`);
  await context.close();
  return took;
}

declare global {
  interface Window {
    /** Milliseconds since the navigation began. */
    resultPainted: Promise<number>;
  }
}

interface ComlinkAnswer {
  id?: string;
  value?: { status?: string };
}
