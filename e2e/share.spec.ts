// Links: made on one page and opened on another, followed while the page is open, and refused with a sentence.

import { parseProject } from '#project/parse.ts';
import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { readExample } from '#examples/node.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { writeLink } from '#share/write-link.ts';
import { expect, openPage, replaceSource, resultPane, test, verdict } from './fixtures.ts';

async function linkTo(project: Project): Promise<string> {
  return writeLink(project, await newestDictionary()) ?? '';
}

/** As a person edits it: the value of the header that it sets. */
function edited(name: string): Project {
  const text = JSON.stringify(compactProject(readExample('hello-header')));
  const parsed = parseProject(JSON.parse(text.replaceAll('Hello', 'Howdy')));
  if (!parsed.ok) throw new Error('the example cannot be edited so');
  return { ...parsed.project, name };
}

test('a link is compiled and run, covers the own work, and becomes it with the first edit', async ({
  page,
}) => {
  await openPage(page);
  const name = page.getByLabel('Project name');
  await name.fill('My own');
  await name.press('Enter');
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();

  const first = await linkTo(edited('Shared one'));
  await page.goto(`/#${first}`);
  await expect(name).toHaveValue('Shared one');
  await expect(page.getByText('from a shared link', { exact: true })).toBeVisible();
  await expect(verdict(page)).toBeVisible();

  // The address changes while the page is open, to a link that was cut off and to a whole one.
  await page.evaluate((hash) => (window.location.hash = hash), first.slice(0, 60));
  await expect(page.getByText(/This link is cut off/)).toBeVisible();
  await expect(name).toHaveValue('Shared one');
  await page.evaluate((hash) => (window.location.hash = hash), await linkTo(edited('Second')));
  await expect(name).toHaveValue('Second');

  await page.getByRole('banner').getByRole('button', { name: 'Back to My own' }).click();
  await expect(name).toHaveValue('My own');
  await expect(page).not.toHaveURL(/#/);
  await page.reload();
  await expect(name).toHaveValue('My own');

  await page.goto(`/#${first}`);
  await expect(name).toHaveValue('Shared one');
  await name.fill('Mine now');
  await name.press('Enter');
  await expect(page.getByText('Your My own stays.', { exact: false })).toBeVisible();
  await expect(page).not.toHaveURL(/#/);
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue('Mine now');
});

test('a damaged or newer link gives a sentence, and the page works', async ({ page }) => {
  const link = await linkTo(edited('Shared'));
  await page.goto(`/#${link.replace(/\.[^.]*\./, '.a.')}`);
  await expect(verdict(page)).toBeVisible();
  await expect(page.getByText(/This link is damaged/)).toBeVisible();
  await page.goto('about:blank');
  await page.goto('/#2.b.anything.12345');
  await expect(page.getByText(/made by a newer Sluice/)).toBeVisible();
  await replaceSource(page, 'export const nothing: i32 = 0;\n');
  await expect(resultPane(page)).toBeVisible();
});
