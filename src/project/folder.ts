// A Project as a folder: a project.json that says everything but the text of the filters, and the files with their text beside it.

import { compactProject } from './compact.ts';
import { type ParsedProject, parseProject } from './parse.ts';
import type { Project, SourceFile } from './schema.ts';

/** The path of the file that is compiled first. */
export const ENTRY_FILE = 'filter.ts';

/** As {@link parseProject}. A plugin without `source` gets the files of its `folder`, those of the project's own when it names none. */
export function parseProjectFolder(json: unknown, files: readonly SourceFile[]): ParsedProject {
  if (!isObject(json) || !Array.isArray(json['plugins'])) return parseProject(json);
  const plugins: unknown[] = json['plugins'];
  const folders = new Set(plugins.flatMap((plugin) => folderOf(plugin) ?? []));
  return parseProject({
    ...json,
    plugins: plugins.map((plugin) => {
      if (!isObject(plugin) || 'source' in plugin) return plugin;
      const { folder: _, ...rest } = plugin;
      const own = filesOf(folderOf(plugin), files, folders);
      return { ...rest, source: { kind: 'assemblyscript', files: own } };
    }),
  });
}

/**
 * The other way: the project.json, and the files beside it. Plugins after the first have folders of their own. Null for a Project that a
 * folder cannot hold, such as one whose entry has another name.
 */
export function projectAsFolder(project: Project): { json: unknown; files: SourceFile[] } | null {
  const files: SourceFile[] = [];
  const plugins = compactProject(project).plugins.map((plugin, index) => {
    const { source, ...rest } = plugin;
    if (source.kind === 'module') return plugin;
    const folder = index === 0 ? null : `filter-${index + 1}`;
    const before = folder === null ? '' : `${folder}/`;
    files.push(...source.files.map(({ path, text }) => ({ path: `${before}${path}`, text })));
    return folder === null ? rest : { ...rest, folder };
  });
  const json = { ...compactProject(project), plugins };
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const again = parseProjectFolder(json, sorted);
  const same = again.ok && JSON.stringify(again.project) === JSON.stringify(project);
  return same ? { json, files: sorted } : null;
}

/** Whether files beside a project.json belong to it. */
export function wantsFolder(json: unknown): boolean {
  const plugins = isObject(json) && Array.isArray(json['plugins']) ? json['plugins'] : [];
  return plugins.some((plugin) => isObject(plugin) && !('source' in plugin));
}

function folderOf(plugin: unknown): string | null {
  return isObject(plugin) && typeof plugin['folder'] === 'string' ? plugin['folder'] : null;
}

/** The files of a plugin with paths relative to its folder, the entry first. Folders of other plugins are not part of the own one. */
function filesOf(
  folder: string | null,
  files: readonly SourceFile[],
  folders: ReadonlySet<string>,
): SourceFile[] {
  const own = files.flatMap(({ path, text }) => {
    const slash = path.indexOf('/');
    const first = slash < 0 ? '' : path.slice(0, slash);
    if (folder === null) return folders.has(first) ? [] : [{ path, text }];
    return first === folder ? [{ path: path.slice(slash + 1), text }] : [];
  });
  return own.toSorted((one, other) => rank(one) - rank(other));
}

const rank = ({ path }: SourceFile): number => (path === ENTRY_FILE ? 0 : 1);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
