// Filters that do not compile, do not load, trap, or never return: the page says what and where, and goes on.

import {
  exampleSource,
  expect,
  openPage,
  replaceSource,
  resultPane,
  test,
  verdict,
} from './fixtures.ts';

const hello = exampleSource('hello-header');
const headerLine = 'const status = response.headers.replace(root.name, root.value);';

test('a syntax error is marked, listed, and the last result is said to be old', async ({
  page,
}) => {
  await openPage(page);
  await replaceSource(page, hello.replace(headerLine, 'const status = ;'));
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByText('Expression expected.')).toBeVisible();
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await expect(page.getByText('This result is from before your last edit.')).toBeVisible();
  await expect(resultPane(page).getByText('hello: world')).toBeVisible();
  await problems.getByRole('button').first().click();
  await expect(page.locator('.monaco-editor.focused').first()).toBeVisible();
  await replaceSource(page, hello);
  await expect(page.getByText('This result is from before your last edit.')).toBeHidden();
});

test('an import that does not exist is an error at its line', async ({ page }) => {
  await openPage(page);
  await replaceSource(page, `import { nothing } from './nowhere';\n${hello}`);
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText(/nowhere/);
});

test('a filter without a root context is told as Envoy tells it', async ({ page }) => {
  await openPage(page);
  await replaceSource(page, hello.replace(/^registerRootContext.*$/m, ''));
  const pane = resultPane(page);
  await expect(pane.getByRole('alert')).toContainText(/The filter said: .*no root context/);
  await expect(pane.getByText('This request was not sent')).toBeVisible();
  await expect(pane.getByText(':path: /posts/1')).toBeHidden();
  await expect(verdict(page)).not.toContainText('completed');
});

test('a trap shows its message and its line', async ({ page }) => {
  await openPage(page);
  await replaceSource(
    page,
    hello.replace(headerLine, `throw new Error('no more');\n    ${headerLine}`),
  );
  const line = hello.split('\n').findIndex((text) => text.includes(headerLine)) + 1;
  const alert = resultPane(page).getByRole('alert');
  await expect(alert).toContainText('The filter trapped in on_response_headers of request 1.');
  await expect(alert).toContainText('no more');
  await expect(
    alert.getByRole('button', { name: new RegExp(`^filter\\.ts:${line}:`) }),
  ).toBeVisible();
});

/** The filter with code in one place, and the words that must be found for it. */
const loops: readonly [where: string, source: string, place: string][] = [
  [
    'onRequestHeaders',
    hello.replace(
      'class HelloStream extends HttpContext {',
      `class HelloStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    while (count != 12345) {}
    return FilterHeadersStatus.Continue;
  }
`,
    ),
    'proxy_on_request_headers at filter.ts:42',
  ],
  [
    'onConfigure',
    hello.replace('if (size == 0) return true;', 'while (size != 12345) {}'),
    'proxy_on_configure at filter.ts:',
  ],
  [
    'top level',
    `${hello}\nlet turns = 0;\nwhile (turns != -1) turns = 1;\n`,
    '_initialize, in the top-level code of filter.ts',
  ],
];

for (const [where, source, place] of loops) {
  test(`an infinite loop in ${where} is stopped and named, and the page goes on`, async ({
    page,
  }) => {
    await openPage(page);
    await replaceSource(page, source);
    const alert = resultPane(page).getByRole('alert');
    await expect(alert).toContainText(`stopped after 2 s in ${place}`);
    await replaceSource(page, hello);
    await expect(verdict(page)).toContainText('completed · 200');
  });
}

test('unbounded recursion and unbounded allocation end with a fault', async ({ page }) => {
  await openPage(page);
  await replaceSource(
    page,
    `${hello.replace(headerLine, `dig(1);\n    ${headerLine}`)}\nfunction dig(n: i32): i32 {\n  return dig(n + 1) + 1;\n}\n`,
  );
  const alert = resultPane(page).getByRole('alert');
  await expect(alert).toContainText(/call stack size exceeded/i);
  await replaceSource(
    page,
    hello.replace(
      headerLine,
      `const kept: StaticArray<u8>[] = [];\n    while (true) kept.push(new StaticArray<u8>(1 << 24));\n    ${headerLine}`,
    ),
  );
  await expect(alert).toContainText(/out of memory/i);
});
