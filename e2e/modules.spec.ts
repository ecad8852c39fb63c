// Everyone else's filters on the page: modules in Go and Rust and in text, dropped or chosen, asked for, refused, kept.

import type { Page } from '@playwright/test';
import type { Project } from '#project/schema.ts';
import { foreignModule, type ForeignName, foreignProject } from './envoy/foreign/projects.ts';
import { axeFindings, expect, openPage, showScenario, test, verdict } from './fixtures.ts';

/** Drops a file on the page as a person would drag it there. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const content = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  const editor = page.getByRole('region', { name: /^(Filter source|Module)$/ });
  await editor.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop a module or a project')).toBeVisible();
  await editor.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop a module or a project')).toBeHidden();
}

/** Opens the page, and this Project on it. */
async function openWith(page: Page, project: Project): Promise<void> {
  await openPage(page);
  await page.keyboard.press('ControlOrMeta+O');
  const dialog = page.getByRole('dialog', { name: 'Projects' });
  await dialog.getByLabel('Project file').setInputFiles({
    name: 'project.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(project)),
  });
  await expect(dialog).toBeHidden();
}

const statusIs = (exchange: number, value: number) =>
  ({ subject: 'client.status', exchange, key: '', compare: 'equals', value }) as const;

/** The Project that is compared with Envoy, with what the clients must get. */
function judged(name: ForeignName, bytes: Uint8Array): Project {
  const project = foreignProject(name, bytes);
  const wanted: Record<string, number[]> = {
    'headers, a body, shared data and a metric': [200, 200, 200],
    'a call that holds the request back': [200, 200],
    'a call that nobody answers': [200],
    'a panic': [200, 503, 503],
  };
  return {
    ...project,
    scenarios: project.scenarios.flatMap((scenario) => {
      const statuses = wanted[scenario.name];
      if (statuses === undefined) return [];
      return [{ ...scenario, expect: statuses.map((status, at) => statusIs(at, status)) }];
    }),
  };
}

const modulePane = (page: Page) => page.getByRole('region', { name: 'Module', exact: true });
const guest = (body: string): Uint8Array =>
  new TextEncoder().encode(`(module
  (import "env" "proxy_send_local_response"
    (func $reply (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) ${body}))`);
const replies = guest(`(drop (call $reply (i32.const 418) (i32.const 0) (i32.const 0)
    (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const -1))) (i32.const 1)`);

for (const name of ['foreign-go', 'foreign-rust'] as const) {
  test(`${name}: a Project asks for its module, and all scenarios run green with it`, async ({
    page,
  }) => {
    const bytes = await foreignModule(name);
    test.skip(bytes === null, 'there is no toolchain for it here');
    if (bytes === null) return;
    await openWith(page, judged(name, bytes));
    await expect(modulePane(page).getByText('This project uses filter.wasm')).toBeVisible();

    await drop(page, 'other.wat', replies);
    await expect(modulePane(page).getByText('This is another module.')).toBeVisible();
    await expect(
      modulePane(page).getByRole('button', { name: 'Use other.wat anyway' }),
    ).toBeVisible();

    await drop(page, 'built-just-now.wasm', bytes);
    await expect(page.getByText('4 of 4 pass')).toBeVisible();
    await showScenario(page, 'a call that holds the request back');
    await expect(verdict(page)).toContainText('200');
    await expect(modulePane(page).getByText('Envoy 1.40 loads this module.')).toBeVisible();
    const language = name === 'foreign-go' ? /^Go \(guessed\)/ : /^Rust, proxy-wasm-rust-sdk/;
    await expect(modulePane(page).getByText(language)).toBeVisible();

    await page.reload();
    await expect(page.getByText('4 of 4 pass')).toBeVisible();
  });
}

test('text is dropped, runs, stays after a reload, and gives way to the editor again', async ({
  page,
}) => {
  await openPage(page);
  await drop(page, 'teapot.wat', replies);
  await expect(verdict(page)).toContainText('418');
  await expect(modulePane(page).getByText('Envoy 1.40 loads this module.')).toBeVisible();
  await expect(page.getByText('edited, kept in this browser')).toBeVisible();

  await page.reload();
  await expect(verdict(page)).toContainText('418');
  await modulePane(page).getByRole('button', { name: 'Back to the editor' }).click();
  await expect(page.getByText('class HelloRoot extends RootContext')).toBeVisible();
  await expect(verdict(page)).toContainText('200');
});

