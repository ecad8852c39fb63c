// An envoy.yaml becomes a project: pasted, dropped and opened as a file, with its modules asked for and what is not modelled listed by path.

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { envoyYaml } from '#bundle/envoy-yaml.ts';
import { readExample } from '#examples/node.ts';
import { axeFindings, expect, openPage, showForm, test, verdict } from './fixtures.ts';

const gateway = readFileSync(
  new URL('../src/bootstrap/testing/gateway.yaml', import.meta.url),
  'utf8',
);
const moduleOf = (slug: string): Buffer =>
  readFileSync(new URL(`../public/examples/${slug}/0.wasm`, import.meta.url));
const projectName = (page: Page): Locator => page.getByLabel('Project name');
const originDialog = (page: Page): Locator => page.getByRole('dialog', { name: /^From / });
const notModelled = (dialog: Locator): Locator =>
  dialog.getByRole('list', { name: 'Not modelled' }).getByRole('listitem');

test('a pasted envoy.yaml becomes a project, and what is not modelled can be read again', async ({
  page,
}) => {
  await openPage(page);
  await page.getByLabel('Path', { exact: true }).fill('/mine');
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+O');
  await page.getByRole('button', { name: 'Open an envoy.yaml…' }).click();
  const paste = page.getByRole('dialog', { name: 'Open an envoy.yaml' });
  const field = paste.getByLabel('Configuration to open');
  await expect(field).toBeFocused();
  await field.fill('node: { id: a }\nstatic_resources: [1]');
  await paste.getByRole('button', { name: 'Open as a project' }).click();
  await expect(paste.getByText('Line 2: static_resources is a list')).toBeVisible();
  expect(await axeFindings(page, { within: '.dialog' })).toEqual([]);

  await field.fill(gateway);
  await paste.getByRole('button', { name: 'Open as a project' }).click();
  let dialog = originDialog(page);
  await expect(dialog).toContainText('auth is open, as a project of its own: 2 Wasm filters');
  const rows = notModelled(dialog);
  await expect(rows.first()).toContainText('node.user_agent_name');
  const count = await rows.count();
  await expect(rows.filter({ hasText: 'access_log' })).toContainText(
    /line 44.*static_resources\.listeners\[1\]\.filter_chains\[0\]\.filters\[0\]\.typed_config\.access_log/,
  );
  await expect(dialog.getByRole('list', { name: 'Modules to give' })).toContainText(
    /auth\.wasm for auth.*headers\.wasm/,
  );
  expect(await axeFindings(page, { within: '.dialog' })).toEqual([]);
  await dialog.getByRole('button', { name: 'Copy the list' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'the pasted text:44: static_resources.listeners[1]',
  );
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(projectName(page)).toHaveValue('auth');
  await showForm(page, 'Node & attributes');
  await expect(page.getByLabel('Id', { exact: true })).toHaveValue('edge-7');
  expect(await axeFindings(page, { within: '.statusbar' })).toEqual([]);

  // It stays with the project.
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: `envoy.yaml: ${count} not modelled` }).click();
  dialog = originDialog(page);
  await expect(notModelled(dialog)).toHaveCount(count);
  await page.keyboard.press('Escape');

  // And what was there before is still among the projects.
  await page.keyboard.press('ControlOrMeta+O');
  await page.getByRole('option', { name: /^Hello header/ }).dblclick();
  await expect(page.getByLabel('Path', { exact: true })).toHaveValue('/mine');
  await expect(page.getByRole('button', { name: /not modelled/ })).toBeHidden();
});

/** As if they were dropped on the page, all at once. */
async function drop(page: Page, files: { name: string; content: Buffer | string }[]) {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    },
    files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') })),
  );
  const target = page.getByRole('main');
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a module or a project')).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

test('an envoy.yaml that is dropped asks for its module, runs with it, and comes with it', async ({
  page,
}) => {
  const yaml = envoyYaml(readExample('hello-header'));
  const file = /filename: "\.\/(.*)"/.exec(yaml)?.[1] ?? '';
  await openPage(page);
  await drop(page, [{ name: 'envoy.yaml', content: yaml }]);
  const dialog = originDialog(page);
  await expect(dialog).toContainText('Everything in the file is in the project.');
  const asked = dialog.getByRole('list', { name: 'Modules to give' });
  await expect(asked).toContainText(file);
  await asked
    .getByLabel('Module file')
    .setInputFiles({ name: file, mimeType: 'application/wasm', buffer: moduleOf('hello-header') });
  await expect(asked).toBeHidden();
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(verdict(page)).toContainText('200');
  await expect(page.getByText('hello: world')).toBeVisible();

  await drop(page, [
    { name: 'config.yml', content: yaml },
    { name: file, content: moduleOf('hello-header') },
  ]);
  await expect(originDialog(page)).toContainText('From config.yml');
  await expect(originDialog(page).getByText('Modules to give')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(verdict(page)).toContainText('200');

  // What is no configuration is told, and nothing is lost.
  await drop(page, [{ name: 'pod.yaml', content: 'apiVersion: v1\nkind: Pod\n' }]);
  await expect(page.getByText('pod.yaml: It is a resource of Kubernetes (Pod)')).toBeVisible();
  await expect(verdict(page)).toContainText('200');
});
