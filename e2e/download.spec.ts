// The download dialog: the check against the debug run, the files, the zip.

import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, openPage, test } from './fixtures.ts';

test('the zip holds the module, its configuration and the sources', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Download' }).click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByText(/Checked on release build: 7 of 7 scenarios identical/),
  ).toBeVisible({ timeout: 45_000 });
  await expect(dialog.getByRole('option', { name: /^envoy\.yaml/ })).toBeVisible();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Download .*\.zip$/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('hello-header-envoy.zip');
  const files = unzipSync(await readFile(await download.path()));
  for (const name of ['filter.wasm', 'envoy.yaml', 'docker-compose.yaml', 'README.md']) {
    expect(Object.keys(files)).toContain(name);
  }
  expect(Object.keys(files)).toContain('assembly/filter.ts');
  expect([...(files['filter.wasm'] ?? [])].slice(0, 4)).toEqual([0x00, 0x61, 0x73, 0x6d]);
  expect(new TextDecoder().decode(files['envoy.yaml'])).toContain('envoy.filters.http.wasm');
});

test('filter.wasm and envoy.yaml can be had alone', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Download' }).click();
  for (const name of ['filter.wasm', 'envoy.yaml']) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: `Only ${name}` }).click();
    expect((await downloading).suggestedFilename()).toBe(name);
  }
});
