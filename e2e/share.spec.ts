// Links: made on one page and opened on another, followed while the page is open, and refused with a sentence.

import { parseProject } from '#project/parse.ts';
import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { readExample } from '#examples/node.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { readLink } from '#share/read-link.ts';
import { writeLink } from '#share/write-link.ts';
import {
  axeFindings,
  exampleSource,
  expect,
  openPage,
  replaceSource,
  resultPane,
  showForm,
  showResult,
  test,
  verdict,
} from './fixtures.ts';

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

test('what is shared on one page does the same on another', async ({ page, browser, baseURL }) => {
  await openPage(page);
  const name = page.getByLabel('Project name');
  await name.fill('Grüezi');
  await name.press('Enter');
  const source = exampleSource('hello-header').replace('root.value)', "root.value + ' und du')");
  await replaceSource(page, source);
  await expect(resultPane(page).getByText('world und du').first()).toBeVisible();
  await showResult(page, 'Timeline');
  await page
    .getByRole('listbox', { name: 'Events' })
    .getByRole('option', { name: /replace_header_map_value/ })
    .click();

  await page.keyboard.press('ControlOrMeta+S');
  const card = page.getByRole('dialog', { name: 'Share' });
  await expect(card.getByRole('button', { name: 'Copied' })).toBeFocused();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(page.url()).toBe(link);
  expect(link.length).toBeLessThan(400);
  await card.getByRole('button', { name: 'embed card' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^<iframe title=".* in Sluice" src="http[^"]*\/embed\.html#1\./);
  await card.getByRole('button', { name: 'Markdown with code and results' }).click();
  await expect(card.getByText('copied', { exact: true })).toBeVisible();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toContain(`[Grüezi in Sluice](${link})`);
  expect(markdown).toContain("+ ' und du'");
  expect(markdown).toMatch(/\n- .*completed · 200/);
  await card.getByRole('button', { name: 'Link to the selected event' }).click();
  await expect(page).toHaveURL(/\.s0e\d+$/);
  const toEvent = page.url();
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'File' }).click();
  expect((await download).suggestedFilename()).toBe('gr-ezi.sluice.json');

  // Shared again, while it is open: the plain link takes the place of the one before. And the own work stays the own.
  await page.keyboard.press('ControlOrMeta+S');
  await expect(page).toHaveURL(link);
  await expect(card.getByRole('button', { name: 'Copied' })).toBeFocused();
  await page.reload();
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  await expect(name).toHaveValue('Grüezi');

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByLabel('Project name')).toHaveValue('Grüezi');
  await expect(resultPane(other).getByText('world und du').first()).toBeVisible();
  await expect(verdict(other)).toHaveText((await verdict(page).textContent()) ?? '');
  await other.goto(toEvent);
  await expect(
    other.getByRole('listbox', { name: 'Events' }).getByRole('option', { selected: true }),
  ).toContainText('replace_header_map_value');
  await context.close();
});

test('a module compiled elsewhere is not in the link, and is asked for', async ({ page }) => {
  const project = edited('With a module');
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  const source = { kind: 'module' as const, name: 'mine.wasm', sha256: 'ab'.repeat(32) };
  await page.goto(`/#${await linkTo({ ...project, plugins: [{ ...plugin, source }] })}`);
  await expect(page.getByText(/mine\.wasm \(sha256 abab.* is not in this browser/)).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByText(/Not in it: mine\.wasm/)).toBeVisible();
});

test('a secret is said before anything is copied, and can be left out', async ({ page }) => {
  await openPage(page);
  await showForm(page, 'Request');
  await page.getByRole('button', { name: 'Header', exact: true }).first().click();
  await page.getByLabel('Header 1 name').fill('authorization');
  await page.getByLabel('Header 1 value').fill('Bearer my-very-own');
  await page.evaluate(() => navigator.clipboard.writeText('untouched'));
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const card = page.getByRole('dialog', { name: 'Share' });
  await expect(card.getByText('One value looks like a secret')).toBeVisible();
  await expect(card.getByText(/request, header authorization$/)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('untouched');
  expect(page.url()).not.toContain('#');
  expect(await axeFindings(page, { within: '.share-card' })).toEqual([]);

  await card.getByRole('button', { name: 'Copy redacted link' }).click();
  await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
  const redacted = await page.evaluate(() => navigator.clipboard.readText());
  expect(page.url()).not.toContain('#');
  await card.getByLabel('Redact').uncheck();
  await card.getByRole('button', { name: 'Copy as it is' }).click();
  await expect(page).toHaveURL(/#1\./);
  expect(await secretIn(redacted)).toBe('Bearer REDACTED');
  expect(await secretIn(page.url())).toBe('Bearer my-very-own');
});

async function secretIn(link: string): Promise<string | undefined> {
  const read = await readLink(new URL(link).hash);
  if (!read.ok) throw new Error(read.problem.message);
  const headers = read.project.scenarios[0]?.exchanges[0]?.request.headers ?? [];
  return headers.find(([name]) => name === 'authorization')?.[1];
}

test('where the browser refuses to copy, the link can be copied from a field', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('refused')) },
    });
  });
  await openPage(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const card = page.getByRole('dialog', { name: 'Share' });
  await expect(card.getByText('The browser does not let Sluice copy')).toBeVisible();
  await expect(card.getByRole('textbox', { name: 'link', exact: true })).toBeFocused();
  await expect(card.getByRole('textbox', { name: 'link', exact: true })).toHaveValue(page.url());
});
