// Large bodies, unknown clusters, requests that nothing resumes: the page says what Envoy would do.

import {
  exampleSource,
  expect,
  openPage,
  replaceSource,
  resultPane,
  showForm,
  test,
  verdict,
} from './fixtures.ts';

const hello = exampleSource('hello-header');
const streamClass = 'class HelloStream extends HttpContext {';

test('a body of 20 MB goes through, and the page stays quick', async ({ page }) => {
  await openPage(page);
  await page.getByLabel('Method', { exact: true }).fill('POST');
  await page.getByLabel('Body as').selectOption('Text');
  await page.getByLabel('Body', { exact: true }).fill('0123456789');
  await page.getByLabel('Pieces by hand').check();
  await page.getByLabel('Repetitions of chunk 1').fill('2000000');
  await expect(
    resultPane(page)
      .getByRole('region', { name: /^Request/ })
      .getByText('body: 20 MB'),
  ).toBeVisible();
  await expect(verdict(page)).toContainText('completed · 200');
});

test('a call to an unknown cluster is told, and one click adds cluster and mock', async ({
  page,
}) => {
  await openPage(page);
  await replaceSource(
    page,
    hello.replace(
      streamClass,
      `${streamClass}
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.dispatchHttpCall('auth', [[':method', 'GET'], [':path', '/'], [':authority', 'auth']]);
    return FilterHeadersStatus.Continue;
  }
`,
    ),
  );
  await showForm(page, 'Calls');
  await expect(
    page.getByText('The filter called auth, and no cluster has that name.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Add cluster auth' }).click();
  await expect(page.getByRole('region', { name: 'Mock 1, auth' })).toBeVisible();
  await expect(
    page.getByText('The filter called auth, and no cluster has that name.'),
  ).toBeHidden();
});

test('a request that nothing resumes is said to hang', async ({ page }) => {
  await openPage(page);
  await replaceSource(
    page,
    hello.replace(
      streamClass,
      `${streamClass}
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.StopIteration;
  }
`,
    ),
  );
  await expect(verdict(page)).toContainText('hung');
  await expect(resultPane(page).getByText(/Envoy holds such a request/)).toBeVisible();
});
