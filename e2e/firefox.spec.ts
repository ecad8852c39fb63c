// The main job in the other browser: see a result, edit, compile, run, share, download. Chromium has all the rest.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The pages here are not Playwright's, so its guard cannot watch them; each test counts the complaints itself.
import { expect, test as base } from '@playwright/test';
import { unzipSync } from 'fflate';
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core';
import { findFirefox } from '../scripts/get-firefox.mjs';
import { exampleSource } from './fixtures.ts';

interface Visit {
  page: Page;
  /** Where the browser puts what is downloaded. */
  downloads: string;
  complaints: string[];
}

const firefox = findFirefox();

const test = base.extend<{ visit: Visit }>({
  // oxlint-disable-next-line no-empty-pattern
  visit: async ({ baseURL }, give) => {
    const downloads = mkdtempSync(join(tmpdir(), 'sluice-firefox-'));
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: firefox ?? '',
      extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': downloads },
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 720 });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.setDefaultTimeout(60_000);
    await page.goto(baseURL ?? '');
    await give({ page, downloads, complaints });
    await browser.close();
    rmSync(downloads, { recursive: true, force: true });
  },
});

async function press(page: Page, held: KeyInput, key: KeyInput): Promise<void> {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Files in the zip, once it is there; the browser holds its place with an empty one until then. */
function downloadedFiles(folder: string): string[] {
  const names = readdirSync(folder);
  const zip = names.find((name) => name.endsWith('.zip'));
  if (zip === undefined || names.some((name) => name.endsWith('.part'))) return [];
  const bytes = readFileSync(join(folder, zip));
  return bytes.length === 0 ? [] : Object.keys(unzipSync(bytes));
}

test.skip(firefox === null, 'there is no Firefox; FIREFOX_BIN names one');

test('compile, run, edit, share and download in Firefox', async ({ visit }) => {
  const { page, downloads, complaints } = visit;
  const result = page.locator('section[aria-label="Result"]');
  const resultText = (): Promise<string> => result.map((pane) => pane.textContent).wait();
  await expect.poll(resultText, { timeout: 60_000 }).toContain('hello: world');

  await page.locator('.monaco-editor .view-lines').click();
  const line =
    exampleSource('hello-header')
      .split('\n')
      .findIndex((text) => text.includes('replace(root.name')) + 1;
  await press(page, 'Control', 'g');
  await page.locator('.quick-input-widget input').wait();
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.type("response.headers.add('x-firefox', 'edited'); ");
  await expect.poll(resultText, { timeout: 60_000 }).toContain('x-firefox: edited');

  // What is shared there does the same when it is opened there.
  await page.locator('::-p-aria([role="button"][name="Share"])').click();
  const link = await page
    .locator('input[aria-label="Link"]')
    .map((field) => field.value)
    .wait();
  expect(link).toContain('#1.');
  const other = await page.browser().newPage();
  await other.goto(link);
  const otherResult = other.locator('section[aria-label="Result"]');
  await expect
    .poll(() => otherResult.map((pane) => pane.textContent).wait(), { timeout: 60_000 })
    .toContain('x-firefox: edited');
  await other.close();
  await page.bringToFront();
  await page.keyboard.press('Escape');

  await page.locator('::-p-aria([role="button"][name="Download"])').click();
  // The release module is checked first; then it can be had.
  await page.locator('::-p-text(Checked on release build)').wait();
  await page.locator('::-p-text(Download hello-header-envoy.zip)').click();
  await expect.poll(() => downloadedFiles(downloads), { timeout: 60_000 }).toContain('envoy.yaml');
  expect(complaints).toEqual([]);
});
