// Everybody can use the page: no serious finding of axe in both themes, keys for everything, small screens.

import { readExample } from '#examples/node.ts';
import {
  axeFindings,
  expect,
  openPage,
  resultPane,
  showForm,
  showResult,
  test,
  verdict,
} from './fixtures.ts';

test('axe finds nothing in the workbench', async ({ page }) => {
  await openPage(page);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  // The editor is Monaco's own affair.
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);
  for (const form of ['Upstream', 'Node & attributes', 'Plugin'] as const) {
    await showForm(page, form);
    expect(await axeFindings(page, { within: 'section[aria-label="Scenario"]' })).toEqual([]);
  }
});

test('axe finds nothing in the gallery', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('What it teaches')).toBeVisible();
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
});

test('axe finds nothing in a log held against the run', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Envoy log');
  const pane = resultPane(page);
  const findings = (): Promise<string[]> =>
    axeFindings(page, { within: 'section[aria-label="Result"]' });
  expect(await findings()).toEqual([]);
  await pane.getByText('Comparison', { exact: true }).click();
  expect(await findings()).toEqual([]);
  const log =
    '[2026-01-31 12:00:00.123][7][trace][wasm] [host->vm] proxy_on_context_create(1, 9)\n';
  await pane.getByLabel('Log of an Envoy').fill(log);
  await pane.getByRole('button', { name: 'Compare' }).click();
  await expect(pane.getByRole('list', { name: 'Sluice and Envoy' })).toBeVisible();
  expect(await findings()).toEqual([]);
});

test('the theme follows the system while the page is open, the editor with it', async ({
  page,
}) => {
  await openPage(page);
  const editor = page.locator('.monaco-editor .view-lines').first();
  await expect(editor).toBeVisible();
  const background = (): Promise<string> =>
    page
      .locator('.monaco-editor')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible();
  await expect.poll(background).toBe('rgb(24, 28, 34)');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).toBe(light);
});

test('F6 walks through the panes and Ctrl+Enter runs', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Live' }).click();
  await page.getByLabel('Path', { exact: true }).fill('/by-key');
  await expect(page.getByText('This result is from before your last edit.')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(resultPane(page).locator(':focus')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(resultPane(page).getByText(':path: /by-key')).toBeVisible();
});

test('tabs move with the arrow keys', async ({ page }) => {
  await openPage(page);
  await page.getByRole('tab', { name: 'Journey' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^Timeline/, selected: true })).toBeFocused();
});

test('what gets the focus far below is scrolled to in its pane, and the page stays in its frame', async ({
  page,
}) => {
  await openPage(page);
  await showForm(page, 'Node & attributes');
  const last = page.getByRole('radio', { name: 'YAML' }).last();
  await last.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('label').filter({ hasText: 'YAML' }).last()).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Examples' })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the result comes first and nothing scrolls sideways', async ({ page }) => {
    await openPage(page);
    await expect(verdict(page)).toBeVisible();
    await expect(page.getByText('read-only')).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.getByRole('button', { name: 'Code' }).click();
    await expect(page.getByText('class HelloRoot extends RootContext')).toBeVisible();
  });

  test('a file is opened, and what has no room in the bar is in a menu', async ({ page }) => {
    await openPage(page);
    await page.getByRole('button', { name: 'More' }).click();
    await expect(page.getByRole('menuitem', { name: 'Help' })).toBeVisible();
    expect(await axeFindings(page, { within: '.menu' })).toEqual([]);
    await page.getByRole('menuitem', { name: 'Projects' }).click();
    const dialog = page.getByRole('dialog', { name: 'Projects' });
    await expect(dialog.getByRole('button', { name: 'Open an envoy.yaml…' })).toBeInViewport();
    expect(await axeFindings(page, { within: '.dialog' })).toEqual([]);
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Open a file…' }).click();
    const project = { ...readExample('hello-header'), name: 'Carried along' };
    await (await chooser).setFiles({
      name: 'carried.sluice.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(project)),
    });
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Carried along', { exact: true })).toBeVisible();
    await expect(verdict(page)).toContainText('completed · 200');
  });
});
