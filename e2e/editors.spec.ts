// The editors of a scenario: each says the same in several ways, and what is typed is what runs.

import type { Page } from '@playwright/test';
import { axeFindings, expect, openPage, resultPane, showForm, test, verdict } from './fixtures.ts';

const inScenario = { within: 'section[aria-label="Scenario"]' };

async function showAs(page: Page, view: 'Form' | 'Raw'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'The message as' }).getByText(view).click();
}

test('a message is pasted, copied and written raw', async ({ page }) => {
  await openPage(page);
  await test.step('a line of curl replaces the request, and can be taken back', async () => {
    await page.getByRole('button', { name: 'Paste curl' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('Request to paste')
      .fill(`curl -X PATCH 'http://shop.example/orders/1' \\\n  -H 'x-user: a' -d $'q=\\'1\\'' -k`);
    await expect(dialog.getByText('Without part in the request: -k.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Replace request 1' }).click();
    await expect(page.getByLabel('Method', { exact: true })).toHaveValue('PATCH');
    await expect(page.getByLabel('Body', { exact: true })).toHaveValue("q='1'");
    await expect(resultPane(page).getByText(':path: /orders/1')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByLabel('Method', { exact: true })).toHaveValue('GET');
  });
  await test.step('the request is copied as a line of curl', async () => {
    await page.getByLabel('Path', { exact: true }).fill('/copied');
    await page.getByRole('button', { name: 'Copy the request as curl' }).click();
    await expect(page.getByText(/^Copied as a line of curl\./)).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^curl .*http:\/\/localhost:8080\/copied/);
  });
  await test.step('the raw text of a request and its form stay in step', async () => {
    await page.getByLabel('Path', { exact: true }).fill('/from-the-form');
    await showAs(page, 'Raw');
    const raw = page.getByLabel('Raw request');
    await expect(raw).toHaveValue(/^GET \/from-the-form HTTP\/1\.1\nhost: localhost:8080\n/);

    await raw.fill('PUT /from-raw HTTP/1.1\nhost: shop.example\nx-raw: 1\n\nhello');
    await expect(resultPane(page).getByText(':path: /from-raw')).toBeVisible();
    await raw.fill('PUT /from-raw HTTP/1.1\nhost: shop.example\nx raw: 1\n\nhello');
    await expect(page.getByText('Line 3: A header name cannot contain a space.')).toBeVisible();

    await showAs(page, 'Form');
    await expect(page.getByText('The raw text is not in force; the form is.')).toBeVisible();
    await expect(page.getByLabel('Authority', { exact: true })).toHaveValue('shop.example');
    await expect(page.getByLabel('Header 1 name')).toHaveValue('x-raw');
    await expect(page.getByLabel('Body', { exact: true })).toHaveValue('hello');
    await page.getByRole('button', { name: 'Mend it' }).click();
    await expect(raw).toHaveValue(/x raw: 1/);
    await showAs(page, 'Form');
    await page.getByRole('button', { name: 'Drop it' }).click();
    await page.getByLabel('Path', { exact: true }).fill('/again');
    await showAs(page, 'Raw');
    await expect(raw).toHaveValue('PUT /again HTTP/1.1\nhost: shop.example\nx-raw: 1\n\nhello');
  });
  await test.step('the answer of the upstream can be written raw', async () => {
    await showForm(page, 'Upstream');
    await showAs(page, 'Raw');
    await page.getByLabel('Raw answer').fill('HTTP/1.1 418\nx-teapot: yes\n\nshort and stout');
    await expect(resultPane(page).getByText('x-teapot: yes')).toBeVisible();
  });
  await test.step('axe finds nothing in raw messages', async () => {
    await showForm(page, 'Request');
    await showAs(page, 'Raw');
    await page.getByLabel('Raw request').fill('GET\n');
    expect(await axeFindings(page, inScenario)).toEqual([]);
    await showForm(page, 'Upstream');
    expect(await axeFindings(page, inScenario)).toEqual([]);
  });
});

test('a body is written, taken from a file and cut into pieces', async ({ page }) => {
  await openPage(page);
  await test.step('a body as JSON, as a form, and from a file', async () => {
    await page.getByLabel('Method', { exact: true }).fill('POST');
    await page.getByLabel('Body as').selectOption('JSON');
    const body = page.getByLabel('Body', { exact: true });
    await body.fill('{"a": 1,}');
    await expect(page.getByText('Line 1: remove the comma before }.')).toBeVisible();
    await body.fill('{"a":1.0}');
    await page.getByRole('button', { name: 'Format' }).click();
    await expect(body).toHaveValue('{\n  "a": 1.0\n}');

    await body.fill('q=x%20y');
    await page.getByLabel('Body as').selectOption('Form');
    await expect(page.getByLabel('Field 1 value')).toHaveValue('x y');
    await page.getByRole('button', { name: 'Field', exact: true }).click();
    await page.getByLabel('Field 2 name').fill('n');
    await page.getByLabel('Field 2 value').fill('1&2');
    await page.getByLabel('Body as').selectOption('Text');
    await expect(body).toHaveValue('q=x%20y&n=1%262');

    await page.getByLabel('File for the body').setInputFiles({
      name: 'bytes.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0xff, 0x00]),
    });
    await expect(page.getByText('bytes.bin, 2 B, is the body now.')).toBeVisible();
    await expect(page.getByLabel('Body as')).toHaveValue('base64');
    await expect(body).toHaveValue('/wA=');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(body).toHaveValue('q=x%20y&n=1%262');
  });
  await test.step('a file dropped on a body becomes the body, not the module', async () => {
    const field = page.getByRole('region', { name: 'Body and pieces' });
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['dropped'], 'note.txt'));
      return data;
    });
    await field.dispatchEvent('dragover', { dataTransfer: transfer });
    await field.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByText('note.txt, 7 B, is the body now.')).toBeVisible();
    await expect(page.getByLabel('Body', { exact: true })).toHaveValue('dropped');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await test.step('a body is cut into pieces by number and by size, each at its time', async () => {
    await page.getByLabel('Method', { exact: true }).fill('POST');
    await page.getByLabel('Body as').selectOption('Text');
    await page.getByLabel('Body', { exact: true }).fill('0123456789');
    await page.getByLabel('Number of pieces').fill('2');
    await page.getByLabel('Time between pieces in ms').fill('10');
    await expect(page.getByRole('img', { name: '5 B at 0 ms, 5 B at 10 ms' })).toBeVisible();
    await page.getByLabel('Bytes of a piece').fill('4');
    await expect(
      page.getByRole('img', { name: '4 B at 0 ms, 4 B at 10 ms, 2 B at 20 ms' }),
    ).toBeVisible();
    await page.getByLabel('Body', { exact: true }).fill('0123x456789');
    await page.getByLabel('Pieces by hand').check();
    await expect(page.getByLabel('Chunk 2', { exact: true })).toHaveValue('x4567');
    await page.getByLabel('Number of pieces').fill('99');
    await expect(
      page.getByText('The body has 11 bytes: it cannot be cut into 99 pieces.'),
    ).toBeVisible();
  });
  await test.step('axe finds nothing in the editors of a body', async () => {
    for (const view of ['Text', 'JSON', 'Form', 'Base64']) {
      await page.getByLabel('Body as').selectOption('Text');
      await page.getByLabel('Pieces by hand').setChecked(false);
      await page.getByLabel('Body', { exact: true }).fill('a=1&b');
      await page.getByLabel('Number of pieces').fill('2');
      await page.getByLabel('Body as').selectOption(view);
      expect(await axeFindings(page, inScenario)).toEqual([]);
    }
  });
});

