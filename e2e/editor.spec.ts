// The editor: files of a filter, filters of a chain, and what helps to write them.

import type { Page } from '@playwright/test';
import {
  FlattenMap,
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  sourceContentFor,
} from '@jridgewell/trace-mapping';
import { attachToRunner } from './worker-debugger.ts';
import {
  axeFindings,
  expect,
  openPage,
  replaceSource,
  resultPane,
  showForm,
  test,
} from './fixtures.ts';

function fileTab(page: Page, path: string) {
  return page.getByRole('tablist', { name: 'Files' }).getByRole('tab', { name: path });
}

async function nameFile(page: Page, path: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'File name' });
  await expect(field).toBeFocused();
  await field.fill(path);
  await field.press('Enter');
}

/** A filter that sets one request header, the value of which comes from `imports` or is written there. */
function filterThatSets(name: string, value: string, imports = ''): string {
  return `import { FilterHeadersStatus, HttpContext, registerRootContext, request, RootContext } from 'proxy-wasm';
${imports}
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new Stream(contextId);
  }
}
class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    request.headers.add('${name}', ${value});
    return FilterHeadersStatus.Continue;
  }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;
}

test('a filter of two files: added, imported, renamed with its imports, deleted and back', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Add file' }).click();
  await nameFile(page, 'words.ts');
  await expect(fileTab(page, 'words.ts')).toHaveAttribute('aria-selected', 'true');
  await replaceSource(page, "export const word: string = 'from the other file';\n");
  await fileTab(page, 'filter.ts').click();
  await replaceSource(page, filterThatSets('x-word', 'word', "import { word } from './words';"));
  await expect(resultPane(page).getByText('x-word: from the other file')).toBeVisible();

  await fileTab(page, 'words.ts').click();
  await page.getByRole('button', { name: 'File menu' }).click();
  await page.getByRole('menuitem', { name: 'Rename words.ts' }).click();
  await nameFile(page, 'lib/texts.ts');
  await fileTab(page, 'filter.ts').click();
  await expect(page.locator('.view-line', { hasText: "from './lib/texts'" })).toBeVisible();
  await expect(page.getByText('No problems')).toBeVisible();

  await fileTab(page, 'lib/texts.ts').click();
  await page.getByRole('button', { name: 'File menu' }).click();
  await page.getByRole('menuitem', { name: 'Delete lib/texts.ts' }).click();
  await expect(page.getByText('1 error', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('No problems')).toBeVisible();
});

test('a chain built by hand runs, shows both filters, changes places and comes back', async ({
  page,
}) => {
  await openPage(page);
  await replaceSource(page, filterThatSets('x-order', "'first'"));
  await showForm(page, 'Plugin');
  const chain = page.getByRole('region', { name: 'Chain' });
  await chain.getByRole('button', { name: 'Add to the chain' }).click();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toHaveValue('filter');
  await name.fill('second');
  await replaceSource(page, filterThatSets('x-order', "'second'"));
  const result = resultPane(page);
  await expect(result.getByText('x-order: second')).toBeVisible();
  await expect(result.getByText('x-order: first')).toBeVisible();
  await expect(result.getByText('second · request')).toBeVisible();
  await expect(result.getByText(/x-order: (first|second)/)).toHaveText([/first/, /second/]);
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);

  await chain.getByRole('button', { name: 'Move second up' }).click();
  await expect(result.getByText(/x-order: (first|second)/)).toHaveText([/second/, /first/]);
  await expect(page.locator('.view-line', { hasText: "'second'" })).toBeVisible();

  await chain.getByRole('button', { name: 'Take second out of the chain' }).click();
  await expect(result.getByText('x-order: second')).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(result.getByText(/x-order: (first|second)/)).toHaveText([/second/, /first/]);

  await chain.getByLabel('What to add to the chain').selectOption('A copy of second');
  await chain.getByRole('button', { name: 'Add to the chain' }).click();
  await expect(chain.getByText('VM shared with 1')).toBeVisible();
  await page.getByRole('button', { name: 'Give it a VM of its own' }).click();
  await expect(page.getByRole('textbox', { name: 'VM id' })).toHaveValue('own');
  await expect(page.getByRole('button', { name: 'Share the VM of second' })).toBeVisible();
});

test('names lead into the SDK and back, are renamed and found in all files; the file is formatted', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Add file' }).click();
  await nameFile(page, 'words.ts');
  await expect(fileTab(page, 'words.ts')).toHaveAttribute('aria-selected', 'true');
  await replaceSource(page, "export const word: string   = 'hello';\n");
  await fileTab(page, 'filter.ts').click();
  await replaceSource(page, filterThatSets('x-word', 'word', "import { word } from './words';"));
  await expect(resultPane(page).getByText('x-word: hello')).toBeVisible();

  const use = page.locator('.view-line', { hasText: 'request.headers.add' });
  await use.getByText('request', { exact: false }).first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('F12');
  const library = fileTab(page, 'proxy-wasm/http.ts');
  await expect(library).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.view-line', { hasText: 'export const request' })).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('alert').filter({ hasText: 'part of the SDK' })).toBeAttached();
  await page.keyboard.press('Escape');
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);
  await page.getByRole('button', { name: /^Back to filter.ts:/ }).click();
  await expect(fileTab(page, 'filter.ts')).toHaveAttribute('aria-selected', 'true');
  await expect(library).toBeHidden();

  // A name of the SDK stays.
  await page.keyboard.press('F2');
  await expect(
    page.getByRole('alert').filter({ hasText: 'request is a name of proxy-wasm, which stays' }),
  ).toBeAttached();

  // From its use to its definition in the other file, renamed there, and back by the key.
  await page.keyboard.press('End');
  for (let count = 0; count < 4; count++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F12');
  await expect(fileTab(page, 'words.ts')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F2');
  const renaming = page.locator('.rename-input');
  await expect(renaming).toBeFocused();
  await renaming.fill('greeting');
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-line', { hasText: 'const greeting' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.type('format the file');
  await page.keyboard.press('Enter');
  await expect(
    page.locator('.view-line', { hasText: /^export\sconst\sgreeting:\sstring\s=\s'hello';$/ }),
  ).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(fileTab(page, 'filter.ts')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.view-line', { hasText: 'import { greeting }' })).toBeVisible();
  await expect(page.getByText('No problems')).toBeVisible();
  await page.keyboard.press('Shift+F12');
  await expect(page.locator('.reference-zone-widget')).toContainText('words.ts');
});

test('what is wrong is mended by Ctrl+., from the compiler’s word and from a lint’s', async ({
  page,
}) => {
  await openPage(page);
  await replaceSource(page, filterThatSets('x-count', 'count', 'log.info("hi");'));
  await expect(page.getByText('2 errors', { exact: true })).toBeVisible();
  const fix = page.locator('.action-widget');
  await page.getByRole('button', { name: /Cannot find name 'log'/ }).click();
  await expect(page.locator('.monaco-editor.focused')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+.');
  await fix.getByText("Import from 'proxy-wasm'").click();
  await expect(page.getByText('1 error', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /Type 'i32' is not assignable/ }).click();
  await page.keyboard.press('ControlOrMeta+.');
  await fix.getByText('Make it a text: count.toString()').click();
  await expect(page.getByText('No problems')).toBeVisible();
  await expect(resultPane(page).getByText('x-count: 6')).toBeVisible();

  await replaceSource(page, filterThatSets('x-held', "request.headers.get(':host')!"));
  await page.getByRole('button', { name: /There is no pseudo-header/ }).click();
  await page.keyboard.press('ControlOrMeta+.');
  await fix.getByText("Change to ':authority'").click();
  await expect(resultPane(page).getByText('x-held: localhost:8080')).toBeVisible();
});

test('the module as text: from a line of the source to its WebAssembly and back', async ({
  page,
}) => {
  await openPage(page);
  await replaceSource(page, filterThatSets('x-word', "'hello'"));
  await expect(resultPane(page).getByText('x-word: hello')).toBeVisible();
  await page.locator('.view-line', { hasText: 'request.headers.add' }).click();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
  await page.keyboard.type('webassembly of this line');
  await page.keyboard.press('Enter');
  await expect(fileTab(page, 'module.wat')).toHaveAttribute('aria-selected', 'true');
  const line = page.getByRole('button', { name: 'filter.ts:10', exact: true });
  await expect(line).toBeVisible();
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);

  await page.getByRole('button', { name: 'Find a function…' }).click();
  const outline = page.locator('.quick-input-widget input[type="text"]');
  await expect(outline).toBeFocused();
  await page.keyboard.type('assembly/filter/Root#createHttp');
  await expect(page.locator('.quick-input-list').getByText('Root#createHttpContext')).toBeVisible();
  await page.keyboard.press('Enter');
  const head = page.locator('.module-text .view-line', {
    hasText: '(func $assembly/filter/Root#createHttpContext',
  });
  await expect(head).toBeVisible();
  await page.getByRole('button', { name: 'filter.ts:5', exact: true }).click();
  await expect(fileTab(page, 'filter.ts')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.view-line', { hasText: 'new Stream(contextId)' })).toBeVisible();
});

test('the browser’s debugger stops in the AssemblyScript, for as long as one looks', async ({
  page,
}) => {
  await openPage(page);
  const text = filterThatSets('x-word', "'hello'");
  await replaceSource(page, text);
  await expect(resultPane(page).getByText('x-word: hello')).toBeVisible();
  const debuggerOf = await attachToRunner(page);
  await page.getByRole('button', { name: 'Debug in DevTools' }).click();
  const banner = resultPane(page).getByText('The filter can be debugged.');
  await expect(banner).toBeVisible();
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);

  const script = await debuggerOf.script((url) => url.startsWith('data:application/json'));
  const map = new FlattenMap(
    Buffer.from(script.sourceMapURL.split(',')[1] ?? '', 'base64').toString(),
  );
  const source = 'sluice:///hello/filter.ts';
  expect(sourceContentFor(map, source)).toBe(text);
  const line = text.split('\n').findIndex((one) => one.includes('request.headers.add')) + 1;
  const bias = LEAST_UPPER_BOUND;
  const { column } = generatedPositionFor(map, { source, line, column: 0, bias });
  await debuggerOf.send('Debugger.setBreakpointByUrl', {
    url: script.url,
    lineNumber: 0,
    columnNumber: column,
  });

  await page.getByRole('button', { name: /^Run / }).click();
  const stop = await debuggerOf.paused();
  expect(stop.functionName).toContain('Stream#onRequestHeaders');
  expect(originalPositionFor(map, { line: 1, column: stop.column })).toMatchObject({
    source,
    line,
  });
  await expect(resultPane(page).getByText('stands at a breakpoint')).toBeVisible();
  await debuggerOf.send('Debugger.disable', {});
  await expect(banner).toBeVisible();
  await page.getByRole('button', { name: 'Stop debugging', exact: true }).click();
  await expect(banner).toBeHidden();
});

test('lines tell what they did in the last run, also long ones, and fade when it is over', async ({
  page,
}) => {
  await openPage(page);
  const value =
    "'a value that is so long that nothing fits behind it in the pane any more, not even this'";
  await replaceSource(page, filterThatSets('x-long', value));
  const callback = page.locator('.view-line', { hasText: 'onRequestHeaders(' });
  await expect(page.locator('.pinned-hints')).toContainText('x-long: a value that is so');
  await expect(page.getByText('called 1× · → Continue').first()).toBeVisible();
  expect(await axeFindings(page, { without: '.monaco-editor' })).toEqual([]);

  await callback.click();
  await page.keyboard.press('Home');
  await page.keyboard.type('x(');
  await expect(page.locator('.editor-host.stale .pinned-hints')).toContainText('x-long');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.locator('.editor-host:not(.stale)')).toBeVisible();
});
