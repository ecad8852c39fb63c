// Errors from elsewhere, pasted: explained in order, led back to the open Project, and honest about what is not known.

import {
  axeFindings,
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  test,
} from './fixtures.ts';

const log = [
  '[2026-01-31 12:00:00.100][7][info][main] [source/server/server.cc:1] initializing epoch 0',
  '[2026-01-31 12:00:00.123][7][error][wasm] [source/extensions/common/wasm/wasm_vm.cc:38] Failed to load Wasm module due to a missing import: env.abort',
  '[2026-01-31 12:00:00.124][7][error][wasm] Wasm VM failed Failed to initialize Wasm code',
  "[2026-01-31 12:00:00.125][7][critical][main] error initializing config: route: unknown cluster 'nowhere'",
].join('\n');

test('a pasted log is explained line by line', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Explain an error' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Explain' })).toBeDisabled();
  await dialog.getByLabel('Error or log').fill(log);
  await dialog.getByRole('button', { name: 'Explain' }).click();
  await expect(dialog.getByText('3 of 4 lines known.')).toBeVisible();
  const rows = dialog.getByRole('list', { name: 'Explanations' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('The module imports abort from "env"');
  await expect(rows.nth(0)).toContainText('line 2, said by Envoy');
  await expect(rows.nth(2)).toContainText('the cluster nowhere');
  await rows.nth(2).getByRole('button', { name: 'Upstream' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('tab', { name: /^Upstream/, selected: true })).toBeVisible();
});

test('a text that is not known is told so', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Explain an error…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain an error' });
  await dialog.getByLabel('Error or log').fill('something went wrong\nsomewhere');
  await dialog.getByRole('button', { name: 'Explain' }).click();
  await expect(dialog.getByText('None of 2 lines is known here.')).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveCount(0);
});

test('a failed run explains itself and leads to the line', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'hello-header');
  const source = `import { FilterHeadersStatus, HttpContext, RootContext, registerRootContext } from 'proxy-wasm';
class Stream extends HttpContext {
  onRequestHeaders(count: i32, end: bool): FilterHeadersStatus {
    if (count > 0) unreachable();
    return FilterHeadersStatus.Continue;
  }
}
class Root extends RootContext {
  createHttpContext(id: u32): HttpContext {
    return new Stream(id);
  }
}
registerRootContext((id: u32) => new Root(id));
`;
  await replaceSource(page, source);
  const banner = resultPane(page).getByRole('alert');
  await banner.getByRole('button', { name: 'Explain' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain an error' });
  const first = dialog.getByRole('listitem').first();
  await expect(first).toContainText('In proxy_on_request_headers the filter gave up by itself');
  await first.getByRole('button', { name: 'filter.ts:3' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.monaco-editor').first()).toContainText('onRequestHeaders');
});

test('axe finds nothing in explanations', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Explain an error' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Error or log').fill(log);
  await dialog.getByRole('button', { name: 'Explain' }).click();
  await expect(dialog.getByText('3 of 4 lines known.')).toBeVisible();
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
});
