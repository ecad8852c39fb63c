// Work in the moment when the page goes away and nothing can be waited for, and what was open: in the browser's small synchronous storage.

import { safeStorage } from '../safe-storage.ts';
import type { SavedWork } from './project-storage.ts';

export interface LastMoment {
  id: string;
  /** The revision that the work follows. */
  base: number;
  /** True when another tab had the project: then it is a project of its own. */
  asCopy: boolean;
  work: SavedWork;
}

/** A project of the person's, or an example that nobody has touched. */
export type OpenPlace = { project: string } | { example: string };

export interface LastMoments {
  put(moment: LastMoment): void;
  clear(): void;
  /** Those of every tab. */
  all(): { key: string; moment: LastMoment }[];
  forget(key: string): void;
  rememberPlace(place: OpenPlace): void;
  place(): OpenPlace | null;
}

const prefix = 'sluice-last-moment/';
const placeKey = 'sluice-open';

export function createLastMoments(visit: string): LastMoments {
  return {
    put: (moment) => safeStorage.setItem(`${prefix}${visit}`, JSON.stringify(moment)),
    clear: () => safeStorage.removeItem(`${prefix}${visit}`),
    all: () =>
      safeStorage.keys(prefix).flatMap((key) => {
        const moment = parsed(safeStorage.getItem(key));
        return moment === null ? [] : [{ key, moment: moment as LastMoment }];
      }),
    forget: (key) => safeStorage.removeItem(key),
    rememberPlace: (place) => safeStorage.rememberForTab(placeKey, JSON.stringify(place)),
    place: () => parsed(safeStorage.ofTab(placeKey)) as OpenPlace | null,
  };
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
