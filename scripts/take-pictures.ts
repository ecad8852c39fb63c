// Takes the pictures of the documentation anew: each pane of the built page, light and dark, as a person would come to it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { usualBounds } from '#serve/run-check.ts';
import { serve } from '#serve/server.ts';
import { tourSteps } from '../e2e/tour/steps.ts';
import { findChromium } from './get-chromium.mjs';
import { root } from './lib/command.mjs';

interface Picture {
  name: string;
  /** Opened by its name in the gallery; the first visit shows `hello-header`. */
  example: string;
  scenario?: string;
  prepare?: (page: Page) => Promise<void>;
  size?: { width: number; height: number };
  /** The two of the README are shown larger than life. */
  scale?: number;
}

const desktop = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };

const result = (tab: string) => (page: Page) =>
  page
    .getByRole('tablist', { name: 'Results' })
    .getByRole('tab', { name: new RegExp(`^${tab}`) })
    .click();

const form = (tab: string) => (page: Page) =>
  page
    .getByRole('tablist', { name: 'Scenario forms' })
    .getByRole('tab', { name: new RegExp(`^${tab}`) })
    .click();

async function enlarged(page: Page, tab: string): Promise<void> {
  await result(tab)(page);
  await page.getByRole('button', { name: 'Enlarge the result' }).click();
}

const pictures: readonly Picture[] = [
  {
    name: 'workbench',
    example: 'hello-header',
    scenario: 'the upstream says hello too',
    scale: 1.5,
    prepare: (page) => page.getByRole('button', { name: 'filter.ts:43' }).first().click(),
  },
  {
    name: 'trap',
    example: 'prime-token',
    scenario: 'a trap, fail closed',
    scale: 1.5,
    prepare: (page) => page.getByRole('button', { name: 'Go to line' }).first().click(),
  },
  {
    name: 'timeline',
    example: 'ext-authz',
    prepare: async (page) => {
      await enlarged(page, 'Timeline');
      const events = page.getByRole('listbox', { name: 'Events' });
      await events
        .getByRole('option', { name: /http_call/ })
        .first()
        .click();
    },
  },
  { name: 'logs', example: 'log-headers', prepare: result('Logs') },
  { name: 'envoy-log', example: 'ext-authz', prepare: (page) => enlarged(page, 'Envoy log') },
  { name: 'state', example: 'rate-limit', prepare: (page) => enlarged(page, 'State') },
  { name: 'tests', example: 'cors', prepare: (page) => enlarged(page, 'Tests') },
  {
    name: 'compare',
    example: 'rate-limit',
    prepare: async (page) => {
      await enlarged(page, 'Compare');
      await page.getByLabel('Compare with').selectOption('workers');
    },
  },
  { name: 'calls', example: 'ext-authz', prepare: form('Calls') },
  { name: 'attributes', example: 'canary-metadata', prepare: form('Node & attributes') },
  { name: 'configuration', example: 'header-rules', prepare: form('Plugin') },
  { name: 'chain', example: 'geo-chain' },
  {
    name: 'gallery',
    example: 'hello-header',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('option', { name: /^ext-authz / }).click();
    },
  },
  {
    name: 'share',
    example: 'basic-auth',
    prepare: (page) => page.getByRole('button', { name: 'Share', exact: true }).click(),
  },
  {
    name: 'download',
    example: 'prime-token',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Download' }).click();
      await page.getByText(/Checked on release build/).waitFor();
    },
  },
  {
    name: 'palette',
    example: 'hello-header',
    prepare: (page) => page.keyboard.press('ControlOrMeta+k'),
  },
  { name: 'phone', example: 'ext-authz', size: phone },
  {
    name: 'phone-code',
    example: 'ext-authz',
    size: phone,
    prepare: (page) => page.getByRole('button', { name: 'Code' }).click(),
  },
];

async function take(browser: Browser, url: string, picture: Picture, folder: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      viewport: desktop,
      deviceScaleFactor: picture.scale ?? 1,
      colorScheme,
      serviceWorkers: 'block',
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(30_000);
    await page.goto(url);
    await page.getByRole('status', { name: /^Verdict: / }).waitFor();
    await page.locator('.monaco-editor').first().waitFor();
    if (picture.example !== 'hello-header') await openExample(page, picture.example);
    if (picture.scenario !== undefined) await page.getByText(picture.scenario).first().click();
    if (picture.size !== undefined) await page.setViewportSize(picture.size);
    await picture.prepare?.(page);
    await settled(page);
    await page.screenshot({ path: join(folder, `${picture.name}-${colorScheme}.png`) });
    await page.close();
  }
}

async function openExample(page: Page, slug: string): Promise<void> {
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('option', { name: new RegExp(`^${slug} `) }).click();
  await page.getByRole('button', { name: `Open ${slug}` }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('status', { name: /^Verdict: / }).waitFor();
}

/** Nothing on the page has changed for a while: colours, hints and lazily loaded parts have come. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const quietMs = 900;
        let timer = setTimeout(resolve, quietMs);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, quietMs);
        }).observe(document.body, { subtree: true, childList: true });
      }),
  );
}

/** The tour from a clean profile, a picture after each step. */
async function walkTour(browser: Browser, url: string, folder: string): Promise<void> {
  const page = await browser.newPage({
    baseURL: url,
    viewport: desktop,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  for (const { name, walk } of tourSteps) {
    await walk(page);
    await page.mouse.move(0, 0);
    await settled(page);
    await page.screenshot({ path: join(folder, `tour-${name}.png`) });
  }
  await page.close();
}

const wanted = process.argv.slice(2);
const folder = join(root, 'docs', 'images');
mkdirSync(folder, { recursive: true });
const server = await serve({
  site: join(root, 'dist'),
  port: 0,
  envoy: { problem: 'Nothing is checked while pictures are taken.' },
  bounds: usualBounds,
});
const executablePath = await findChromium();
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  ...(executablePath === null ? {} : { executablePath }),
});
try {
  const url = server.address;
  for (const picture of pictures) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
    await take(browser, url, picture, folder);
    process.stdout.write(`${picture.name}\n`);
  }
  if (wanted.length === 0 || wanted.includes('tour')) await walkTour(browser, url, folder);
} finally {
  await browser.close();
  await server.close();
}