test('routes and mocks are written in forms', async ({ page }) => {
  await openPage(page);
  await test.step('a special route answers before the rest, and a scenario may have its own', async () => {
    await showForm(page, 'Upstream');
    await page.getByRole('button', { name: 'All routes' }).click();
    await page.getByRole('button', { name: 'Route before the rest' }).click();
    const special = page.getByRole('region', { name: 'Route 1' });
    await special.getByLabel('Path begins with').fill('/posts');
    await special
      .getByRole('radiogroup', { name: 'Target of route 1' })
      .getByText('Direct response')
      .click();
    await special.getByLabel('Status of route 1').fill('418');
    await expect(verdict(page)).toContainText('418');
    expect(await axeFindings(page, inScenario)).toEqual([]);
    await special.getByRole('button', { name: 'Remove route 1' }).click();
    await expect(verdict(page)).toContainText('200');

    await page
      .getByRole('radiogroup', { name: 'Route holds for' })
      .getByText('This scenario')
      .click();
    await page
      .getByRole('radiogroup', { name: 'Target of the route' })
      .getByText('Direct response')
      .click();
    await page.getByLabel('Status of the route').fill('503');
    await expect(verdict(page)).toContainText('503');
    await page
      .getByRole('radiogroup', { name: 'Route holds for' })
      .getByText('All scenarios')
      .click();
    await expect(verdict(page)).toContainText('200');
  });
  await test.step('a gRPC mock is written in the form and asks for HTTP/2', async () => {
    await showForm(page, 'Calls');
    await page.getByRole('button', { name: 'Mock', exact: true }).click();
    const mock = page.getByRole('region', { name: /^Mock 1, / });
    await mock.getByRole('radiogroup', { name: 'Mock 1: what it does' }).getByText('gRPC').click();
    await mock.getByRole('button', { name: /^Speak HTTP\/2 to / }).click();
    await expect(mock.getByText('gRPC needs HTTP/2.')).toBeHidden();
    await expect(page.getByLabel('Cluster 1: protocol')).toHaveValue('http2');
    await mock.getByLabel('Mock 1: gRPC status').selectOption('7 PERMISSION_DENIED');
    await mock.getByRole('button', { name: 'Message', exact: true }).click();
    await mock.getByLabel('Message 1', { exact: true }).fill('a*b=');
    await expect(mock.getByText('Base64 has no "*".')).toBeVisible();
    await mock.getByLabel('Message 1', { exact: true }).fill('CgI=');
    await expect(mock.getByText('grpc 7')).toBeVisible();
    expect(await axeFindings(page, inScenario)).toEqual([]);
    await mock.getByRole('button', { name: 'Remove mock 1' }).click();
    await expect(mock).toBeHidden();
  });
});

