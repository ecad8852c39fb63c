// Time, worker threads and policies: what each choice would do, and what it does once it is made.

import type { Locator, Page } from '@playwright/test';
import {
  axeFindings,
  expect,
  openExample,
  openPage,
  resultPane,
  showScenario,
  test,
  verdict,
} from './fixtures.ts';

const panel = (page: Page): Locator => page.getByRole('dialog', { name: /^Time & threads/ });
const choice = (page: Page, group: string, name: string): Locator =>
  panel(page).getByRole('radiogroup', { name: group }).locator('label').filter({ hasText: name });

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Time & threads/ }).click();
  await expect(panel(page)).toBeVisible();
}

test('a policy tells what it would do before it is chosen, and does it then', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'prime-token');
  await showScenario(page, 'a trap, fail closed');
  await expect(verdict(page)).toContainText('failed closed');
  const policies = resultPane(page).getByRole('region', { name: 'Failure policy' });
  const reload = policies.locator('.table-row').filter({ hasText: 'a new VM' });
  await expect(reload.locator('.number')).toBeVisible();

  await openPanel(page);
  await expect(choice(page, 'Failure policy', 'Fail closed')).toContainText('now');
  const open = choice(page, 'Failure policy', 'fail_open: true');
  await expect(open).toContainText(/instead of|answers differ/);
  await expect(choice(page, 'Worker threads', '8')).toContainText(/the same|differ/);
  await open.click();
  await expect(open).toContainText('now');
  await expect(verdict(page)).not.toContainText('failed closed');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /^Time & threads/ })).toBeFocused();
});

test('a tick is fired by waiting for it, and the clock moves on', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'config-refresh');
  await showScenario(page, 'before and after the first answer');
  const before = await page.getByText(/^\d+ callbacks$/).innerText();
  await openPanel(page);
  const fire = panel(page).getByRole('button', { name: 'Fire the tick' });
  await expect(panel(page)).toContainText('config_refresh ticks every 2,000 ms');
  const row = panel(page).locator('.try-row.tick');
  await expect(row).toContainText('differs: calls to other clusters');
  expect(await axeFindings(page, { within: '.try-panel' })).toEqual([]);
  const wait = panel(page).getByLabel('Wait in ms');
  await expect(wait).toHaveValue('0');
  await fire.click();
  await expect(wait).not.toHaveValue('0');
  const waited = Number(await wait.inputValue());
  await panel(page).getByRole('button', { name: 'Advance the clock by 100 ms' }).click();
  await expect(wait).toHaveValue(String(waited + 100));
  await panel(page).getByLabel('Wait where').selectOption('0');
  await expect(wait).toHaveValue('0');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(page.getByText(/^\d+ callbacks$/)).not.toHaveText(before);
});
