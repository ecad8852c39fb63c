// The timeline: lanes and list in step, filters, keys, and a source line behind each call.

import type { Locator, Page } from '@playwright/test';
import {
  axeFindings,
  expect,
  openExample,
  openPage,
  showResult,
  showScenario,
  test,
} from './fixtures.ts';

const events = (page: Page): Locator => page.getByRole('listbox', { name: 'Events' });
const selected = (page: Page): Locator => events(page).getByRole('option', { selected: true });
const detail = (page: Page): Locator => page.getByRole('region', { name: 'Selected event' });
const lanes = (page: Page): Locator => page.getByRole('group', { name: /^Timeline: / });

async function openTimeline(page: Page, scenario = 'too slow'): Promise<void> {
  await openPage(page);
  await openExample(page, 'ext-authz');
  await showScenario(page, scenario);
  await showResult(page, 'Timeline');
  await page.getByRole('button', { name: 'Enlarge the result' }).click();
  await expect(events(page).getByText('proxy_on_configure')).toBeVisible();
}

test('lanes and list are in step, are found through, walked and zoomed', async ({ page }) => {
  await openTimeline(page);
  await test.step('there is a lane for the client, the plugin and the callout', async () => {
    for (const name of ['Client', 'ext_authz', 'authz']) {
      await expect(lanes(page).getByText(name, { exact: true })).toBeVisible();
    }
  });
  await test.step('what is clicked in the lanes is selected in the list, and Escape lets go', async () => {
    const canvas = lanes(page).locator('canvas');
    // The box of the callout fills the middle of the third lane.
    const box = await canvas.boundingBox();
    await canvas.click({ position: { x: (box?.width ?? 0) / 2, y: 24 + 44 + 58 + 18 } });
    await expect(selected(page)).toContainText('GET /check to authz');
    await expect(detail(page)).toBeVisible();
    await events(page).press('Escape');
    await expect(detail(page)).toBeHidden();
  });
  await test.step('the lanes zoom by button, key and wheel, and show all again', async () => {
    const plane = lanes(page).locator('.lane-plane');
    const width = async (): Promise<number> => (await plane.boundingBox())?.width ?? 0;
    const all = await width();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(width).toBeGreaterThan(all * 1.3);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(width).toBe(all);
    await lanes(page).focus();
    await page.keyboard.press('+');
    await expect.poll(width).toBeGreaterThan(all * 1.3);
    await page.keyboard.press('0');
    await expect.poll(width).toBe(all);
    await lanes(page).locator('canvas').hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(width).toBeGreaterThan(all * 1.3);
    await page.keyboard.press('0');
    await expect.poll(width).toBe(all);
  });
  await test.step('memory calls are folded away and can be shown', async () => {
    await expect(events(page).getByText('proxy_on_memory_allocate')).toHaveCount(0);
    await page.getByLabel('Memory calls 3 hidden').check();
    await expect(events(page).getByText('proxy_on_memory_allocate').first()).toBeVisible();
    await page.getByLabel(/^Memory calls/).uncheck();
  });
  await test.step('events are found by kind, word, status and context', async () => {
    const filter = page.getByLabel('Filter the events');
    await filter.fill('status:NotFound');
    await expect(events(page).getByRole('option')).toHaveCount(1);
    await expect(events(page).getByRole('option')).toContainText('get_header_map_value');
    await filter.fill('context:1 proxy_on');
    await expect(events(page).getByText('proxy_on_request_headers')).toBeHidden();
    await expect(events(page).getByText('proxy_on_http_call_response')).toBeVisible();
    await filter.fill('');
    await page.getByText('Network', { exact: true }).click();
    await expect(events(page).getByText('paused at request headers')).toBeVisible();
    await expect(events(page).getByText('proxy_on_configure')).toBeHidden();
    await filter.fill('no such thing');
    await expect(page.getByText('No event matches the filter')).toBeVisible();
    await filter.fill('');
    await page.getByText('All', { exact: true }).click();
  });
  await test.step('axe finds nothing', async () => {
    await events(page)
      .getByRole('option', { name: /http_call\(/ })
      .click();
    await expect(detail(page)).toBeVisible();
    expect(await axeFindings(page, { within: 'section[aria-label="Result"]' })).toEqual([]);
    await detail(page).getByText('State then', { exact: true }).click();
    await expect(detail(page).getByRole('region', { name: 'request then' })).toBeVisible();
    expect(await axeFindings(page, { within: 'section[aria-label="Result"]' })).toEqual([]);
    await events(page).press('Escape');
  });
  await test.step('arrows walk through the events, with Shift through the callbacks, Enter shows the line', async () => {
    await events(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(selected(page)).toContainText('_initialize');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selected(page)).toContainText('proxy_on_context_create');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selected(page)).toContainText('proxy_on_vm_start');
    await page.getByRole('button', { name: 'Previous callback' }).click();
    await expect(selected(page)).toContainText('proxy_on_context_create');
    await events(page)
      .getByRole('option', { name: /http_call\(/ })
      .click();
    await events(page).press('Enter');
    await expect(
      page.locator('.monaco-editor').getByText('dispatchHttpCall').first(),
    ).toBeVisible();
  });
});

test('a call tells what it was given and did, and the state as it was then', async ({ page }) => {
  await openTimeline(page, 'allowed');
  await test.step('step by step the state is as it was then', async () => {
    await events(page)
      .getByRole('option', { name: /remove_header_map_value/ })
      .first()
      .click();
    await detail(page).getByText('State then', { exact: true }).click();
    const request = detail(page).getByRole('region', { name: 'request then' });
    await expect(request).toContainText('authorization: Bearer t');
    await expect(request).not.toContainText('x-user');
    await events(page).press('Shift+ArrowUp');
    await expect(selected(page)).toContainText('proxy_on_request_headers');
    await expect(request).toContainText('x-user: root');
    for (const name of ['proxy_on_http_call_response', 'proxy_on_response_headers']) {
      await page.getByRole('button', { name: 'Next callback' }).click();
      await expect(selected(page)).toContainText(name);
    }
    await expect(request).toContainText('x-user: u1');
    await expect(detail(page).getByRole('region', { name: 'response then' })).toContainText(
      ':status: 200',
    );
  });
  await test.step('a call tells its raw arguments, its bytes, what it changed and its line', async () => {
    await events(page)
      .getByRole('option', { name: /add_header_map_value/ })
      .first()
      .click();
    await detail(page).getByText('Event', { exact: true }).click();
    await expect(detail(page).getByText('Ok 0')).toBeVisible();
    await expect(detail(page).getByText(/^6 B at 0x[0-9a-f]+$/)).toBeVisible();
    await expect(detail(page).getByText('78 2d 75 73 65 72')).toBeVisible();
    await expect(detail(page).getByText('x-user: u1')).toBeVisible();
    await expect(detail(page).getByText(/^now \d+ of \d+$/)).toBeVisible();
    await expect(detail(page).getByRole('region', { name: 'Source' })).toContainText('headers.add');
    const expecting = detail(page).getByRole('button', {
      name: 'Expect: hostcall proxy_add_header_map_value is Ok',
    });
    await expecting.click();
    await expect(expecting).toHaveAttribute('aria-pressed', 'true');
    await detail(page).getByRole('button', { name: 'Show in editor' }).click();
    await expect(
      page.locator('.monaco-editor').getByText('onHttpCallResponse').first(),
    ).toBeVisible();
  });
});

test('pieces of a body stand where they come', async ({ page }) => {
  await openPage(page);
  await openExample(page, 'body-limit');
  await showScenario(page, 'two small pieces');
  await showResult(page, 'Timeline');
  await expect(events(page).getByText(/^client → \d+ B, end$/)).toBeVisible();
});