test('without storage a module works for this visit, and the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('it is blocked', 'SecurityError');
    };
  });
  await openPage(page);
  await drop(page, 'teapot.wat', replies);
  await expect(verdict(page)).toContainText('418');
  await expect(
    page.getByText('The browser does not keep teapot.wat (it is blocked).'),
  ).toBeVisible();
});

test('undo of a drop brings the source back', async ({ page }) => {
  await openPage(page);
  await drop(page, 'teapot.wat', replies);
  await expect(verdict(page)).toContainText('418');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(verdict(page)).toContainText('200');
  await expect(page.getByText('class HelloRoot extends RootContext')).toBeVisible();
});

test('a module is chosen by keyboard', async ({ page }) => {
  await openPage(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Use a module…' }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({
    name: 'teapot.wat',
    mimeType: 'text/plain',
    buffer: Buffer.from(replies),
  });
  await expect(verdict(page)).toContainText('418');
});

test('what is no module is refused in a sentence, and the work stays', async ({ page }) => {
  await openPage(page);
  await drop(page, 'photo.wasm', new TextEncoder().encode('not a module at all'));
  await expect(page.getByText('photo.wasm is no WebAssembly module')).toBeVisible();
  await drop(page, 'bad.wat', new TextEncoder().encode('(module\n  (funk))'));
  await expect(page.getByText('bad.wat, line 2, column 4: unexpected token "funk"')).toBeVisible();
  await expect(page.getByText('class HelloRoot extends RootContext')).toBeVisible();
});

test('a module that Envoy refuses says why, with the cure and the line of its log', async ({
  page,
}) => {
  await openPage(page);
  const wanting = new TextDecoder()
    .decode(replies)
    .replace('(memory', '(import "env" "abort" (func (param i32 i32 i32 i32))) (memory');
  await drop(page, 'wanting.wat', new TextEncoder().encode(wanting));
  const pane = modulePane(page);
  await expect(pane.getByText('Envoy 1.40 refuses this module.')).toBeVisible();
  await expect(
    pane.getByText('Failed to load Wasm module due to a missing import: env.abort'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'module: 1 finding' })).toBeVisible();
});

test('the doctor has looked at what is compiled here too', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'module: no findings' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Envoy 1.40 loads this module.')).toBeVisible();
  await expect(dialog.getByText(/^AssemblyScript/)).toBeVisible();
});

test('a chain with a module in it downloads the module itself', async ({ page }) => {
  await openPage(page);
  await drop(page, 'teapot.wat', replies);
  await expect(verdict(page)).toContainText('418');
  await page.getByRole('button', { name: 'Download' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('option', { name: /README\.md/ }).click();
  await expect(dialog.getByText('compiled elsewhere and given as `teapot.wat`')).toBeVisible();
  await expect(dialog.getByRole('option', { name: /package\.json/ })).toHaveCount(0);
  await expect(dialog.getByText(/^compiled elsewhere, \d+ B$/)).toBeVisible();
});

test('axe finds nothing in the pane of a module', async ({ page }) => {
  await openPage(page);
  await drop(page, 'teapot.wat', replies);
  await expect(modulePane(page).getByText('Envoy 1.40 loads this module.')).toBeVisible();
  for (const name of ['import', 'callback'])
    await modulePane(page).locator('summary', { hasText: name }).click();
  const within = 'section[aria-label="Module"]';
  expect(await axeFindings(page, { within })).toEqual([]);
  await modulePane(page).getByRole('button', { name: 'As text (WAT)' }).click();
  await expect(modulePane(page).getByText(/^\d+ functions? · \d+ B$/)).toBeVisible();
  await expect(modulePane(page).getByText('the module has no source map')).toBeVisible();
  expect(await axeFindings(page, { within, without: '.monaco-editor' })).toEqual([]);
  await page.getByRole('button', { name: /^module: / }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeFindings(page, { within: '[role="dialog"]' })).toEqual([]);
});
