// The person's own projects: kept, found, renamed, copied, deleted and had back, with earlier versions, and open in two tabs.

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
  await page.emulateMedia({ colorScheme: 'dark' });
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
