// How long a frame of the timeline takes with 200,000 events, while it scrolls and while it zooms: the whole work of the browser for it,
// without waiting for the screen.

import type { Page } from '@playwright/test';
import { openBuiltPage } from './built-page.ts';
import type { Figure } from './figures.ts';

const frameMs = 16;
const frames = 120;

/** 4,000 ticks with 50 hostcalls in each. */
const filter = `import { HttpContext, RootContext, currentTimeNs, registerRootContext, setTickPeriod } from 'proxy-wasm';

class Ticking extends RootContext {
  onConfigure(size: i32): bool {
    setTickPeriod(10);
    return true;
  }
  onTick(): void {
    for (let i = 0; i < 50; i++) currentTimeNs();
  }
  createHttpContext(contextId: u32): HttpContext {
    return new HttpContext(contextId);
  }
}

registerRootContext((contextId: u32) => new Ticking(contextId));
`;

export async function timelineFrames(): Promise<Figure[]> {
  const flags = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const { address, browser, close } = await openBuiltPage(flags);
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(address);
    await openEvents(page);
    return [
      figure('timeline-scroll', await medianFrameMs(page, 'scroll')),
      figure('timeline-zoom', await medianFrameMs(page, 'zoom')),
    ];
  } finally {
    await close();
  }
}

function figure(name: string, value: number): Figure {
  return { name, value, unit: 'ms', ratio: value / frameMs, peer: 'a frame of 16 ms', aim: '≤ 1' };
}

async function openEvents(page: Page): Promise<void> {
  await page.getByRole('status', { name: /^Verdict: / }).waitFor();
  const editor = page.locator('.monaco-editor').first();
  await editor.locator('.view-lines').click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), filter);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await page
    .getByRole('tablist', { name: 'Scenario forms' })
    .getByRole('tab', { name: /^Node/ })
    .click();
  const linger = page.getByLabel('Goes on after the last request, ms');
  await linger.fill('40000');
  await linger.press('Enter');
  await page
    .getByRole('tablist', { name: 'Results' })
    .getByRole('tab', { name: /^Timeline/ })
    .click();
  await page.getByRole('button', { name: 'Enlarge the result' }).click();
  await page.getByText('later events were counted').waitFor({ timeout: 120_000 });
}

/** Each frame scrolls the lanes and the list on, or zooms a step in or out. */
async function medianFrameMs(page: Page, work: 'scroll' | 'zoom'): Promise<number> {
  const times = await page.evaluate(
    async ([kind, count]) => {
      const lanes = document.querySelector('.lanes');
      const list = document.querySelector('.call-list');
      if (lanes === null || list === null) throw new Error('there is no timeline');
      const zoom = { clientX: 640, clientY: 150, bubbles: true, cancelable: true, ctrlKey: true };
      if (kind === 'scroll')
        lanes.dispatchEvent(new WheelEvent('wheel', { ...zoom, deltaY: -900 }));
      const found: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let turn = 0; turn < count; turn += 1) {
        if (kind === 'zoom') {
          const deltaY = turn % 60 < 30 ? -60 : 60;
          lanes.dispatchEvent(new WheelEvent('wheel', { ...zoom, deltaY }));
        } else {
          lanes.scrollLeft += 97;
          list.scrollTop += 311;
        }
        const now = await new Promise<number>(requestAnimationFrame);
        found.push(now - last);
        last = now;
      }
      return found;
    },
    [work, frames] as const,
  );
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
