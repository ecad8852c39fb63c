// The editors of a scenario: each says the same in several ways, and what is typed is what runs.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openPage, resultPane, showForm, test } from './fixtures.ts';

async function axeFinds(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

async function showAs(page: Page, view: 'Form' | 'Raw'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'The message as' }).getByText(view).click();
}

test('the raw text of a request and its form stay in step', async ({ page }) => {
  await openPage(page);
  await page.getByLabel('Path', { exact: true }).fill('/from-the-form');
  await showAs(page, 'Raw');
  const raw = page.getByLabel('Raw request');
  await expect(raw).toHaveValue(/^GET \/from-the-form HTTP\/1\.1\nhost: localhost:8080\n/);

  await raw.fill('PUT /from-raw HTTP/1.1\nhost: shop.example\nx-raw: 1\n\nhello');
  await expect(resultPane(page).getByText(':path: /from-raw')).toBeVisible();
  await raw.fill('PUT /from-raw HTTP/1.1\nhost: shop.example\nx raw: 1\n\nhello');
  await expect(page.getByText('Line 3: A header name cannot contain a space.')).toBeVisible();

  await showAs(page, 'Form');
  await expect(page.getByText('The raw text is not in force; the form is.')).toBeVisible();
  await expect(page.getByLabel('Authority')).toHaveValue('shop.example');
  await expect(page.getByLabel('Header 1 name')).toHaveValue('x-raw');
  await expect(page.getByLabel('Body', { exact: true })).toHaveValue('hello');
  await page.getByRole('button', { name: 'Mend it' }).click();
  await expect(raw).toHaveValue(/x raw: 1/);
  await showAs(page, 'Form');
  await page.getByRole('button', { name: 'Drop it' }).click();
  await page.getByLabel('Path', { exact: true }).fill('/again');
  await showAs(page, 'Raw');
  await expect(raw).toHaveValue('PUT /again HTTP/1.1\nhost: shop.example\nx-raw: 1\n\nhello');
});

test('the answer of the upstream can be written raw', async ({ page }) => {
  await openPage(page);
  await showForm(page, 'Upstream');
  await showAs(page, 'Raw');
  await page.getByLabel('Raw answer').fill('HTTP/1.1 418\nx-teapot: yes\n\nshort and stout');
  await expect(resultPane(page).getByText('x-teapot: yes')).toBeVisible();
});

test('a line of curl replaces the request, and can be taken back', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Paste curl' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Request to paste')
    .fill(`curl -X PATCH 'http://shop.example/orders/1' \\\n  -H 'x-user: a' -d $'q=\\'1\\'' -k`);
  await expect(dialog.getByText('Without part in the request: -k.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace request 1' }).click();
  await expect(page.getByLabel('Method')).toHaveValue('PATCH');
  await expect(page.getByLabel('Body', { exact: true })).toHaveValue("q='1'");
  await expect(resultPane(page).getByText(':path: /orders/1')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Method')).toHaveValue('GET');
});

test('an entry of a HAR file is added with its answer', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Paste curl' }).click();
  const dialog = page.getByRole('dialog');
  const entry = (path: string, status: number) => ({
    request: { method: 'GET', url: `http://shop.example${path}`, headers: [] },
    response: { status, headers: [], content: { size: 2, text: 'ok' } },
  });
  await dialog.getByLabel('HAR file').setInputFiles({
    name: 'shop.har',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ log: { entries: [entry('/a', 200), entry('/b', 203)] } })),
  });
  await dialog.getByRole('option', { name: /shop\.example\/b/ }).click();
  expect(await axeFinds(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add as another request' }).click();
  await expect(page.getByRole('radio', { name: 'then 2 · GET /b' })).toBeChecked();
  await showForm(page, 'Upstream');
  await expect(page.getByLabel('Upstream: status')).toHaveValue('203');
});

test('the request is copied as a line of curl', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page);
  await page.getByLabel('Path', { exact: true }).fill('/copied');
  await page.getByRole('button', { name: 'Copy the request as curl' }).click();
  await expect(page.getByText(/^Copied as a line of curl\./)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^curl .*http:\/\/localhost:8080\/copied/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('axe finds nothing in raw messages', async ({ page }) => {
      await openPage(page);
      await showAs(page, 'Raw');
      await page.getByLabel('Raw request').fill('GET\n');
      expect(await axeFinds(page)).toEqual([]);
      await showForm(page, 'Upstream');
      expect(await axeFinds(page)).toEqual([]);
    });
  });
}
