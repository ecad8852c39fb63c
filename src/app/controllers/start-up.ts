// What the page begins with: the work of last time, or the first example. What a page could only put down in its last moment is kept first.

import type { Project } from '#project/schema.ts';
import type { LastMoment, LastMoments } from './keeping/last-moment.ts';
import { nameOfCopy } from './project-controller.ts';
import { type ProjectStorage, readWork, type SavedWork } from './keeping/project-storage.ts';

export interface StartUp {
  work: SavedWork;
  /** Where it is kept, if it is. */
  kept: { id: string; revision: number } | null;
  /** Sentences to say. */
  notices: string[];
}

export interface StartUpDeps {
  storage: ProjectStorage;
  moments: LastMoments;
  loadExample: (slug: string) => Promise<Project>;
  newId: () => string;
  defaultExample: string;
}

export async function startUp(deps: StartUpDeps): Promise<StartUp> {
  const { storage, moments } = deps;
  const notices: string[] = [];
  const place = moments.place();
  try {
    for (const { key, moment } of moments.all()) {
      const notice = await recover(deps, moment);
      if (notice !== null) notices.push(notice);
      moments.forget(key);
    }
    if (place !== null && 'project' in place) {
      const found = await storage.read(place.project);
      if (found.status === 'found')
        return {
          work: found.work,
          kept: { id: place.project, revision: found.revision },
          notices,
        };
      if (found.status === 'unreadable')
        notices.push(
          `The work of last time cannot be read (${found.reason}). It stays in your projects.`,
        );
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notices.push(
      `This browser gives no storage (${reason}). Everything works, but nothing is kept after this page closes.`,
    );
  }
  const slug = place !== null && 'example' in place ? place.example : deps.defaultExample;
  const work = await untouched(deps, slug).catch(() => untouched(deps, deps.defaultExample));
  return { work, kept: null, notices };
}

async function untouched({ loadExample }: StartUpDeps, slug: string): Promise<SavedWork> {
  const project = await loadExample(slug);
  return { project, precompiled: slug, edited: false, drafts: {}, setAside: {} };
}

/** Where somebody has saved the project since, it becomes one of its own. Gives what is to be said. */
async function recover(
  { storage, newId }: StartUpDeps,
  { id, base, asCopy, work: saved }: LastMoment,
): Promise<string | null> {
  const read = readWork(saved, 0);
  if (read.status !== 'found') return null;
  const { work } = read;
  if (!asCopy && (await storage.write(id, work, base)).status === 'written') return null;
  const { name } = work.project;
  const copy = nameOfCopy(name);
  await storage.write(newId(), { ...work, project: { ...work.project, name: copy } }, 0);
  return `${name} was changed in two tabs. What the one that closed had is kept in your projects as ${copy}.`;
}
