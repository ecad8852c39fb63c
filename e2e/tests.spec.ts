// Scenarios as tests: the matrix, assertions made of a result and by hand, and the way back from each.

import type { Locator, Page } from '@playwright/test';
import {
  axeFindings,
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  showResult,
  test,
} from './fixtures.ts';

const matrix = (page: Page): Locator => resultPane(page).getByRole('table', { name: 'Scenarios' });
const assertions = (page: Page): Locator =>
  resultPane(page).getByRole('list', { name: 'Assertions' });

test('every scenario stands in the matrix, and a cell shows its assertions', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'allow-header');
  await showResult(page, 'Tests');
  await expect(resultPane(page).getByRole('status').filter({ hasText: 'all pass' })).toBeVisible();
  const rows = matrix(page).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(2);

  const cell = matrix(page)
    .getByRole('button', { name: /^Client of / })
    .last();
  await cell.click();
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(assertions(page).getByRole('listitem').first()).toContainText('at the client');
  // The cell's scenario is now the one on screen.
  const name = /^Client of (.*): /.exec((await cell.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await expect(
    page.getByRole('tablist', { name: 'Scenarios' }).getByRole('tab', { name, selected: true }),
  ).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(
    matrix(page)
      .getByRole('button', { name: /^Client of / })
      .nth(-2),
  ).toBeFocused();
});

test('a result becomes an assertion by a click, and a second click takes it back', async ({
  page,
}) => {
  await openPage(page);
  const tab = page.getByRole('tab', { name: /^Tests/ });
  const count = async (): Promise<string> => (await tab.textContent()) ?? '';
  const before = await count();
  const header = resultPane(page).getByRole('button', {
    name: /^Expect: response header at the client server is/,
  });
  await header.focus();
  await page.keyboard.press('Enter');
  await expect(header).toHaveAttribute('aria-pressed', 'true');
  await expect(tab).not.toHaveText(before);
  await showResult(page, 'Tests');
  await expect(assertions(page)).toContainText('response header at the client server is envoy');
  await expect(resultPane(page).getByText('all pass')).toBeVisible();

  await showResult(page, 'Journey');
  await header.click();
  await expect(tab).toHaveText(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(header).toHaveAttribute('aria-pressed', 'true');
});

test('what the run has shown is offered in a menu', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Tests');
  // All that it offers is asserted already, so the menu needs something to offer.
  const offer = resultPane(page).getByRole('button', { name: 'From this run' });
  await expect(offer).toBeDisabled();
  await assertions(page).getByRole('button', { name: 'Delete: verdict is completed' }).click();
  await offer.click();
  const offered = page.getByRole('menuitem');
  const text = (await offered.first().textContent()) ?? '';
  await offered.first().click();
  await page.keyboard.press('Escape');
  await expect(assertions(page)).toContainText(text.trim());
});

test('an assertion is written, found wrong with what differs, changed and deleted', async ({
  page,
}) => {
  await openPage(page);
  await showResult(page, 'Tests');
  const pane = resultPane(page);
  await pane.getByRole('button', { name: 'Assertion', exact: true }).click();
  const form = pane.getByRole('form', { name: 'New assertion' });
  await form.getByLabel('What').selectOption('client.header');
  await form.getByLabel('Value').fill('envoi');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(form.getByText('Header is missing.')).toBeVisible();
  await form.getByLabel('Header').fill('server');
  await form.getByRole('button', { name: 'Add' }).click();

  const row = assertions(page).getByRole('listitem').filter({ hasText: 'envoi' });
  await expect(row.getByRole('img', { name: 'does not hold' })).toBeVisible();
  await expect(row.locator('mark')).toHaveText(['i', 'y']);
  await expect(pane.getByText('1 scenario fails')).toBeVisible();
  await pane.getByText('Failing 1').click();
  await expect(matrix(page).getByRole('row')).toHaveCount(2);

  await row.getByRole('button', { name: /^Accept actual: / }).click();
  await expect(pane.getByText('all pass')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByRole('img', { name: 'does not hold' })).toBeVisible();

  await pane.getByRole('button', { name: 'Copy for CI' }).click();
  await page.getByRole('menuitem', { name: 'Copy as TAP' }).click();
  await expect(page.getByText('The results are copied as TAP.')).toBeVisible();
  const tap = await page.evaluate(() => navigator.clipboard.readText());
  expect(tap).toMatch(/^TAP version 14\n1\.\.\d+\n/);
  expect(tap).toMatch(/\nnot ok \d+ - .*server is envoi\n  ---\n  actual: "envoy"\n/);

  await row.getByRole('button', { name: /^Edit: / }).click();
  const change = pane.getByRole('form', { name: 'Change the assertion' });
  await change.getByLabel('Value').fill('envoy');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(pane.getByText('all pass')).toBeVisible();
  await expect(pane.getByText('No scenario fails.')).toBeVisible();

  const mended = assertions(page).getByRole('listitem').filter({ hasText: 'server is envoy' });
  await mended.getByRole('button', { name: /^Delete: / }).click();
  await expect(mended).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(mended).toHaveCount(1);
});

test('a repeated scenario comes to distributions, and its rounds are counted', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Tests');
  const pane = resultPane(page);
  await pane.getByLabel('Rounds', { exact: true }).fill('300');
  const all = pane.getByRole('region', { name: 'All rounds' });
  await expect(all).toContainText('300 rounds');
  await expect(all.getByRole('table', { name: 'Status at the client' })).toContainText(
    '200100 %300',
  );
  const status = assertions(page).getByRole('listitem').filter({ hasText: 'status at the client' });
  await expect(status).toContainText('in 300 of 300 rounds');
  expect(await axeFindings(page, { within: '.tests' })).toEqual([]);
});

/** Counts to twenty million for each request. */
const slow = `import { FilterHeadersStatus, HttpContext, registerRootContext, RootContext } from 'proxy-wasm';

class Slow extends HttpContext {
  onRequestHeaders(_count: i32, _end: bool): FilterHeadersStatus {
    let sum: u32 = 0;
    for (let i: u32 = 0; i < 20_000_000; i++) sum = sum * 31 + i;
    return sum == 1 ? FilterHeadersStatus.StopIteration : FilterHeadersStatus.Continue;
  }
}

class SlowRoot extends RootContext {
  createHttpContext(id: u32): HttpContext {
    return new Slow(id);
  }
}

registerRootContext((id: u32) => new SlowRoot(id));
`;

test('a long run tells how far it is and can be cancelled', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Tests');
  const pane = resultPane(page);
  await replaceSource(page, slow);
  await pane.getByLabel('Rounds', { exact: true }).fill('10000');
  await expect(pane.getByRole('progressbar')).toBeVisible();
  await pane.getByRole('button', { name: 'Cancel' }).click();
  await expect(pane.getByText('The run was cancelled.')).toBeVisible();
  // The page goes on with a new runner.
  await pane.getByLabel('Rounds', { exact: true }).fill('2');
  await expect(pane.getByRole('region', { name: 'All rounds' })).toContainText('2 rounds');
});

test('axe finds nothing in the tests', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Tests');
  const pane = resultPane(page);
  await pane.getByRole('button', { name: 'Assertion', exact: true }).click();
  await pane.getByRole('textbox', { name: 'Value' }).fill('404');
  await pane.getByRole('button', { name: 'Add' }).click();
  await expect(pane.getByText('1 scenario fails')).toBeVisible();
  await pane.getByRole('button', { name: /^Edit: .* 404/ }).click();
  expect(await axeFindings(page, { within: '.tests' })).toEqual([]);
});
