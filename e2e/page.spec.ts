// The main way through the page: look, edit the code, edit the scenario, come back later.

import {
  exampleSource,
  expect,
  openPage,
  replaceSource,
  resultPane,
  showForm,
  showResult,
  showScenario,
  test,
  verdict,
} from './fixtures.ts';

const hello = exampleSource('hello-header');

test('a visit: the result, its source, the calls, and the forms of a scenario', async ({
  page,
}) => {
  await openPage(page);
  await test.step('the first visit shows the result of the default example', async () => {
    await expect(verdict(page)).toContainText('completed · 200');
    await expect(resultPane(page).getByText('hello: world')).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText('compiled with the example');
  });
  await test.step('a source line in the journey leads into the editor', async () => {
    await expect(page.locator('.monaco-editor').first()).toBeVisible();
    await resultPane(page)
      .getByRole('button', { name: /^filter\.ts:\d+$/ })
      .first()
      .click();
    await expect(page.locator('.view-line', { hasText: 'response.headers.replace' })).toBeVisible();
    await expect(page.locator('.monaco-editor.focused').first()).toBeVisible();
  });
  await test.step('the list of calls shows arguments, results and the detail', async () => {
    await showResult(page, 'Timeline');
    const calls = page.getByRole('listbox', { name: 'Events' });
    await expect(calls.getByText('proxy_on_configure')).toBeVisible();
    await page.getByLabel('Filter the events').fill('replace_header');
    await calls.getByRole('option', { name: /replace_header_map_value/ }).click();
    const detail = page.getByRole('region', { name: 'Selected event' });
    await expect(detail.getByText('proxy_replace_header_map_value')).toBeVisible();
    await expect(detail.getByText('"world"')).toBeVisible();
    await page.getByLabel('Filter the events').fill('');
    await showResult(page, 'Journey');
  });
  await test.step('a change of the request shows at the upstream', async () => {
    await page.getByLabel('Path', { exact: true }).fill('/orders?id=42');
    await page.getByRole('button', { name: 'Header', exact: true }).click();
    await page.getByLabel('Header 1 name').fill('x-user');
    await page.getByLabel('Header 1 value').fill('root');
    const request = resultPane(page).getByRole('region', { name: /^Request/ });
    await expect(request.getByText(':path: /orders?id=42')).toBeVisible();
    await expect(request.getByText('x-user: root')).toBeVisible();
  });
  await test.step('a change of the upstream changes the verdict', async () => {
    await showForm(page, 'Upstream');
    await page.getByLabel('Upstream: status').fill('418');
    await expect(verdict(page)).toContainText('completed · 418');
    await page.getByRole('radio', { name: 'Not there' }).check({ force: true });
    await expect(verdict(page)).toContainText('503');
    await page.getByRole('radio', { name: 'Answers', exact: true }).check({ force: true });
    await page.getByLabel('Upstream: status').fill('200');
  });
  await test.step('a change of the configuration changes what the filter does', async () => {
    await showForm(page, 'Plugin');
    await page
      .getByLabel('Configuration', { exact: true })
      .fill('{"name": "x-who", "value": "me"}');
    await expect(resultPane(page).getByText('x-who: me')).toBeVisible();
  });
  await test.step('a configuration of one scenario leaves the others alone', async () => {
    await showForm(page, 'Plugin');
    await page
      .getByRole('radiogroup', { name: 'Configuration holds for' })
      .getByRole('radio', { name: 'This scenario' })
      .check({ force: true });
    await page.getByLabel('Configuration', { exact: true }).fill('{"name": "only-here"}');
    await expect(resultPane(page).getByText('only-here: world')).toBeVisible();
    await showScenario(page, 'HEAD');
    await expect(resultPane(page).getByText('x-who: me')).toBeVisible();
  });
});

