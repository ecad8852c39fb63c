// Where there is less room the bars give way in their order, and nothing that one presses is pushed out of them.

import type { Page } from '@playwright/test';
import {
  axeFindings,
  expect,
  openExample,
  openPage,
  resultPane,
  showForm,
  showResult,
  test,
  verdict,
} from './fixtures.ts';

/** How far the tabs of a row reach beyond what is seen of them. */
async function hiddenPart(page: Page, name: string): Promise<number> {
  return page
    .getByRole('tablist', { name })
    .evaluate((list) => list.scrollWidth - list.clientWidth);
}

const tabs = ['Timeline', 'Logs', 'Envoy log', 'State', 'Tests', 'Compare', 'Journey'] as const;

test('tabs, counts and a long verdict fit into one row', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPage(page);
  await openExample(page, 'prime-token');
  await page.getByRole('tab', { name: 'a trap, fail closed' }).click();
  await expect(verdict(page)).toContainText('failed closed · 503 · 0 ms');
  for (const name of tabs) {
    await showResult(page, name);
    await expect.poll(() => hiddenPart(page, 'Results')).toBeLessThanOrEqual(1);
  }
  await expect(resultPane(page).getByText(/^\d+\/\d+$/)).toBeVisible();

  await page.setViewportSize({ width: 1024, height: 720 });
  for (const list of ['Results', 'Scenario forms'])
    await expect.poll(() => hiddenPart(page, list)).toBeLessThanOrEqual(1);
  await expect(page.getByRole('tablist', { name: 'Scenarios' })).toBeHidden();
  await page
    .getByRole('combobox', { name: 'Scenario', exact: true })
    .selectOption('a trap, the old fail_open');
  await expect(verdict(page)).toContainText('completed · 200');
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);
});

test('however long the names, files and scenarios stay in reach', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'geo-chain');
  await showForm(page, 'Plugin');
  await page.getByLabel('Name', { exact: true }).fill('n'.repeat(80));
  await expect(page.getByLabel('Plugin of the chain')).toContainText('nnn');
  await expect(page.getByRole('tab', { name: 'filter.ts' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('tablist', { name: 'Scenarios' }).getByRole('tab').first().dblclick();
  await page.getByLabel('Scenario name').fill('s'.repeat(200));
  await page.keyboard.press('Enter');
  const scenarios = page.getByRole('tablist', { name: 'Scenarios' });
  await expect(scenarios.getByRole('tab').nth(1)).toBeInViewport();
  const last = scenarios.getByRole('tab').last();
  await expect(last).not.toBeInViewport({ ratio: 1 });
  await scenarios.hover();
  // The tabs grow by the marks of the run that is still going on.
  await expect(async () => {
    await page.mouse.wheel(0, 2000);
    await expect(last).toBeInViewport({ ratio: 1, timeout: 1000 });
  }).toPass();
});

test('in one column what has no button is in a menu, and a form that is asked for comes into view', async ({
  page,
}) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await openPage(page);
  await expect(page.getByRole('combobox', { name: 'Scenario', exact: true })).toBeVisible();
  await showResult(page, 'Logs');
  await resultPane(page).getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('tab', { name: 'Plugin', selected: true })).toBeVisible();
  await showForm(page, 'Request');
  const path = page.getByLabel('Path', { exact: true });
  await path.fill('/narrow');
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Take back the last edit' }).click();
  await expect(path).toHaveValue('/posts/1');
  expect(await axeFindings(page)).toEqual([]);
});
