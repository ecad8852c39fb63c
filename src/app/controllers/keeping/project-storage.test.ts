import { expect, test } from 'vitest';
import { memoryRecords, memoryStorage } from '../../testing/memory-storage.ts';
import { smallProject } from '../../testing/project.ts';
import type { SavedWork } from './project-storage.ts';

function work(name: string): SavedWork {
  return {
    project: { ...smallProject(), name },
    precompiled: null,
    edited: true,
    drafts: {},
    setAside: {},
  };
}

test('a write that does not follow what is there changes nothing', async () => {
  const storage = memoryStorage();
  expect(await storage.write('p', work('one'), 0)).toEqual({ status: 'written', revision: 1 });
  expect(await storage.write('p', work('two'), 1)).toEqual({ status: 'written', revision: 2 });
  expect(await storage.write('p', work('late'), 1)).toEqual({ status: 'overtaken', revision: 2 });
  expect(await storage.write('p', work('two'), 1)).toEqual({ status: 'written', revision: 2 });
  expect(await storage.read('p')).toMatchObject({
    revision: 2,
    work: { project: { name: 'two' } },
  });
});

test('a deleted project that is still open somewhere is kept again, as a later revision', async () => {
  const storage = memoryStorage();
  await storage.write('p', work('one'), 0);
  await storage.remove('p');
  expect(await storage.write('p', work('two'), 1)).toEqual({ status: 'written', revision: 2 });
});

test('the first write of another visit keeps what the one before left', async () => {
  const records = memoryRecords();
  await memoryStorage(records, 'monday').write('p', work('of monday'), 0);
  const tuesday = memoryStorage(records, 'tuesday');
  await tuesday.write('p', work('first of tuesday'), 1);
  await tuesday.write('p', work('second of tuesday'), 2);
  const versions = await tuesday.versions('p');
  expect(versions.map(({ name }) => name)).toEqual(['of monday']);
  expect(await tuesday.readVersion(versions[0]?.key ?? '')).toMatchObject({
    work: { project: { name: 'of monday' } },
  });
});

test('a deleted project comes back with its versions', async () => {
  const storage = memoryStorage();
  await storage.write('p', work('one'), 0);
  await storage.keepVersion('p');
  await storage.write('q', work('other'), 0);
  const removed = await storage.remove('p');
  expect((await storage.list()).map(({ id }) => id)).toEqual(['q']);
  expect(await storage.versions('p')).toEqual([]);
  await storage.putBack(removed);
  expect((await storage.list()).map(({ id }) => id)).toEqual(['q', 'p']);
  expect(await storage.versions('p')).toHaveLength(1);
});

test('what is no Project any more says which field, and stays', async () => {
  const storage = memoryStorage();
  const broken = work('old');
  Object.assign(broken.project, { workers: 99 });
  await storage.write('p', broken, 0);
  expect(await storage.read('p')).toMatchObject({
    status: 'unreadable',
    reason: expect.stringMatching(/^workers /) as string,
  });
  expect(await storage.list()).toHaveLength(1);
});
