// Filters written for the two public AssemblyScript SDKs, pasted as they are: they compile, run, and the editor knows their names.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, openPage, replaceSource, resultPane, test, verdict } from './fixtures.ts';

/** What a newcomer to these SDKs writes first: root context, stream context, one header of the answer. */
function firstFilter(sdk: string): string {
  return `export * from "${sdk}/proxy"; // the callbacks
import {
  RootContext,
  Context,
  registerRootContext,
  FilterHeadersStatusValues,
  stream_context,
} from "${sdk}";

class GreetRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Greet(context_id, this);
  }
}

class Greet extends Context {
  constructor(context_id: u32, root_context: GreetRoot) {
    super(context_id, root_context);
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    stream_context.headers.response.add("greeting", "good day, " + a.toString() + " headers");
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new GreetRoot(context_id);
}, "greet");
`;
}

/** The filters that are compared with Envoy. */
function comparedFilter(name: string): string {
  return readFileSync(new URL(`envoy/compat/${name}.as.ts`, import.meta.url), 'utf8');
}

async function hoverOver(page: Page, word: string): Promise<void> {
  await page
    .locator('.monaco-editor .view-line span')
    .filter({ hasText: new RegExp(`^${word}$`) })
    .first()
    .hover();
}

const sdks = [
  { name: '@solo-io/proxy-runtime', compared: 'solo-io' },
  { name: '@gcoredev/proxy-wasm-sdk-as/assembly', compared: 'gcoredev' },
];

for (const { name, compared } of sdks) {
  test(`a first filter for ${name} compiles and answers`, async ({ page }) => {
    await openPage(page);
    await replaceSource(page, firstFilter(name));
    await expect(resultPane(page)).toContainText(/greeting: good day, \d+ headers/);
    await expect(verdict(page)).toContainText('completed');
    await expect(page.locator('.squiggly-error, .squiggly-warning')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems');
  });

  test(`the editor knows the names of ${name}`, async ({ page }) => {
    await openPage(page);
    await replaceSource(page, firstFilter(name));
    await expect(resultPane(page)).toContainText('greeting: good day');
    await hoverOver(page, 'registerRootContext');
    await expect(
      page.locator('.monaco-hover').getByText('Says how to make a root context.'),
    ).toBeVisible();
  });

  test(`a whole filter for ${name} compiles and answers`, async ({ page }) => {
    await openPage(page);
    await replaceSource(page, comparedFilter(compared));
    await expect(resultPane(page)).toContainText('x-compat: ');
    await expect(verdict(page)).toContainText('completed');
    await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems');
  });
}
