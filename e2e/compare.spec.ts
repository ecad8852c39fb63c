// Two runs side by side: before and after an edit, a kept one, the release build, more workers, another configuration.

import type { Locator, Page } from '@playwright/test';
import {
  axeFindings,
  exampleSource,
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  showForm,
  showResult,
  test,
} from './fixtures.ts';

const outside = (page: Page): Locator =>
  resultPane(page).getByRole('group', { name: 'Seen from outside' });
const against = (page: Page): Locator => resultPane(page).getByLabel('Compare with');

test('an edit is compared with the run before it', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Compare');
  const pane = resultPane(page);
  await expect(pane.getByText('There is no run before this one yet')).toBeVisible();
  await replaceSource(
    page,
    exampleSource('hello-header').replace(
      'response.headers.replace(root.name, root.value)',
      "response.headers.add(root.name, root.value + '!')",
    ),
  );
  const row = outside(page).getByRole('row').filter({ hasText: 'hello at the client' });
  await expect(row.getByRole('cell')).toHaveText(['world', 'world!']);
  await expect(row.locator('mark')).toHaveText('!');
  const calls = pane.getByRole('list', { name: 'Before and Now' });
  await expect(calls).toContainText('proxy_replace_header_map_value');
  await expect(calls).toContainText('proxy_add_header_map_value');
  await pane.getByRole('button', { name: 'Next difference' }).focus();
  await page.keyboard.press('Enter');
  await expect(pane.getByText(/^2 of /)).toBeVisible();
});

test('a kept run stays to be compared with', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Compare');
  const pane = resultPane(page);
  await against(page).selectOption('The run that was kept');
  await expect(pane.getByText('No run of this scenario is kept')).toBeVisible();
  await pane.getByRole('button', { name: 'Keep this run' }).click();
  await expect(pane.getByText('see the same in both')).toBeVisible();
  await showForm(page, 'Request');
  await page.getByLabel('Path', { exact: true }).fill('/one');
  await expect(outside(page)).toContainText(':path at the upstream');
  await page.getByLabel('Path', { exact: true }).fill('/two');
  await expect(outside(page).getByRole('row').filter({ hasText: ':path' })).toContainText('/two');
});

test('the release build, other workers and another configuration are played beside', async ({
  page,
}) => {
  await openPage(page);
  await showResult(page, 'Compare');
  const pane = resultPane(page);
  await against(page).selectOption('The release build');
  await expect(pane.getByText('see the same in both')).toBeVisible();
  await expect(pane.getByRole('list', { name: 'Release and Now' })).toBeVisible();

  await against(page).selectOption('Four workers');
  await expect(pane.getByRole('list', { name: '4 workers and 1 worker' })).toBeVisible();

  await against(page).selectOption('Another configuration');
  await pane.getByLabel(/^Configuration of plugin 1/).fill('{"name": "hello", "value": "B"}');
  const row = outside(page).getByRole('row').filter({ hasText: 'hello at the client' });
  await expect(row.getByRole('cell')).toHaveText(['B', 'world']);

  // What was typed stays while the pane is enlarged and other tabs are looked at.
  await page.getByRole('button', { name: 'Enlarge the result' }).click();
  await expect(row.getByRole('cell')).toHaveText(['B', 'world']);
  await showResult(page, 'Journey');
  await showResult(page, 'Compare');
  await expect(row.getByRole('cell')).toHaveText(['B', 'world']);
});

test('of a chain each plugin can be played alone', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'geo-chain');
  await showResult(page, 'Compare');
  await against(page).selectOption('One plugin alone');
  const pane = resultPane(page);
  await expect(pane.getByRole('list', { name: 'Plugin 1 and Plugin 2' })).toBeVisible();
  await pane.getByLabel('Right run').selectOption('The whole chain');
  await expect(pane.getByRole('list', { name: 'Plugin 1 and Now' })).toBeVisible();
  expect(await axeFindings(page, { within: '.compare' })).toEqual([]);
});

test('axe finds nothing in the comparison', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Compare');
  const findings = (): Promise<string[]> => axeFindings(page, { within: '.compare' });
  expect(await findings()).toEqual([]);
  await against(page).selectOption('Another configuration');
  await resultPane(page)
    .getByLabel(/^Configuration of plugin 1/)
    .fill('{"name": "hello", "value": "B"}');
  await expect(outside(page)).toBeVisible();
  expect(await findings()).toEqual([]);
});
