// What the pages may load and who may frame them, as a server that reads the `_headers` file says it.

import { readFileSync } from 'node:fs';
// Not the guarded test of the others: here the browser is to complain.
import { expect, test } from '@playwright/test';

test('text that gets into the page does not become code, and no other page frames it', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const answer = await page.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(readFileSync('dist/_headers', 'utf8')).toContain(`Content-Security-Policy: ${policy}`);

  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.head.append(script);
  });
  await expect.poll(() => complaints.join('\n')).toContain('Executing inline script violates');
  await expect(page).toHaveTitle('Sluice');
});
