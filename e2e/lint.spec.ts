// A filter that compiles and would wait for ever: the editor says so, with the name of the lint, and goes quiet when it is mended.

import {
  exampleSource,
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  showResult,
  showScenario,
  test,
} from './fixtures.ts';

const hello = exampleSource('hello-header');
const answer = 'return FilterHeadersStatus.Continue;';

test('a lint is marked and listed beside the problems of the compiler', async ({ page }) => {
  expect(hello).toContain(answer);
  await openPage(page);
  await replaceSource(page, hello.replace(answer, answer.replace('Continue', 'StopIteration')));
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('1 warning');
  await expect(problems).toContainText('never-resumed');
  await expect(page.locator('.squiggly-warning').first()).toBeVisible();
  await replaceSource(page, hello);
  await expect(problems).toContainText('No problems');
  await expect(resultPane(page)).toContainText('hello: world');
});

test('what only the run shows is a problem with a place too', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'mask-json');
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('No problems');
  await showScenario(page, 'content-length is kept');
  await expect(problems).toContainText('untrue-content-length');
  await problems.getByRole('button', { name: /promised 28 bytes/ }).click();
  await expect(page.locator('.view-line', { hasText: 'response.body.replace(json' })).toBeVisible();
});

test('a place in another plugin of the chain opens that plugin', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'geo-chain');
  await showScenario(page, 'DE is turned away');
  const lines = page.locator('.view-line');
  await expect(lines.filter({ hasText: 'class DenyRoot' })).toBeVisible();
  await showResult(page, 'Timeline');
  await page.getByLabel('Filter the events').fill('add_header');
  await page
    .getByRole('listbox', { name: 'Events' })
    .getByRole('option', { name: /add_header_map_value/ })
    .first()
    .click();
  await page.keyboard.press('Enter');
  await expect(
    lines.filter({ hasText: "request.headers.add('x-country', country)" }),
  ).toBeVisible();
});
