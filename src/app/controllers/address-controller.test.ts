import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newestDictionary } from '#share/dictionary.ts';
import type { LinkPlace } from '#share/link-place.ts';
import * as reader from '#share/read-link.ts';
import { writeLink } from '#share/write-link.ts';
import { setFileText } from '../store/edit-project.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { memoryStorage } from '../testing/memory-storage.ts';
import { smallProject } from '../testing/project.ts';
import { createAddressController } from './address-controller.ts';
import { startPersistence } from './persistence-controller.ts';
import { createProjectController } from './project-controller.ts';

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

/** A page with work of the person's own on it, all the same as in main.tsx but for the browser. */
function page() {
  const store = createPlaygroundStore(smallProject());
  const storage = memoryStorage();
  const persistence = startPersistence(store, storage);
  const notices: { text: string; act: (() => void) | null }[] = [];
  const bar = { fragment: '' };
  const projects = createProjectController({
    store,
    storage,
    loadExample: () => Promise.reject(new Error('none')),
    flushEditors: () => undefined,
    flushWork: () => persistence.flush(),
    tellKept: (name, act) => notices.push({ text: `kept ${name}`, act }),
  });
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
  const edit = (text: string): void =>
    store.getState().editProject((project) => setFileText(project, 0, 'filter.ts', text));
  const open = async (fragment: string): Promise<void> => {
    bar.fragment = `#${fragment}`;
    await address.openLink();
  };
  const pause = () => vi.advanceTimersByTimeAsync(1000);
  return { store, storage, projects, notices, bar, edit, open, pause };
}

test('a link covers the own work, which stays what is saved until the link is touched', async () => {
  const { store, storage, projects, notices, bar, edit, open, pause } = page();
  edit('// mine');
  await open(await linkTo('theirs'));
  expect(store.getState()).toMatchObject({ fromLink: { covers: 'small' }, edited: false });
  expect(store.getState().project.name).toBe('theirs');
  expect(notices.at(-1)?.text).toBe('shared theirs, small');
  await pause();
  expect(storage.saved.map(({ project }) => project.name)).toEqual(['small']);
  expect(await projects.recent()).toEqual([]);
  expect(bar.fragment).not.toBe('');

  edit('// now mine too');
  await pause();
  expect(bar.fragment).toBe('');
  expect(storage.saved.at(-1)?.project.name).toBe('theirs');
  expect((await projects.recent()).map(({ project }) => project.name)).toEqual(['small']);
  expect(notices.at(-1)?.text).toBe('kept small');
  notices.at(-1)?.act?.();
  await pause();
  expect(store.getState().project.plugins[0]?.source).toMatchObject({
    files: [{ text: '// mine' }],
  });
  expect((await projects.recent()).map(({ project }) => project.name)).toEqual(['theirs']);
});

test('from one link to another and back to the own work', async () => {
  const { store, projects, edit, open, pause } = page();
  edit('// mine');
  await open(await linkTo('first'));
  await open(await linkTo('second'));
  expect(store.getState()).toMatchObject({ fromLink: { covers: 'small' } });
  projects.uncover();
  await pause();
  expect(store.getState()).toMatchObject({ fromLink: null, edited: true });
  expect(store.getState().project.name).toBe('small');
  expect(await projects.recent()).toEqual([]);
});

test('a value that does not hold yet is a touch as well', async () => {
  const { store, storage, edit, open, pause } = page();
  edit('// mine');
  await open(await linkTo('theirs'));
  store.getState().setDraft('node.metadata', { text: '{', problem: 'no' });
  await pause();
  expect(storage.saved.at(-1)?.project.name).toBe('theirs');
  expect(await storage.recent()).toHaveLength(1);
});

test('an example in place of a link keeps the own work behind it', async () => {
  const { storage, projects, edit, open } = page();
  edit('// mine');
  await open(await linkTo('theirs'));
  await projects.openRecent('nothing');
  expect(await storage.recent()).toEqual([]);
  await storage.addRecent({
    project: smallProject(),
    precompiled: null,
    edited: false,
    drafts: {},
    setAside: {},
  });
  await projects.openRecent('id 0');
  expect((await storage.recent()).map(({ project }) => project.plugins[0]?.source)).toMatchObject([
    { files: [{ text: '// mine' }] },
  ]);
});

test('a link leads to an event, and the one to what is on the page changes nothing', async () => {
  const { store, open, edit } = page();
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
  const { store, notices, open } = page();
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
