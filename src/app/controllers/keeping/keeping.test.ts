import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testBrowser, testTab } from '../../testing/tab.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pause = () => vi.advanceTimersByTimeAsync(1000);

test('an example becomes a project with the first edit, and is what the next visit begins with', async () => {
  const browser = testBrowser();
  const first = await testTab(browser);
  expect(await first.names()).toEqual([]);
  first.edit('// mine');
  await pause();
  expect(first.store.getState().saving).toEqual({ status: 'kept' });
  const second = await testTab(browser);
  expect(second.source()).toBe('// mine');
  expect(await second.names()).toEqual(['an example']);
});

test('what is not saved yet when the page goes away is there the next time', async () => {
  const browser = testBrowser();
  const first = await testTab(browser);
  first.edit('// saved');
  await pause();
  vi.spyOn(first.memory, 'write').mockRejectedValue(new Error('gone'));
  const write = browser.records.transact;
  browser.records.transact = () => new Promise(() => undefined);
  first.edit('// the last word');
  first.persistence.leave(true);
  first.tabs.leave();
  browser.records.transact = write;
  expect((await testTab(browser)).source()).toBe('// the last word');
});

test('the last word of a page whose project was saved by another since becomes a copy', async () => {
  const browser = testBrowser();
  const first = await testTab(browser);
  first.edit('// saved');
  await pause();
  const { projectId } = first.store.getState();
  const work = first.memory.saved.at(-1);
  if (projectId === null || work === undefined) throw new Error('nothing was saved');
  browser.moments.held = [
    { id: projectId, base: 0, asCopy: false, work: { ...work, edited: false } },
  ];
  const next = await testTab(browser);
  expect(await next.names()).toEqual(['an example', 'an example (copy)']);
  expect(next.notices[0]?.text).toContain('changed in two tabs');
  expect(browser.moments.held).toEqual([]);
});

test.each(['kept by the browser', 'with storage blocked'])(
  'opening an example keeps the edited work, %s',
  async (how) => {
    const browser = testBrowser();
    const tab = await testTab(browser);
    if (how === 'with storage blocked')
      browser.records.transact = () => Promise.reject(new Error('blocked'));
    tab.typing.text = '// typed last';
    await tab.projects.openExample('x');
    expect(tab.source()).toBe('// start');
    expect(tab.notices.at(-1)?.text).toBe('kept an example');
    tab.notices.at(-1)?.act?.();
    await pause();
    expect(tab.source()).toBe('// typed last');
  },
);

test('storage that fails is said, the work goes on, and it is tried again', async () => {
  const browser = testBrowser();
  const tab = await testTab(browser);
  const { transact } = browser.records;
  browser.records.transact = () => Promise.reject(new Error('blocked'));
  tab.edit('// a');
  await pause();
  expect(tab.store.getState().saving).toEqual({
    status: 'unavailable',
    reason: 'blocked',
    full: false,
  });
  browser.records.transact = transact;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tab.store.getState().saving).toEqual({ status: 'kept' });
  expect(await tab.names()).toEqual(['an example']);
});

test('full storage loses what is old before it loses the work, and says so', async () => {
  const browser = testBrowser();
  const tab = await testTab(browser);
  const { transact } = browser.records;
  const full = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
  browser.records.transact = () => Promise.reject(full);
  tab.edit('// a');
  await pause();
  expect(tab.store.getState().saving).toMatchObject({ status: 'unavailable', full: true });
  tab.room.push('versions went', 'modules went');
  let refused = 0;
  browser.records.transact = (work) => (++refused < 3 ? Promise.reject(full) : transact(work));
  tab.edit('// b');
  await pause();
  expect(tab.store.getState().saving).toEqual({ status: 'kept' });
  expect(tab.notices.map(({ text }) => text)).toEqual(['versions went', 'modules went']);
});

test('a project is renamed, copied, deleted and had back, open or not', async () => {
  const tab = await testTab();
  tab.edit('// mine');
  const [entry] = await tab.list.entries();
  if (entry === undefined) throw new Error('not kept');
  await tab.list.rename(entry.id, 'named');
  await tab.list.duplicate(entry.id);
  await tab.list.create();
  expect(await tab.names()).toEqual(['New filter', 'named', 'named (copy)']);
  await tab.list.rename(entry.id, 'named again');
  expect(await tab.names()).toEqual(['New filter', 'named (copy)', 'named again']);
  await tab.projects.openKept(entry.id);
  await tab.list.remove(entry.id);
  expect(await tab.names()).toEqual(['New filter', 'named (copy)']);
  expect(tab.store.getState().projectId).toBeNull();
  tab.notices.at(-1)?.act?.();
  await pause();
  expect(await tab.names()).toEqual(['New filter', 'named (copy)', 'named again']);
  expect(tab.source()).toBe('// mine');
});

test('an earlier version is restored, and that is taken back', async () => {
  const browser = testBrowser();
  const before = await testTab(browser);
  before.edit('// of the visit before');
  await pause();
  before.tabs.leave();
  browser.channels.clear();
  const tab = await testTab(browser);
  tab.edit('// of now');
  await pause();
  const id = tab.store.getState().projectId ?? '';
  const [version] = await tab.list.versions(id);
  if (version === undefined) throw new Error('no version');
  await tab.list.restore(version);
  expect(tab.source()).toBe('// of the visit before');
  expect(await tab.list.versions(id)).toHaveLength(2);
  tab.notices.at(-1)?.act?.();
  await pause();
  expect(tab.source()).toBe('// of now');
  tab.edit('// and on');
  await pause();
  expect(tab.store.getState()).toMatchObject({ saving: { status: 'kept' }, elsewhere: null });
});
