// What the VMs share, and how it came to be: histories, changes by request, memory.

import {
  axeFindings,
  expect,
  openPage,
  replaceSource,
  resultPane,
  showResult,
  test,
} from './fixtures.ts';

const sharing = `import {
  Counter, FilterHeadersStatus, HttpContext, registerRootContext, RootContext, setSharedData,
} from 'proxy-wasm';
import { setEnvoyFilterState } from 'proxy-wasm/envoy';

class Sharing extends RootContext {
  hits: Counter = Counter.define('my-hits');

  createHttpContext(id: u32): HttpContext {
    return new Stream(id, this.hits);
  }
}

class Stream extends HttpContext {
  hits: Counter;

  constructor(id: u32, hits: Counter) {
    super(id);
    this.hits = hits;
  }

  onRequestHeaders(_count: i32, _end: bool): FilterHeadersStatus {
    this.hits.increment();
    setSharedData('greeting', 'hello');
    setSharedData('greeting', 'too late', 77);
    setEnvoyFilterState('envoy.string', 'for the router');
    memory.grow(3);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new Sharing(contextId));
`;

test('the state tells who set what, what each request changed, and how memory grew', async ({
  page,
}) => {
  await openPage(page);
  await showResult(page, 'State');
  const pane = resultPane(page);
  await replaceSource(page, sharing);
  const history = pane.getByRole('table', { name: 'Who set what' });
  await expect(history.getByRole('row')).toHaveCount(3);
  await expect(history.getByRole('row').nth(2)).toContainText('CasMismatch');
  const metrics = pane.getByRole('table', { name: 'Metrics' });
  await expect(metrics).toContainText('my_hits');
  await expect(metrics).toContainText('+1 request 1');
  await expect(pane.getByRole('table', { name: 'Filter state' })).toContainText('for the router');
  await expect(pane.getByRole('table', { name: 'Modules of this run' })).toContainText(' kB');
  await expect(pane.getByRole('img', { name: /^Memory at the end/ })).toBeVisible();
  const expecting = metrics.getByRole('button', { name: 'Expect: metric my-hits is 1' });
  await expecting.click();
  await expect(expecting).toHaveAttribute('aria-pressed', 'true');
  expect(await axeFindings(page, { within: 'section[aria-label="Result"]' })).toEqual([]);
});
