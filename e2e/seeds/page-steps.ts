// The steps of docs/seeds.md that a person does on the page.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { readExample } from '#examples/node.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { writeLink } from '#share/write-link.ts';
import {
  exampleSource,
  replaceSource,
  resultPane,
  showForm,
  showResult,
  showScenario,
  verdict,
} from '../fixtures.ts';
import { type Block, pattern } from './document.ts';

export interface OnPage {
  page: Page;
  browser: Browser;
  /** Where downloads go. */
  folder: string;
  slug: string;
  /** The newest of them. */
  archive: string;
  /** What the document shows whole, by name. */
  files: Map<string, string>;
}

export type PageStep = (at: OnPage, block: Block) => Promise<void>;

const resultTabs = ['Journey', 'Logs', 'Tests'] as const;

export const pageSteps: Readonly<Record<string, PageStep>> = {
  async link(at, { argument, lines }) {
    at.slug = argument;
    const link = writeLink(readExample(argument), await newestDictionary());
    expect(lines, 'the link of the example as it is now').toEqual([`#${link}`]);
    await at.page.goto(`/${lines[0]}`);
    await expect(verdict(at.page)).toBeVisible();
  },
  async scenario({ page }, { lines }) {
    await showScenario(page, lines.join('\n'));
  },
  async shows({ page }, { argument, lines }) {
    await expectShown(page, argument, lines);
  },
  async edit({ page, slug }, { argument, lines }) {
    expect(argument, 'the file that is open').toBe('filter.ts');
    const side = (mark: string): string =>
      lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(1)] : [])).join('\n');
    const source = exampleSource(slug);
    expect(source.split(side('-'))).toHaveLength(2);
    await replaceSource(
      page,
      source.replace(side('-'), () => side('+')),
    );
  },
  async configuration({ page }, { lines }) {
    await showForm(page, 'Plugin');
    await page.getByRole('textbox', { name: 'Configuration', exact: true }).fill(lines.join('\n'));
  },
  async header({ page }, { lines }) {
    const [name = '', value = ''] = lines.join('\n').split(': ');
    await showForm(page, 'Request');
    await page.getByRole('button', { name: 'Header', exact: true }).first().click();
    await page.getByLabel('Header 1 name').fill(name);
    await page.getByLabel('Header 1 value').fill(value);
  },
  async yaml({ files }, { argument, lines }) {
    files.set(argument, `${lines.join('\n')}\n`);
    await Promise.resolve();
  },
  async open({ page, folder, archive, files }, { argument, lines }) {
    const [name = ''] = lines;
    await page.keyboard.press('ControlOrMeta+O');
    await page.getByRole('button', { name: 'Open an envoy.yaml…' }).click();
    const paste = page.getByRole('dialog', { name: 'Open an envoy.yaml' });
    await paste.getByLabel('Configuration to open').fill(files.get(argument) ?? '');
    await paste.getByRole('button', { name: 'Open as a project' }).click();
    const asked = page.getByRole('list', { name: 'Modules to give' });
    await expect(asked).toContainText(name);
    const module = unzipSync(readFileSync(join(folder, archive)))[name];
    if (module === undefined) throw new Error(`${archive} has no ${name}`);
    const file = { name, mimeType: 'application/wasm', buffer: Buffer.from(module) };
    await asked.getByLabel('Module file').setInputFiles(file);
    await expect(asked).toBeHidden();
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await expect(verdict(page)).toBeVisible();
  },
  async share({ page, browser }, { argument, lines }) {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const card = page.getByRole('dialog', { name: 'Share' });
    await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('Escape');
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(link);
    await expect(other.getByLabel('Project name')).toHaveValue(
      await page.getByLabel('Project name').inputValue(),
    );
    await expectShown(other, argument, lines);
    await context.close();
  },
  async download(at, { argument, lines }) {
    const { page, folder } = at;
    const [name = '', ...rest] = lines;
    at.archive = name;
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('listbox', { name: 'Targets' })
      .getByRole('option')
      .filter({ has: page.getByText(argument, { exact: true }) })
      .click();
    for (const line of rest) {
      const [field = '', value] = line.split(': ');
      if (value === undefined)
        await expect(
          dialog.getByRole('option', { name: new RegExp(`^${field.replaceAll('.', '\\.')} `) }),
        ).toBeVisible();
      else await dialog.getByLabel(field, { exact: true }).fill(value);
    }
    await expect(dialog.getByText(/^Checked on release build: (\d+) of \1 /)).toBeVisible();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: `Download ${name}`, exact: true }).click();
    mkdirSync(folder, { recursive: true });
    await (await downloading).saveAs(join(folder, name));
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  },
};

async function expectShown(page: Page, tab: string, lines: string[]): Promise<void> {
  const name = resultTabs.find((one) => one === tab);
  if (name === undefined) throw new Error(`there is no result "${tab}"`);
  await showResult(page, name);
  for (const line of lines) await expect(resultPane(page)).toContainText(pattern(line));
}
