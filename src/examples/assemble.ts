// Makes the Project of an example from its files: project.json says everything but the text of the filters.

import { parseProject } from '#project/parse.ts';
import type { Project, SourceFile } from '#project/schema.ts';

/** A project.json of the gallery: a Project whose plugins have no source yet. */
export interface ExampleJson {
  plugins: { folder?: string }[];
}

/** The path of the file that is compiled first. */
export const ENTRY_FILE = 'filter.ts';

/**
 * Each plugin gets the files of its `folder`, those of the example's own folder when it names none.
 * Throws when the example is wrong, because its files are ours.
 */
export function assembleExample(slug: string, json: ExampleJson, files: SourceFile[]): Project {
  const folders = new Set(json.plugins.flatMap(({ folder }) => folder ?? []));
  const parsed = parseProject({
    ...json,
    plugins: json.plugins.map(({ folder = '', ...plugin }) => ({
      ...plugin,
      source: { kind: 'assemblyscript', files: filesOf(folder, files, folders) },
    })),
  });
  if (parsed.ok) return parsed.project;
  const problems = parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`The example ${slug} is no valid project: ${problems.join('; ')}`);
}

/** The files of a plugin with paths relative to its folder, the entry first. */
function filesOf(folder: string, files: SourceFile[], folders: Set<string>): SourceFile[] {
  const own = files.flatMap(({ path, text }) => {
    const slash = path.indexOf('/');
    const first = slash < 0 ? '' : path.slice(0, slash);
    if (folder === '') return folders.has(first) ? [] : [{ path, text }];
    return first === folder ? [{ path: path.slice(slash + 1), text }] : [];
  });
  return own.toSorted((one, other) => rank(one) - rank(other));
}

const rank = ({ path }: SourceFile): number => (path === ENTRY_FILE ? 0 : 1);
