// The tour of docs/tour.md, step by step: a test walks it from a clean profile, and its pictures are taken on the way.

import { expect, type Page } from '@playwright/test';

export const tourFilter = `// Lets those pass who know the key, and keeps the key from the upstream.
import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';

class KeyRoot extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new KeyStream(contextId);
  }
}

class KeyStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (request.headers.get('x-api-key') != 'open-sesame') {
      sendLocalResponse(401, 'no key, no answer\\n');
      return FilterHeadersStatus.StopIteration;
    }
    request.headers.remove('x-api-key');
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new KeyRoot(contextId));
`;

export interface TourStep {
  /** Of its picture: `tour-NAME.png`. */
  name: string;
  walk: (page: Page) => Promise<void>;
}

const result = (page: Page) => page.getByRole('region', { name: 'Result' });
const verdict = (page: Page) => page.getByRole('status', { name: /^Verdict: / });

async function paste(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.evaluate((code) => navigator.clipboard.writeText(code), text);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
}

/** Of the scenario on screen, by the menu beside the tabs. */
async function renameScenario(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Scenario menu' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Scenario name').fill(name);
  await page.keyboard.press('Enter');
}

export const tourSteps: readonly TourStep[] = [
  {
    name: 'first',
    walk: async (page) => {
      await page.goto('/');
      await expect(result(page)).toContainText('hello: world');
      await expect(page.locator('.monaco-editor').first()).toBeVisible();
    },
  },
  {
    name: 'filter',
    walk: async (page) => {
      await page.getByRole('button', { name: /^Projects/ }).click();
      await page.getByRole('button', { name: 'New project' }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.getByLabel('Project name').fill('Key check');
      await page.keyboard.press('Enter');
      await paste(page, tourFilter);
      await expect(verdict(page)).toContainText('local reply · 401');
    },
  },
  {
    name: 'request',
    walk: async (page) => {
      await renameScenario(page, 'with the key');
      await page.getByRole('button', { name: 'Header', exact: true }).click();
      await page.getByLabel('Header 1 name').fill('x-api-key');
      await page.getByLabel('Header 1 value').fill('open-sesame');
      await expect(verdict(page)).toContainText('completed · 200');
      await expect(result(page).getByRole('region', { name: /^Request/ })).toContainText(
        'x-api-key: open-sesame',
      );
    },
  },
  {
    name: 'tests',
    walk: async (page) => {
      const expectIt = (name: RegExp) => result(page).getByRole('button', { name }).click();
      await expectIt(/^Expect: .*x-api-key/);
      await expectIt(/^Expect: .*status at the client is 200/);
      await page.getByRole('button', { name: 'Add scenario' }).click();
      await renameScenario(page, 'without a key');
      await expect(verdict(page)).toContainText('local reply · 401');
      await expectIt(/^Expect: .*status at the client is 401/);
      await page.getByRole('tab', { name: /^Tests/ }).click();
      await expect(result(page)).toContainText('all pass');
    },
  },
  {
    name: 'timeline',
    walk: async (page) => {
      await page.getByRole('tab', { name: /^Timeline/ }).click();
      await page.getByRole('button', { name: 'Enlarge the result' }).click();
      const events = page.getByRole('listbox', { name: 'Events' });
      await events.getByRole('option', { name: /send_local_response/ }).click();
      const detail = page.getByRole('region', { name: 'Selected event' });
      await expect(detail).toContainText('no key, no answer');
    },
  },
  {
    name: 'share',
    walk: async (page) => {
      await page.getByRole('button', { name: 'Share the page again' }).click();
      await page.getByRole('tab', { name: /^Journey/ }).click();
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      const card = page.getByRole('dialog', { name: 'Share' });
      await expect(card).toContainText('x-api-key');
    },
  },
  {
    name: 'download',
    walk: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Download' }).click();
      await expect(page.getByRole('dialog')).toContainText(
        /Checked on release build: 2 of 2 scenarios identical/,
        { timeout: 60_000 },
      );
    },
  },
];
