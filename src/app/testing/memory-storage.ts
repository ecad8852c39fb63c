// Storage for projects that forgets, for the tests of the controllers.

import type { LastMoment, LastMoments, OpenPlace } from '../controllers/keeping/last-moment.ts';
import {
  createProjectStorage,
  type ProjectStorage,
  type SavedWork,
} from '../controllers/keeping/project-storage.ts';
import type { Records, RecordStore } from '../controllers/keeping/records.ts';

/** One transaction after the other; what fails changes nothing. */
export function memoryRecords(): RecordStore {
  let kept = new Map<string, unknown>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    transact(work) {
      const next = last.then(async () => {
        const draft = new Map(kept);
        const result = await work(recordsIn(draft));
        kept = draft;
        return result;
      });
      last = next.catch(() => undefined);
      return next;
    },
  };
}

function recordsIn(map: Map<string, unknown>): Records {
  return {
    get: (key) => Promise.resolve(map.get(key)),
    put: (key, value) => Promise.resolve(void map.set(key, structuredClone(value))),
    remove: (key) => Promise.resolve(void map.delete(key)),
    all: (prefix) =>
      Promise.resolve(
        [...map]
          .filter(([key]) => key.startsWith(prefix))
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ),
  };
}

function counter(): () => number {
  let time = 0;
  return () => ++time;
}

/** `saved` has everything that was ever written, the newest last. */
export function memoryStorage(
  records = memoryRecords(),
  visit = 'visit',
  now = counter(),
): ProjectStorage & { saved: SavedWork[] } {
  const saved: SavedWork[] = [];
  const storage = createProjectStorage(records, visit, now);
  return {
    ...storage,
    saved,
    async write(id, work, base) {
      const outcome = await storage.write(id, work, base);
      if (outcome.status === 'written') saved.push(work);
      return outcome;
    },
  };
}

export function memoryMoments(): LastMoments & { held: LastMoment[]; open: OpenPlace | null } {
  const moments = {
    held: [] as LastMoment[],
    open: null as OpenPlace | null,
    put: (moment: LastMoment) => {
      moments.held = [moment];
    },
    clear: () => {
      moments.held = [];
    },
    all: () => moments.held.map((moment, index) => ({ key: String(index), moment })),
    forget: (key: string) => {
      moments.held = moments.held.filter((_, index) => String(index) !== key);
    },
    rememberPlace: (place: OpenPlace) => {
      moments.open = place;
    },
    place: () => moments.open,
  };
  return moments;
}
