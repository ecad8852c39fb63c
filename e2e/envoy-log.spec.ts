// The run as Envoy logs it, a real log held against it, and what is shared at the end.

import { expect, openPage, replaceSource, resultPane, showResult, test } from './fixtures.ts';

test('the run is told as Envoy logs it, and compares with a log call by call', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'Envoy log');
  const pane = resultPane(page);
  await expect(pane.getByRole('list', { name: "Envoy's log" })).toContainText(
    '[0][trace][wasm] [host->vm] proxy_on_context_create(1, 0)',
  );
  await pane.getByRole('button', { name: 'Copy' }).click();
  await expect(pane.getByRole('button', { name: 'Copied' })).toBeVisible();
  const log = await page.evaluate(() => navigator.clipboard.readText());
  expect(log).toContain('[host<-vm] proxy_on_response_headers return: 0\n');

  const compareWith = async (text: string): Promise<void> => {
    await pane.getByLabel('Log of an Envoy').fill(text);
    await pane.getByRole('button', { name: 'Compare' }).click();
  };
  await pane.getByText('Comparison', { exact: true }).click();
  await compareWith('GET / HTTP/1.1');
  await expect(pane.getByText('This log tells nothing of filters')).toBeVisible();

  await pane.getByRole('button', { name: 'Another log' }).click();
  await compareWith(log);
  await expect(pane.getByRole('status').filter({ hasText: 'Identical' })).toBeVisible();

  await pane.getByRole('button', { name: 'Another log' }).click();
  await compareWith(log.replace('proxy_on_log return: void', 'proxy_on_log return: 7'));
  await expect(pane.getByRole('status').filter({ hasText: '1 difference' })).toBeVisible();
  // It is at the end of the log, and yet in sight.
  await expect(pane.getByRole('listitem').filter({ hasText: 'Envoy' }).last()).toContainText(
    'proxy_on_log(2) → 7',
  );
  await page.getByRole('button', { name: 'Enlarge the result' }).click();
  await expect(pane.getByRole('status').filter({ hasText: '1 difference' })).toBeVisible();
  await pane.getByRole('button', { name: 'Another log' }).click();
  await pane.getByLabel('Log of an Envoy').fill('half a log');
  await showResult(page, 'Journey');
  await showResult(page, 'Envoy log');
  await expect(pane.getByLabel('Log of an Envoy')).toHaveValue('half a log');
});

const sharing = `import { Counter, registerRootContext, RootContext, setSharedData, SharedQueue } from 'proxy-wasm';

class Sharing extends RootContext {
  onConfigure(_size: i32): bool {
    setSharedData('greeting', 'hello');
    SharedQueue.register('work').enqueue('a task');
    Counter.define('starts').increment();
    return true;
  }
}

registerRootContext((contextId: u32) => new Sharing(contextId));
`;

test('shared data, queues and metrics are shown as they are at the end', async ({ page }) => {
  await openPage(page);
  await showResult(page, 'State');
  const pane = resultPane(page);
  await expect(pane.getByText('Nothing is shared in this scenario')).toBeVisible();
  await replaceSource(page, sharing);
  await expect(pane.getByRole('table', { name: 'Shared data' })).toContainText('greetinghello');
  await expect(pane.getByRole('table', { name: 'Queues' })).toContainText('a task');
  await expect(pane.getByRole('table', { name: 'Metrics' })).toContainText('counter');
});
