// After the first visit nothing of Sluice needs a network, in whatever folder of a server it lies; a newer version waits to be taken.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { exampleSource, expect, replaceSource, resultPane, verdict } from './fixtures.ts';
import { type StaticSite, test } from './static-site.ts';

test.use({ serviceWorkers: 'allow' });

async function firstVisit(page: Page, site: StaticSite): Promise<void> {
  await page.goto(site.url);
  await expect(verdict(page)).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

test('a page that was here once compiles and runs without a network', async ({ page, site }) => {
  await firstVisit(page, site);
  await site.goAway();
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  await replaceSource(
    page,
    exampleSource('hello-header').replace('replace(root.name,', "replace('x-offline',"),
  );
  await expect(resultPane(page)).toContainText('x-offline: world');
  await page.getByRole('button', { name: 'Examples' }).click();
  await expect(page.getByRole('option', { name: /^prime-token / })).toBeVisible();
});

test('a newer version is told of, and taken when the person says so', async ({ page, site }) => {
  await firstVisit(page, site);
  const index = join(site.folder, 'index.html');
  const worker = join(site.folder, 'sw.js');
  writeFileSync(
    index,
    readFileSync(index, 'utf8').replace('<title>Sluice</title>', '<title>Sluice, newer</title>'),
  );
  const listed = readFileSync(worker, 'utf8');
  const changed = listed.replace(
    /(url:"index\.html",revision:")[0-9a-f]+/,
    '$1ffffffffffffffffffffffffffffffff',
  );
  expect(changed).not.toBe(listed);
  writeFileSync(worker, changed);

  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  const notice = page.getByText('A newer Sluice is ready. Your work stays as it is.');
  await expect(notice).toBeVisible();
  await expect(page).toHaveTitle('Sluice');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('Sluice, newer');
  await expect(verdict(page)).toBeVisible();
});
