import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Browser, testBrowser, testTab } from '../../testing/tab.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pause = () => vi.advanceTimersByTimeAsync(1000);

/** One project, open in two tabs. */
async function twoTabs() {
  const browser = testBrowser();
  const first = await testTab(browser);
  first.edit('// begun');
  await pause();
  const second = await testTab(browser);
  return { browser, first, second };
}

test('the later tab does not save, and may go on with a copy', async () => {
  const { first, second } = await twoTabs();
  expect(first.store.getState().elsewhere).toBeNull();
  expect(second.store.getState().elsewhere).toEqual({ behind: false });
  second.edit('// in the second');
  await pause();
  expect(second.memory.saved).toEqual([]);
  expect(second.store.getState().saving).toEqual({ status: 'saving' });
  second.tabs.workOnCopy();
  await pause();
  expect(second.store.getState()).toMatchObject({ elsewhere: null, saving: { status: 'kept' } });
  expect(second.source()).toBe('// in the second');
  expect(await first.names()).toEqual(['an example', 'an example (copy)']);
  expect(first.source()).toBe('// begun');
});

test('an unedited tab hears of what the other saved, and reads it', async () => {
  const { first, second } = await twoTabs();
  first.edit('// further');
  await pause();
  expect(second.store.getState().elsewhere).toEqual({ behind: true });
  await second.tabs.reload();
  expect(second.source()).toBe('// further');
  expect(second.store.getState().elsewhere).toEqual({ behind: false });
});

test('taking over with edits makes what the other saved an earlier version', async () => {
  const { first, second } = await twoTabs();
  second.edit('// in the second');
  first.edit('// in the first');
  await pause();
  await second.tabs.takeOver();
  await pause();
  expect(first.store.getState().elsewhere).toEqual({ behind: true });
  expect(second.store.getState()).toMatchObject({ elsewhere: null, saving: { status: 'kept' } });
  const id = second.store.getState().projectId ?? '';
  expect(await second.storage.read(id)).toMatchObject({ work: second.memory.saved.at(-1) });
  const versions = await Promise.all(
    (await second.storage.versions(id)).map(({ key }) => second.storage.readVersion(key)),
  );
  expect(JSON.stringify(versions)).toContain('// in the first');
});

test('taking over without edits goes on from what the other saved', async () => {
  const { first, second } = await twoTabs();
  first.edit('// further');
  await pause();
  await second.tabs.takeOver();
  expect(second.source()).toBe('// further');
  second.edit('// and on');
  await pause();
  expect(second.store.getState()).toMatchObject({ elsewhere: null, saving: { status: 'kept' } });
  await first.tabs.reload();
  expect(first.source()).toBe('// and on');
  expect(first.store.getState().elsewhere).toEqual({ behind: false });
});

test('a guest saves when the other tab has gone', async () => {
  const { first, second } = await twoTabs();
  second.edit('// in the second');
  first.persistence.leave(true);
  first.tabs.leave();
  await pause();
  expect(second.store.getState()).toMatchObject({ elsewhere: null, saving: { status: 'kept' } });
});

test('without a channel it is the storage that refuses to write over what another tab saved', async () => {
  const { browser, first, second } = await twoTabs();
  browser.channels.clear();
  first.edit('// in the first');
  await pause();
  second.store.getState().setElsewhere(null);
  second.edit('// in the second');
  await pause();
  expect(second.store.getState()).toMatchObject({
    elsewhere: { behind: true },
    saving: { status: 'saving' },
  });
  expect(second.memory.saved).toEqual([]);
});

test('opening something else keeps the edits of a guest as a copy', async () => {
  const { second } = await twoTabs();
  second.edit('// in the second');
  await second.projects.openExample('x');
  expect(await second.names()).toEqual(['an example', 'an example (copy)']);
});

/** Everything that is kept: projects, versions, last moments. */
async function keptText(browser: Browser): Promise<string> {
  const kept = await browser.records.transact((records) => records.all(''));
  return JSON.stringify([kept, browser.moments.held]);
}

test('whatever two tabs do, the newest edit of each is kept, or on its page with the word that it is not', async () => {
  const action = fc.record({
    at: fc.nat(1),
    kind: fc.constantFrom('edit', 'wait', 'copy', 'take', 'reload', 'example', 'hide'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 14 }), async (actions) => {
      const { browser, first, second } = await twoTabs();
      const tabs = [first, second];
      const newest: (string | null)[] = [null, null];
      let edits = 0;
      for (const { at, kind } of actions) {
        const tab = tabs[at];
        if (tab === undefined) continue;
        const { elsewhere, saving } = tab.store.getState();
        if (kind === 'edit') {
          newest[at] = `// edit ${++edits}.`;
          tab.edit(newest[at]);
        } else if (kind === 'wait') await pause();
        else if (kind === 'example') await tab.projects.openExample('x');
        else if (kind === 'hide') tab.persistence.leave(false);
        // The buttons are there only then.
        else if (kind === 'copy' && elsewhere !== null) tab.tabs.workOnCopy();
        else if (kind === 'take' && elsewhere !== null) await tab.tabs.takeOver();
        else if (kind === 'reload' && elsewhere !== null && saving.status === 'kept')
          await tab.tabs.reload();
      }
      await pause();
      const kept = await keptText(browser);
      for (const [at, text] of newest.entries()) {
        const tab = tabs[at];
        if (tab === undefined || text === null || kept.includes(text)) continue;
        const { elsewhere, saving } = tab.store.getState();
        expect(tab.source()).toBe(text);
        expect({ elsewhere, saving }).toEqual({
          elsewhere: expect.anything() as unknown,
          saving: { status: 'saving' },
        });
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);
