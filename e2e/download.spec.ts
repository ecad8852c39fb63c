// The download dialog: the check against the debug run, the files, the zip.

import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { axeFindings, expect, openPage, test } from './fixtures.ts';

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
  for (const name of ['filter.wasm', 'envoy.yaml', 'run.sh', 'verify.sh', 'README.md']) {
    expect(Object.keys(files)).toContain(name);
  }
  expect(Object.keys(files)).toContain('assembly/filter.ts');
  expect([...(files['filter.wasm'] ?? [])].slice(0, 4)).toEqual([0x00, 0x61, 0x73, 0x6d]);
  expect(new TextDecoder().decode(files['envoy.yaml'])).toContain('envoy.filters.http.wasm');
});

test('filter.wasm and envoy.yaml can be had alone', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('option', { name: /^envoy\.yaml/ }).click({ timeout: 45_000 });
  for (const name of ['filter.wasm', 'envoy.yaml']) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: `Only ${name}` }).click();
    expect((await downloading).suggestedFilename()).toBe(name);
  }
});

test('every target shows its files, keeps what was typed for it and has no barrier', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Download' }).click();
  const dialog = page.getByRole('dialog');
  const target = (name: string) =>
    dialog.getByRole('listbox', { name: 'Targets' }).getByRole('option', { name });
  await target('Docker').click({ timeout: 45_000 });
  await dialog.getByLabel('Envoy version').selectOption('1.36');
  await dialog.getByRole('option', { name: /^docker-compose\.yaml/ }).click();
  await expect(dialog.getByLabel('docker-compose.yaml', { exact: true })).toContainText(
    'envoyproxy/envoy:v1.36.0',
  );
  await target('Istio').click();
  await dialog.getByLabel('Image').fill('ghcr.io/me/hello');
  await expect(dialog.getByText('The image "ghcr.io/me/hello" is no reference')).toBeVisible();
  await dialog.getByLabel('Image').fill('ghcr.io/me/hello:2');
  await dialog.getByRole('option', { name: /^wasm-plugin\.yaml/ }).click();
  await expect(dialog.getByLabel('wasm-plugin.yaml', { exact: true })).toContainText(
    'oci://ghcr.io/me/hello:2',
  );
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByLabel('Image')).toHaveValue('ghcr.io/me/hello:2', { timeout: 45_000 });
  await target('OCI image').click();
  await expect(dialog.getByRole('option', { name: /^artifact\.oci\.tar/ })).toBeVisible();
});
