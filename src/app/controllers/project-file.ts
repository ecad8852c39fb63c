// A project as the file that the command line and other pages read.

import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { fileSafe } from './file-name.ts';

export function projectFile(project: Project): { name: string; text: string } {
  return {
    name: `${fileSafe(project.name)}.sluice.json`,
    text: `${JSON.stringify(compactProject(project), null, 2)}\n`,
  };
}
