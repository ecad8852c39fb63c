// When the browser's storage is full: what is old and large goes, so that the work of now can stay.

import { plural } from '#trace/units.ts';
import type { Project } from '#project/schema.ts';
import type { ModuleStorage } from '../module-storage.ts';
import type { ProjectStorage } from './project-storage.ts';

/** Says what went; null when there was nothing to go. Modules go only when there are no earlier versions any more. */
export async function makeRoom(
  storage: Pick<ProjectStorage, 'dropVersions'>,
  modules: Pick<ModuleStorage, 'dropOthers'>,
  project: Project,
): Promise<string | null> {
  const versions = await storage.dropVersions();
  if (versions > 0)
    return told(`${plural(versions, 'earlier version')} of your projects`, versions);
  const wanted = project.plugins.flatMap(({ source }) =>
    source.kind === 'module' ? [source.sha256] : [],
  );
  const gone = await modules.dropOthers(wanted);
  return gone === 0
    ? null
    : told(
        plural(
          gone,
          'module that this project does not use',
          'modules that this project does not use',
        ),
        gone,
      );
}

function told(what: string, count: number): string {
  return `The browser’s storage was full. To keep your work, ${what} ${count === 1 ? 'was' : 'were'} removed from it.`;
}
