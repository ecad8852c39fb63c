// The person's own projects: kept, found, renamed, copied, deleted and had back, with earlier versions, and open in two tabs.

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { axeFindings, expect, openExample, openPage, test, verdict } from './fixtures.ts';

async function openProjects(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+O');
  const dialog = page.getByRole('dialog', { name: 'Projects' });
  await expect(dialog.getByRole('combobox', { name: 'Search projects' })).toBeFocused();
  return dialog;
}

const rows = (dialog: Locator): Locator =>
  dialog.getByRole('listbox', { name: 'Projects' }).getByRole('option');
const path = (page: Page): Locator => page.getByLabel('Path', { exact: true });
const isKept = (page: Page) => expect(page.getByText('edited, kept in this browser')).toBeVisible();

test('projects are made, found, renamed, copied, deleted and had back', async ({ page }) => {
  await openPage(page);
  let dialog = await openProjects(page);
  await expect(dialog.getByText('No project yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await path(page).fill('/mine');
  await isKept(page);

  dialog = await openProjects(page);
  await expect(rows(dialog)).toHaveCount(1);
  await dialog.getByRole('button', { name: 'New project' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Project name')).toHaveValue('New filter');

  dialog = await openProjects(page);
  await expect(rows(dialog)).toHaveText([/^New filteropen/, /^Hello header/]);
  await page.keyboard.press('ArrowDown');
  const detail = dialog.getByRole('region', { name: 'About Hello header' });
  await detail.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByLabel('New name')).toBeFocused();
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  await rows(dialog).filter({ hasText: 'Mine' }).click();
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await expect(rows(dialog)).toHaveCount(3);
  await dialog.getByLabel('Search projects').fill('copy');
  await expect(rows(dialog)).toHaveText([/^Mine \(copy\)/]);
  expect(await axeFindings(page, { within: '.dialog' })).toEqual([]);

  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByText('No project and no scenario is called that.')).toBeVisible();
  await page
    .getByRole('alert')
    .filter({ hasText: 'Mine (copy) and its earlier versions are deleted.' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(rows(dialog)).toHaveCount(1);
  await dialog.getByLabel('Search projects').fill('mine');
  await expect(rows(dialog)).toHaveCount(2);
  await rows(dialog).filter({ hasNotText: 'copy' }).dblclick();
  await expect(path(page)).toHaveValue('/mine');
});

test('an earlier version comes back, and so does what gave way to it', async ({ page }) => {
  await openPage(page);
  await path(page).fill('/first');
  await isKept(page);
  await page.reload();
  await expect(path(page)).toHaveValue('/first');
  await path(page).fill('/second');
  await isKept(page);
  const dialog = await openProjects(page);
  await dialog.getByRole('button', { name: /^Restore the version of/ }).click();
  await expect(dialog).toBeHidden();
  await expect(path(page)).toHaveValue('/first');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(path(page)).toHaveValue('/second');
});

test('of two tabs on one project one saves, and the other says so', async ({ page, context }) => {
  await openPage(page);
  await path(page).fill('/begun');
  await isKept(page);
  const other = await context.newPage();
  await openPage(other);
  const banner = (on: Page): Locator => on.locator('.page > .banner');
  await expect(banner(other)).toContainText('Hello header is open in another tab.');
  expect(await axeFindings(other, { within: '.page > .banner' })).toEqual([]);
  await expect(banner(page)).toBeHidden();

  // The first goes on, the second reads it.
  await path(page).fill('/from-the-first');
  await isKept(page);
  await banner(other).getByRole('button', { name: 'Reload it' }).click();
  await expect(path(other)).toHaveValue('/from-the-first');

  // The second takes over with an edit.
  await path(other).fill('/from-the-second');
  await expect(other.getByText('edited, not kept')).toBeVisible();
  await banner(other).getByRole('button', { name: 'Take over here' }).click();
  await isKept(other);
  await expect(banner(other)).toBeHidden();
  await expect(banner(page)).toContainText('Hello header was changed in another tab.');

  // The first goes on with a copy.
  await banner(page).getByRole('button', { name: 'Work on a copy' }).click();
  await expect(banner(page)).toBeHidden();
  await isKept(page);
  await expect(path(page)).toHaveValue('/from-the-first');
  const dialog = await openProjects(page);
  await expect(rows(dialog)).toHaveText([/^Hello header \(copy\)open/, /^Hello header/]);
  await other.close();
});

test('opening an example keeps the work and brings it back', async ({ page }) => {
  await openPage(page);
  await path(page).fill('/mine');
  await openExample(page, 'allow-header');
  await expect(page.getByLabel('Project name')).not.toHaveValue('Hello header');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(path(page)).toHaveValue('/mine');
  await openExample(page, 'log-headers');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Projects…' }).click();
  await rows(page.getByRole('dialog', { name: 'Projects' }))
    .filter({ hasText: 'Hello header' })
    .dblclick();
  await expect(path(page)).toHaveValue('/mine');
  await expect(verdict(page)).toBeVisible();
});

/** As if it were dropped on the editor. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      return data;
    },
    [name, text] as const,
  );
  const editor = page.locator('.monaco-editor').first();
  await expect(editor).toBeVisible();
  await editor.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a module or a project')).toBeVisible();
  await editor.dispatchEvent('drop', { dataTransfer: transfer });
}

test('a project is saved as a file and comes back from it, and other files are told apart', async ({
  page,
}) => {
  await openPage(page);
  await path(page).fill('/mine');
  await isKept(page);
  let dialog = await openProjects(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('hello-header.sluice.json');
  const text = readFileSync(await file.path(), 'utf8');
  await page.keyboard.press('Escape');

  await path(page).fill('/further');
  await drop(page, 'back.sluice.json', text.replace('"Hello header"', '"From a file"'));
  await expect(page.getByLabel('Project name')).toHaveValue('From a file');
  await expect(path(page)).toHaveValue('/mine');
  await expect(verdict(page)).toContainText('200');

  await drop(page, 'broken.json', '{"format": 1, "name": ""}');
  await expect(
    page.getByText('broken.json is no project that can be opened. name: '),
  ).toBeVisible();
  await drop(page, 'photo.png', 'no project');
  await expect(page.getByText('photo.png is neither a module')).toBeVisible();
  await expect(page.getByLabel('Project name')).toHaveValue('From a file');

  dialog = await openProjects(page);
  await expect(rows(dialog)).toHaveText([/^From a fileopen/, /^Hello header/]);
  await dialog.getByLabel('Project file').setInputFiles({
    name: 'again.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Project name')).toHaveValue('Hello header');
});

test('full storage is said, the work goes on as a file, and is kept when there is room again', async ({
  page,
  context,
}) => {
  await openPage(page);
  const { origin } = new URL(page.url());
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await path(page).fill('/more');
  await expect(page.getByText('not kept: storage is full')).toBeVisible();
  expect(await axeFindings(page, { within: '.topbar' })).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('/more');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await path(page).fill('/room-again');
  await isKept(page);
  await page.reload();
  await expect(path(page)).toHaveValue('/room-again');
});

test('without storage the page works, says so, and an example can still be taken back', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new Error('blocked by this browser');
    };
  });
  await openPage(page);
  await path(page).fill('/mine');
  await expect(page.getByText('not kept: no storage here')).toBeVisible();
  await openExample(page, 'allow-header');
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(path(page)).toHaveValue('/mine');
  const dialog = await openProjects(page);
  await expect(dialog.getByText('until this page closes')).toBeVisible();
});
