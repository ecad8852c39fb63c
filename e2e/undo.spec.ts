// Edits of the scenario are taken back and made again, without touching the sources.

import {
  exampleSource,
  expect,
  openPage,
  replaceSource,
  resultPane,
  test,
  verdict,
} from './fixtures.ts';

test('an edit is taken back with its result, and made again', async ({ page }) => {
  await openPage(page);
  const path = page.getByLabel('Path', { exact: true });
  const back = page.getByRole('button', { name: 'Take back the last edit' });
  await expect(back).toBeDisabled();
  await path.fill('/mine');
  await path.press('Enter');
  await expect(resultPane(page)).toContainText('GET /mine');
  await back.click();
  await expect(path).toHaveValue('/posts/1');
  await expect(resultPane(page)).toContainText('GET /posts/1');
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect(path).toHaveValue('/mine');
});

test('keys take back outside of fields; the filter stays as it is written', async ({ page }) => {
  await openPage(page);
  const path = page.getByLabel('Path', { exact: true });
  await path.fill('/mine');
  await path.press('Enter');
  await replaceSource(page, `${exampleSource('hello-header')}// written since`);
  const result = page.getByRole('tablist', { name: 'Results' }).getByRole('tab').first();
  await result.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(path).toHaveValue('/posts/1');
  await result.focus();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(path).toHaveValue('/mine');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(path).toHaveValue('/posts/1');
  await page.keyboard.press('Control+y');
  await expect(path).toHaveValue('/mine');
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+End');
  await expect(page.locator('.view-line', { hasText: '// written since' })).toBeVisible();
  await expect(verdict(page)).toBeVisible();
});
