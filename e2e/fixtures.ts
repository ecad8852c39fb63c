// What every end-to-end test starts from: a page that may talk to its own server only and that must log no error.

import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

/** `page` fails its test on any console error, any uncaught error, and any request to another origin. */
export const test = base.extend<{ guard: void }>({
  guard: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      const origin = new URL(baseURL ?? '').origin;
      page.on('request', (request) => {
        const { origin: asked, protocol } = new URL(request.url());
        if (asked !== origin && protocol.startsWith('http'))
          complaints.push(`request to another origin: ${request.url()}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Source of an example's first file, as the page opens it. */
export function exampleSource(slug: string): string {
  return readFileSync(new URL(`../src/examples/${slug}/filter.ts`, import.meta.url), 'utf8');
}

/** Opens the page and waits for its first result. */
export async function openPage(page: Page): Promise<void> {
  await page.goto('/');
  await expect(verdict(page)).toBeVisible();
}

/** The chip that tells how the scenario on screen went. */
export function verdict(page: Page): Locator {
  return page.getByRole('status', { name: /^Verdict: / });
}

export async function openExample(page: Page, slug: string): Promise<void> {
  await page.getByRole('button', { name: 'Examples' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('option', { name: new RegExp(`^${slug} `) }).click();
  await dialog.getByRole('button', { name: `Open ${slug}` }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(verdict(page)).toBeVisible();
}

/** Replaces the whole file in the editor by pasting, as a person would. */
export async function replaceSource(page: Page, source: string): Promise<void> {
  const editor = page.locator('.monaco-editor').first();
  await expect(editor).toBeVisible();
  await editor.locator('.view-lines').click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), source);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
}

export type FormName = 'Request' | 'Upstream' | 'Calls' | 'Node & attributes' | 'Plugin';

export async function showForm(page: Page, name: FormName): Promise<void> {
  await page
    .getByRole('tablist', { name: 'Scenario forms' })
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .click();
}

export async function showResult(
  page: Page,
  name: 'Journey' | 'Timeline' | 'Logs' | 'Envoy log' | 'State' | 'Tests' | 'Compare',
): Promise<void> {
  await page
    .getByRole('tablist', { name: 'Results' })
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .click();
}

export function resultPane(page: Page): Locator {
  return page.getByRole('region', { name: 'Result' });
}

export async function showScenario(page: Page, name: string): Promise<void> {
  await page
    .getByRole('tablist', { name: 'Scenarios' })
    .getByRole('tab', { name, exact: false })
    .first()
    .click();
}

interface AxePart {
  /** Selectors; Monaco is an affair of its own. */
  within?: string;
  without?: string;
}

/** What axe finds wrong, a line each with the element: all of it in light, and what colours can do wrong in dark too. */
export async function axeFindings(page: Page, part: AxePart = {}): Promise<string[]> {
  const light = await axeFindingsAsWorn(page, part);
  await wear(page, 'dark');
  const dark = await found(axe(page, part).withRules('color-contrast'));
  await wear(page, 'light');
  return [...light, ...dark.map((one) => `in dark: ${one}`)];
}

/** Of a page whose theme is given: in that one alone. */
export async function axeFindingsAsWorn(page: Page, part: AxePart = {}): Promise<string[]> {
  // Panes are loaded when they are first opened, and axe does not wait for the part that it is to look at.
  if (part.within !== undefined) await expect(page.locator(part.within).first()).toBeVisible();
  return found(axe(page, part));
}

async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

function axe(page: Page, { within, without }: AxePart): AxeBuilder {
  const builder = new AxeBuilder({ page });
  if (within !== undefined) builder.include(within);
  if (without !== undefined) builder.exclude(without);
  return builder;
}

async function found(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.map(
    (one) => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.any[0]?.message ?? ''}`,
  );
}
