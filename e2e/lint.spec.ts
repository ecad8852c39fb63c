// A filter that compiles and would wait for ever: the editor says so, with the name of the lint, and goes quiet when it is mended.

import { exampleSource, expect, openPage, replaceSource, resultPane, test } from './fixtures.ts';

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
