// The page for frames: shows a link's filter and its result, lets it run, and leads into Sluice.

import type { FrameLocator, Page } from '@playwright/test';
import { readExample } from '#examples/node.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { writeLink } from '#share/write-link.ts';
import { axeFindingsAsWorn, expect, resultPane, test } from './fixtures.ts';

/** @param edit Of each source. */
async function linkOf(slug: string, edit = (source: string): string => source): Promise<string> {
  const project = readExample(slug);
  const plugins = project.plugins.map((plugin) => {
    if (plugin.source.kind === 'module') return plugin;
    const files = plugin.source.files.map((file) => ({ ...file, text: edit(file.text) }));
    return { ...plugin, source: { ...plugin.source, files } };
  });
  return writeLink({ ...project, plugins }, await newestDictionary()) ?? '';
}

async function embed(page: Page, address: string): Promise<FrameLocator> {
  await page.route('**/article.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>An article</title><main><h1>About filters</h1>
        <iframe title="A filter" width="1000" height="560" src="${address}"></iframe></main></html>`,
    }),
  );
  await page.goto('/article.html');
  return page.frameLocator('iframe');
}

for (const theme of ['light', 'dark'] as const) {
  test(`an example stands in a ${theme} frame with its result`, async ({ page, context }) => {
    const link = await linkOf('hello-header');
    const frame = await embed(page, `embed.html?theme=${theme}#${link}`);
    await expect(frame.getByRole('status', { name: /^Verdict: completed/ })).toBeVisible();
    await expect(frame.getByRole('region', { name: 'Result' })).toContainText('hello: world');
    await expect(frame.getByRole('region', { name: 'Source' })).toContainText('HelloStream');
    await expect(frame.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expect(frame.getByRole('button', { name: /^Expect:/ })).toHaveCount(0);
    expect(await axeFindingsAsWorn(page)).toEqual([]);

    await frame.getByRole('button', { name: 'filter.ts:43' }).first().click();
    await expect(frame.locator('.marked')).toContainText('response.headers.replace');
    await frame.getByLabel('Scenario').selectOption({ index: 1 });
    const opening = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Open in Sluice' }).click();
    const sluice = await opening;
    await expect(resultPane(sluice)).toContainText('hello: world');
  });
}

test('a low and narrow frame has one row of bar, and room for lines of the source and of the result', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 240 });
  await page.goto(`/embed.html#${await linkOf('hello-header')}`);
  await expect(page.getByRole('status', { name: /^Verdict: completed/ })).toBeInViewport();
  await expect(page.getByRole('link', { name: 'Open in Sluice' })).toBeInViewport({ ratio: 1 });
  const box = await page.getByRole('region', { name: 'Source' }).boundingBox();
  expect(box?.y).toBeLessThan(48);
  expect(box?.height).toBeGreaterThan(100);
});

test("a filter of one's own is compiled when Run is pressed", async ({ page }) => {
  const link = await linkOf('hello-header', (source) =>
    source.replace('replace(root.name,', "replace('x-framed',"),
  );
  const frame = await embed(page, `embed.html#${link}`);
  await expect(frame.getByText('A run compiles the filter in this tab')).toBeVisible();
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(frame.getByRole('region', { name: 'Result' })).toContainText('x-framed: world');
});

test('a frame without a link, or with a damaged one, says so', async ({ page }) => {
  const frame = await embed(page, 'embed.html');
  await expect(frame.getByText('The address of this frame has no link')).toBeVisible();
  const link = await linkOf('hello-header');
  await embed(page, `embed.html#${link.slice(0, -9)}`);
  await expect(frame.getByText(/This link is (cut off|damaged)/)).toBeVisible();
});
