// The gallery: every example opens and does what it promises, is found, and never costs anybody's work.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { examples, readExample } from '#examples/node.ts';
import {
  expect,
  openExample,
  openPage,
  replaceSource,
  resultPane,
  test,
  verdict,
} from './fixtures.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('each example opens, and its scenarios are green', async ({ page }) => {
  test.setTimeout(180_000);
  await openPage(page);
  for (const { slug } of examples) {
    await openExample(page, slug);
    const { name, scenarios } = readExample(slug);
    await expect(page.getByLabel('Project name')).toHaveValue(name);
    const tabs = page.getByRole('tablist', { name: 'Scenarios' }).getByRole('tab');
    await expect(tabs).toHaveCount(scenarios.length);
    for (const [index, scenario] of scenarios.entries()) {
      const tab = tabs.nth(index);
      await expect(tab, `${slug}: ${scenario.name}`).toContainText(scenario.name);
      await expect(tab.getByLabel('passes'), `${slug}: ${scenario.name}`).toBeVisible();
    }
  }
});

test('the modules that come with the examples are what the compiler makes of their sources', async () => {
  test.setTimeout(120_000);
  const compiler = createNodeCompiler();
  let revision = 0;
  for (const { slug } of examples) {
    for (const [index, { source }] of readExample(slug).plugins.entries()) {
      if (source.kind !== 'assemblyscript') throw new Error(`${slug} has no source`);
      revision += 1;
      const outcome = await compiler.compile({ revision, files: source.files, profile: 'debug' });
      if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
      const shipped = readFileSync(`dist/examples/${slug}/${index}.wasm`);
      expect(sha256(shipped), `${slug}, plugin ${index}`).toBe(sha256(outcome.module));
    }
  }
});

test('is searched by words and by tags, with the keyboard', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  const dialog = page.getByRole('dialog');
  const rows = dialog.getByRole('listbox', { name: 'Examples' }).getByRole('option');
  const search = dialog.getByRole('combobox', { name: 'Search examples' });
  await expect(rows).toHaveCount(examples.length);
  await expect(search).toBeFocused();

  await page.keyboard.type('cookie');
  await expect(dialog.getByRole('status')).toHaveText(`2 of ${examples.length}`);
  await dialog.getByRole('button', { name: /^routing/ }).click();
  await expect(rows).toHaveText([/^ab-cookie/]);
  await search.fill('nothing of the kind');
  await expect(dialog.getByText('No example is about that.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(examples.length);

  await search.fill('state workers');
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  // A click leaves the keys with the field.
  await rows.first().click();
  await page.keyboard.press('ArrowDown');
  const about = dialog.getByRole('region', { name: 'About rate-limit' });
  await expect(about).toContainText('updateSharedData');
  await expect(about).toContainText('three and no more');
  await expect(about).toContainText('set_shared_data');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Project name')).toHaveValue('Rate limit');
  await expect(verdict(page)).toBeVisible();
});

test('opening an example keeps unsaved work, one click away', async ({ page }) => {
  await openPage(page);
  const source = readFileSync('src/examples/cors/filter.ts', 'utf8');
  await replaceSource(page, `// mine\n${source}`);
  await openExample(page, 'redirects');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('// mine');
  await expect(resultPane(page)).toBeVisible();
});
