import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newestDictionary } from '#share/dictionary.ts';
import type { LinkPlace } from '#share/link-place.ts';
import * as reader from '#share/read-link.ts';
import { writeLink } from '#share/write-link.ts';
import { smallProject } from '../testing/project.ts';
import { testTab } from '../testing/tab.ts';
import { createAddressController } from './address-controller.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function linkTo(name: string, place: LinkPlace | null = null): Promise<string> {
  const link = writeLink({ ...smallProject(), name }, await newestDictionary(), place);
  if (link === null) throw new Error('too large');
  return link;
}

/** A page with work of the person's own on it. */
async function page() {
  const { notices, ...tab } = await testTab();
  const { store, projects } = tab;
  const bar = { fragment: '' };
  const address = createAddressController({
    store,
    projects,
    loadReader: () => Promise.resolve(reader),
    readFragment: () => bar.fragment,
    replaceFragment: (fragment) => {
      bar.fragment = fragment;
    },
    tellUntilClosed: (text) => notices.push({ text, act: null }),
    tellShared: (name, covers) => notices.push({ text: `shared ${name}, ${covers}`, act: null }),
  });
  const open = async (fragment: string): Promise<void> => {
    bar.fragment = `#${fragment}`;
    await address.openLink();
  };
  const pause = () => vi.advanceTimersByTimeAsync(1000);
  return { ...tab, notices, bar, open, pause, saved: tab.memory.saved };
}

test('a link covers the own work, which stays what is saved until the link is touched', async () => {
  const { store, saved, names, source, notices, bar, edit, open, pause } = await page();
  edit('// mine');
  await open(await linkTo('theirs'));
  expect(store.getState()).toMatchObject({ fromLink: { covers: 'an example' }, edited: false });
  expect(store.getState().project.name).toBe('theirs');
  expect(notices.at(-1)?.text).toBe('shared theirs, an example');
  await pause();
  expect(saved.map(({ project }) => project.name)).toEqual(['an example']);
  expect(await names()).toEqual(['an example']);
  expect(bar.fragment).not.toBe('');

  edit('// now mine too');
  await pause();
  expect(bar.fragment).toBe('');
  expect(saved.at(-1)?.project.name).toBe('theirs');
  expect(await names()).toEqual(['an example', 'theirs']);
  expect(notices.at(-1)?.text).toBe('kept an example');
  notices.at(-1)?.act?.();
  await pause();
  expect(source()).toBe('// mine');
  expect(await names()).toEqual(['an example', 'theirs']);
});

test('from one link to another and back to the own work', async () => {
  const { store, projects, names, edit, open, pause } = await page();
  edit('// mine');
  await open(await linkTo('first'));
  await open(await linkTo('second'));
  expect(store.getState()).toMatchObject({ fromLink: { covers: 'an example' } });
  projects.uncover();
  await pause();
  expect(store.getState()).toMatchObject({ fromLink: null, edited: true });
  expect(store.getState().project.name).toBe('an example');
  expect(await names()).toEqual(['an example']);
});

test('a value that does not hold yet is a touch as well', async () => {
  const { store, saved, names, edit, open, pause } = await page();
  edit('// mine');
  await open(await linkTo('theirs'));
  store.getState().setDraft('node.metadata', { text: '{', problem: 'no' });
  await pause();
  expect(saved.at(-1)?.project.name).toBe('theirs');
  expect(await names()).toEqual(['an example', 'theirs']);
});

test('an example in place of a link leaves nothing of the link behind', async () => {
  const { projects, names, notices, source, edit, open, pause } = await page();
  edit('// mine');
  await open(await linkTo('theirs'));
  await projects.openExample('other');
  expect(await names()).toEqual(['an example']);
  notices.at(-1)?.act?.();
  await pause();
  expect(source()).toBe('// mine');
});

test('a link leads to an event, and the one to what is on the page changes nothing', async () => {
  const { store, open, edit } = await page();
  await open(await linkTo('theirs', { scenario: 1, seq: 5 }));
  expect(store.getState()).toMatchObject({ scenario: 1, selectedSeq: 5, resultTab: 'timeline' });
  edit('// mine');
  // As an edit may leave it: the same members in another order.
  store.getState().editProject(({ name, ...others }) => ({ ...others, name }));
  const { project, openings } = store.getState();
  await open(writeLink(project, await newestDictionary()) ?? '');
  expect(store.getState()).toMatchObject({ openings, edited: true });
});

test('what cannot be opened is said and leaves the page as it is', async () => {
  const { store, notices, open } = await page();
  const { openings } = store.getState();
  const link = await linkTo('theirs');
  await open(link.slice(0, 40));
  await open('9.z.later');
  await open('results');
  expect(notices.map(({ text }) => text)).toEqual([
    expect.stringMatching(/cut off.*stays as it is\.$/),
    expect.stringMatching(/newer Sluice.*stays as it is\.$/),
  ]);
  expect(store.getState().openings).toBe(openings);
});
