// Bodies in the journey: each in the form that suits it, differences in place, compressed ones opened.

import type { Page } from '@playwright/test';
import {
  expect,
  openExample,
  openPage,
  resultPane,
  showForm,
  showScenario,
  test,
} from './fixtures.ts';

const response = (page: Page) =>
  resultPane(page).getByRole('group', { name: 'Body of the response' });
const request = (page: Page) =>
  resultPane(page).getByRole('group', { name: 'Body of the request' });

test('what a filter did to JSON is shown as one changed line', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'mask-json');
  await expect(response(page)).toContainText('"ssn": "123-45-6789"');
  await expect(response(page)).toContainText('"ssn": "***"');
  const forms = resultPane(page).getByRole('radiogroup', {
    name: 'Body of the response, shown as',
  });
  await forms.getByText('JSON').click();
  await expect(response(page)).toContainText('ssn: "***"');
  await expect(response(page)).not.toContainText('123-45');
  await forms.getByText('Hex').click();
  await expect(response(page)).toContainText('00000000  7b 22 69 64 22');
});

test('a compressed body is shown inflated', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'mask-json');
  await showScenario(page, 'gzip is left alone');
  await expect(response(page)).toContainText('qty: 2');
  await expect(resultPane(page)).toContainText('38 B · gzip, shown inflated');
});

test('a form is shown as its fields, a picture as a picture', async ({ page }) => {
  await openPage(page);
  await page.getByLabel('Method', { exact: true }).fill('POST');
  await page.getByRole('button', { name: 'Header', exact: true }).click();
  await page.getByLabel('Header 1 name').fill('content-type');
  await page.getByLabel('Header 1 value').fill('application/x-www-form-urlencoded');
  const as = page.getByLabel('Body as');
  await as.selectOption('Text');
  await page.getByLabel('Body', { exact: true }).fill('name=Ada+L.&city=%C3%89vry');
  await page.keyboard.press('Tab');
  await expect(request(page).getByRole('term')).toHaveText(['name', 'city']);
  await expect(request(page).getByRole('definition')).toHaveText(['Ada L.', 'Évry']);

  await showForm(page, 'Request');
  await page.getByLabel('Header 1 value').fill('image/gif');
  await page.getByLabel('Body', { exact: true }).fill('');
  await as.selectOption('Base64');
  const dot = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  await page.getByLabel('Body', { exact: true }).fill(dot);
  await page.keyboard.press('Tab');
  const picture = request(page).getByRole('img', { name: 'The body' });
  await expect(picture).toBeVisible();
  // It is decoded behind its being there.
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(1);
});
