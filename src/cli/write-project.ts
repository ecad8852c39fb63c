// Writes a project as a folder or a file, over nothing that is there.

import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleFile } from '#bundle/bundle.ts';
import { compactProject } from '#project/compact.ts';
import { projectAsFolder } from '#project/folder.ts';
import type { Project } from '#project/schema.ts';
import { CliProblem } from './problem.ts';
import { jsonText } from './told-report.ts';
import { writeFiles } from './write-files.ts';

/** A path that ends in .json is a file, any other a folder. `beside` are further files of the folder. The answer is what was written. */
export function writeProject(
  out: string,
  project: Project,
  beside: readonly BundleFile[] = [],
): string[] {
  const folder = out.endsWith('.json') ? null : projectAsFolder(project);
  const path = out.endsWith('.json') ? out : join(out, 'project.json');
  const json = folder === null ? compactProject(project) : folder.json;
  const root = dirname(path);
  const files = [
    { path: path.slice(root === '.' ? 0 : root.length + 1), text: jsonText(json) },
    ...(folder?.files ?? []),
    ...beside,
  ];
  const paths = files.map((file) => join(root, file.path));
  // A link that leads nowhere is there too: writing would follow it.
  const [there] = paths.filter((one) => lstatSync(one, { throwIfNoEntry: false }) !== undefined);
  if (there !== undefined)
    throw new CliProblem(
      `${there} is there already, and nothing is written over it. Choose another --out.`,
    );
  writeFiles(root, files);
  return paths;
}