test('what is wrong in a form is marked in place, and scenarios can be had back', async ({
  page,
}) => {
  await openPage(page);
  await test.step('bad metadata is marked and the last good value stays in force', async () => {
    await showForm(page, 'Node & attributes');
    const metadata = page.getByRole('textbox', { name: 'Node metadata' });
    await metadata.fill('{"role": "canary"}');
    await metadata.fill('{"role": "canary",}');
    await expect(metadata).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('Line 1: remove the comma before }')).toBeVisible();
    await expect(page.getByText('The last valid metadata is in use: 1 key.')).toBeVisible();
    await expect(verdict(page)).toContainText('completed · 200');
    await showForm(page, 'Request');
    await showForm(page, 'Node & attributes');
    await expect(metadata).toHaveValue('{"role": "canary",}');
    await metadata.fill('{"role": "stable"}');
    await expect(metadata).toHaveAttribute('aria-invalid', 'false');
  });
  await test.step('a status of 42 and a forbidden header name are marked in place', async () => {
    await showForm(page, 'Upstream');
    await page.getByLabel('Upstream: status').fill('42');
    await expect(
      page.getByText('The status of an answer is a whole number from 200 to 599.'),
    ).toBeVisible();
    await expect(verdict(page)).toContainText('completed · 200');
    await showForm(page, 'Request');
    await page.getByRole('button', { name: 'Header', exact: true }).click();
    await page.getByLabel('Header 1 name').fill('x user');
    await expect(page.getByText('A header name cannot contain a space.')).toBeVisible();
    await expect(verdict(page)).toContainText('completed · 200');
  });
  await test.step('a scenario is copied, renamed, deleted and had back', async () => {
    const tabs = page.getByRole('tablist', { name: 'Scenarios' });
    const menu = page.getByRole('button', { name: 'Scenario menu' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Scenario name').fill('mine');
    await page.keyboard.press('Enter');
    await expect(tabs.getByRole('tab', { name: 'mine' })).toBeVisible();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(tabs.getByRole('tab', { name: 'mine' })).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(tabs.getByRole('tab', { name: 'mine' })).toBeVisible();
  });
});

test('an edit is compiled and runs, and the node metadata reaches the filter', async ({ page }) => {
  await openPage(page);
  await test.step('an edit of the filter changes the result', async () => {
    await replaceSource(
      page,
      hello.replace('response.headers.replace(root.name', "response.headers.replace('x-edited'"),
    );
    await expect(resultPane(page).getByText('x-edited: world')).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText(/compiled [\d,]+ ms/);
    await expect(page.getByText('edited, kept in this browser')).toBeVisible();
  });
  await test.step('node metadata reaches the filter', async () => {
    await replaceSource(
      page,
      hello
        .replace("} from 'proxy-wasm';", "  property,\n} from 'proxy-wasm';")
        .replace(
          'const status = response.headers.replace(root.name, root.value);',
          "const role = property.getString(['xds', 'node', 'metadata', 'role']);\n    const status = response.headers.replace('x-role', role == null ? 'none' : role);",
        ),
    );
    await expect(resultPane(page).getByText('x-role: none')).toBeVisible();
    await showForm(page, 'Node & attributes');
    await page.getByRole('textbox', { name: 'Node metadata' }).fill('{"role": "canary"}');
    await expect(resultPane(page).getByText('x-role: canary')).toBeVisible();
  });
});

test('work comes back after a reload', async ({ page }) => {
  await openPage(page);
  await test.step('work comes back after a reload', async () => {
    await page.getByLabel('Project name').fill('My filter');
    await replaceSource(
      page,
      hello.replace("'world'", "'again'").replaceAll('root.value', "'again'"),
    );
    await expect(resultPane(page).getByText('hello: again')).toBeVisible();
    await expect(page.getByText('edited, kept in this browser')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Project name')).toHaveValue('My filter');
    await expect(resultPane(page).getByText('hello: again')).toBeVisible();
  });
  await test.step('the last key strokes before a reload are not lost', async () => {
    await replaceSource(page, `${hello}// the last word`);
    await page.reload();
    await expect(page.locator('.view-line', { hasText: 'class HelloRoot' })).toBeVisible();
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+End');
    await expect(page.locator('.view-line', { hasText: '// the last word' })).toBeVisible();
  });
});

test('completion and hover know the SDK', async ({ page }) => {
  await openPage(page);
  await replaceSource(page, `${hello}\nresponse.headers.`);
  // Completion needs the declarations, which come with the compiler; typing asks again until they are there.
  const suggestions = page.locator('.suggest-widget');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Space');
    await expect(suggestions.getByText('replace', { exact: true })).toBeVisible({
      timeout: 2000,
    });
  }).toPass({ timeout: 40_000 });
  await page.keyboard.press('Escape');
  await page
    .locator('.view-line', { hasText: 'class HelloStream' })
    .getByText('HttpContext')
    .hover();
  await expect(page.locator('.monaco-hover').getByText('HttpContext').first()).toBeVisible();
});
