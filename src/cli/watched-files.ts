// Waits until files of projects have another content. What the system says of folders is only the call to look: editors save by writing, by
// renaming and by several of either, and what counts is what the files hold afterwards.

import { createHash } from 'node:crypto';
import { existsSync, type FSWatcher, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CliProblem } from './problem.ts';
import { type ProjectFiles, projectFiles } from './read-project.ts';

/** So long must nothing happen for a save to be over. */
const quietMs = 60;

/**
 * Yields the names of the files that changed, after the first time, which yields none and comes at once. What changes while the one who asked
 * is busy is yielded when they ask again.
 * @param others Files besides those of the projects.
 */
export async function* fileChanges(
  projects: readonly string[],
  others: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const bell = createBell();
  signal.addEventListener('abort', bell.ring);
  const parts = new Map<string, ProjectFiles>();
  let watchers: FSWatcher[] = [];
  let known = new Map<string, string>();
  let isFirst = true;
  try {
    while (!signal.aborted) {
      bell.clear();
      for (const watcher of watchers) watcher.close();
      for (const project of projects) {
        const found = projectFiles(project) ?? parts.get(project);
        parts.set(project, found ?? { files: [project], folders: [dirname(project)] });
      }
      const all = [...parts.values()];
      const files = [...all.flatMap((one) => one.files), ...others];
      const folders = [...all.flatMap((one) => one.folders), ...others.map(dirname)];
      watchers = foldersThatAreThere(folders).map((folder) => watched(folder, bell.ring));
      const found = new Map(files.map((file) => [file, contentOf(file)]));
      const changed = isFirst ? [] : differing(known, found);
      known = found;
      if (isFirst || changed.length > 0) yield changed.map((file) => basename(file));
      else await bell.rung(quietMs);
      isFirst = false;
    }
  } finally {
    signal.removeEventListener('abort', bell.ring);
    for (const watcher of watchers) watcher.close();
  }
}

/** A folder that is gone is waited for in the one that held it. */
function foldersThatAreThere(wanted: readonly string[]): string[] {
  const folders = wanted.map((one) => {
    let folder = one;
    while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
    return folder;
  });
  return [...new Set(folders)];
}

function watched(folder: string, ring: () => void): FSWatcher {
  try {
    return watch(folder, ring).on('error', ring);
  } catch (error) {
    throw new CliProblem(`${folder} cannot be watched: ${String(error)}`, { file: folder });
  }
}

/** A hash; empty for a file that is not there, as in the middle of a rename. */
function contentOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}

function differing(one: Map<string, string>, other: Map<string, string>): string[] {
  const files = new Set([...one.keys(), ...other.keys()]);
  return [...files].filter((file) => one.get(file) !== other.get(file));
}

interface Bell {
  ring: () => void;
  clear: () => void;
  /** Resolves when it has rung since it was cleared and has been still for so long. */
  rung: (quietForMs: number) => Promise<void>;
}

function createBell(): Bell {
  let hasRung = false;
  let heard = (): void => {};
  return {
    ring: () => {
      hasRung = true;
      heard();
    },
    clear: () => {
      hasRung = false;
    },
    rung: (quietForMs) =>
      new Promise((resolve) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        heard = () => {
          clearTimeout(timer);
          timer = setTimeout(() => {
            heard = () => {};
            resolve();
          }, quietForMs);
        };
        if (hasRung) heard();
      }),
  };
}
