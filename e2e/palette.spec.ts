// Everything by name: the command palette.

import { axeFindings, expect, openPage, resultPane, test, verdict } from './fixtures.ts';

test('commands are found by words and run by keys', async ({ page }) => {
  await openPage(page);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const field = palette.getByRole('combobox', { name: 'Command' });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
  await page.keyboard.type('show state');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  const tabs = page.getByRole('tablist', { name: 'Results' });
  await expect(tabs.getByRole('tab', { name: /^State/ })).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('nothing like it');
  await expect(palette).toContainText('Nothing is called that.');
  await palette.getByRole('combobox').fill('open example cors');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Project name')).toHaveValue('CORS');
  await expect(verdict(page)).toBeVisible();

  // Typed on without a look, as by somebody who knows the commands.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('scenario');
  await expect(field).toHaveValue('scenario');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('show journey');
  await expect(field).toHaveValue('show journey');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(resultPane(page)).toContainText('vary: Accept-Encoding');
});