test('what Envoy tells the filter is seen and set', async ({ page }) => {
  await openPage(page);
  await test.step('the attributes show what the filter is given, where, and take another value', async () => {
    await page.getByLabel('Path', { exact: true }).fill('/seen?by=all');
    await showForm(page, 'Node & attributes');
    const list = page.getByRole('tree', { name: 'Attributes of Envoy' });
    await expect(
      list.getByRole('treeitem', { name: /^path \/seen\?by=all string 12 B/ }),
    ).toBeVisible();
    await page.getByLabel('Find an attribute or value').fill('source.add');
    await list.getByRole('treeitem', { name: /^address/ }).click();
    const detail = page.getByRole('region', { name: 'Attribute source.address' });
    await detail.getByLabel('Instead of the value of source.address').fill('nowhere');
    await expect(detail.getByText(/^An address is like/)).toBeVisible();
    await detail.getByLabel('Instead of the value of source.address').fill('203.0.113.9:4000');
    await expect(list.getByText('203.0.113.9:4000')).toBeVisible();
    await page.getByLabel('Find an attribute or value').fill('');
    await page.getByText('Overridden 1').click();
    await expect(list.getByRole('treeitem')).toHaveCount(2);
    await page.getByRole('radiogroup', { name: 'Attributes to show' }).getByText('All').click();
    await list.getByRole('treeitem', { name: /^path/ }).click();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('region', { name: 'Attribute request.url_path' })).toBeVisible();
    const branch = list.getByRole('treeitem', { name: /^request \d+ of \d+ have a value/ });
    await page.keyboard.press('ArrowLeft');
    await expect(branch).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(branch).toHaveAttribute('aria-expanded', 'false');
    await expect(list.getByRole('treeitem', { name: /^url_path/ })).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await expect(list.getByRole('treeitem', { name: /^url_path/ })).toBeVisible();
    expect(await axeFindings(page, inScenario)).toEqual([]);
  });
  await test.step('metadata is written as YAML too, and its errors have a line', async () => {
    await showForm(page, 'Node & attributes');
    const metadata = page.getByRole('textbox', { name: 'Node metadata' });
    await metadata.fill('{"role": "canary"}');
    const language = page.getByRole('radiogroup', { name: 'Node metadata as' });
    await language.getByText('YAML').click();
    await expect(metadata).toHaveValue('role: canary\n');
    await metadata.fill('role: canary\nrole: stable\n');
    await expect(page.getByText(/^Line 2: Map keys must be unique/)).toBeVisible();
    await showForm(page, 'Request');
    await showForm(page, 'Node & attributes');
    await expect(metadata).toHaveValue('role: canary\nrole: stable\n');
    await metadata.fill('role: stable\nweight: 5\n');
    await language.getByText('JSON').click();
    await expect(metadata).toHaveValue('{\n  "role": "stable",\n  "weight": 5\n}');
  });
  await test.step('capabilities, workers and the listener are edited on the page', async () => {
    await showForm(page, 'Plugin');
    await page.getByLabel('allowed_capabilities').check();
    const allowed = page.getByRole('textbox', { name: 'Allowed capabilities' });
    await allowed.fill('');
    await expect(page.getByText(/^At least one name is needed/)).toBeVisible();
    await allowed.fill('proxy_log');
    await expect(resultPane(page).getByText('hello: world')).toBeHidden();
    await page.getByLabel('allowed_capabilities').uncheck();
    await expect(resultPane(page).getByText('hello: world')).toBeVisible();
    expect(await axeFindings(page, inScenario)).toEqual([]);
    await showForm(page, 'Node & attributes');
    await page.getByLabel('Workers', { exact: true }).fill('9');
    await expect(
      page.getByText('The number of workers is a whole number from 1 to 8.'),
    ).toBeVisible();
    await page.getByLabel('Workers', { exact: true }).fill('2');
    await page.getByLabel('Direction').selectOption('outbound');
    const inside = page.getByLabel('Port in the container');
    await inside.fill('http');
    await expect(page.getByText('A port is a whole number from 1 to 65,535.')).toBeVisible();
    await inside.fill('80');
    await expect(page.getByText('A port is a whole number from 1 to 65,535.')).toBeHidden();
    await inside.fill('');
    await expect(inside).toHaveAttribute('placeholder', '8080');
    await page.getByLabel('Admin port').fill('8001');
    expect(await axeFindings(page, inScenario)).toEqual([]);
  });
  await test.step('a configuration shows the bytes that the filter gets in each encoding', async () => {
    await showForm(page, 'Plugin');
    const text = page.getByRole('textbox', { name: 'Configuration', exact: true });
    await text.fill('{"a":1}');
    await page.getByText('The filter gets 7 B').click();
    const bytes = page.getByRole('region', { name: 'Bytes of the configuration' });
    await expect(bytes).toContainText('7b 22 61 22 3a 31 7d');
    await page
      .getByRole('radiogroup', { name: 'Encoding of the configuration' })
      .getByText('Struct')
      .click();
    await expect(bytes).toContainText('0a 0e 0a 01 61 12 09 11 00 00 00 00 00 00 f0 3f');
    expect(await axeFindings(page, inScenario)).toEqual([]);
  });
});

test('an entry of a HAR file is added with its answer', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Paste curl' }).click();
  const dialog = page.getByRole('dialog');
  const entry = (path: string, status: number) => ({
    request: { method: 'GET', url: `http://shop.example${path}`, headers: [] },
    response: { status, headers: [], content: { size: 2, text: 'ok' } },
  });
  await dialog.getByLabel('HAR file').setInputFiles({
    name: 'shop.har',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ log: { entries: [entry('/a', 200), entry('/b', 203)] } })),
  });
  await dialog.getByRole('option', { name: /shop\.example\/b/ }).click();
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
  await dialog.getByRole('button', { name: 'Add as another request' }).click();
  await expect(page.getByRole('radio', { name: 'then 2 · GET /b' })).toBeChecked();
  await showForm(page, 'Upstream');
  await expect(page.getByLabel('Upstream: status')).toHaveValue('203');
});
