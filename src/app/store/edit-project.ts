// Changes to a Project as pure functions: each gives a new Project and leaves untouched parts the same object.

import type { Exchange, Plugin, Project, Scenario, SourceFile } from '#project/schema.ts';

function replaceAt<T>(list: readonly T[], index: number, change: (item: T) => T): T[] {
  return list.map((item, at) => (at === index ? change(item) : item));
}

export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item === undefined || to < 0 || to > next.length) return [...list];
  next.splice(to, 0, item);
  return next;
}

export function editScenario(
  project: Project,
  index: number,
  change: (scenario: Scenario) => Scenario,
): Project {
  return { ...project, scenarios: replaceAt(project.scenarios, index, change) };
}

export function editExchange(
  project: Project,
  scenario: number,
  exchange: number,
  change: (exchange: Exchange) => Exchange,
): Project {
  return editScenario(project, scenario, (old) => ({
    ...old,
    exchanges: replaceAt(old.exchanges, exchange, change),
  }));
}

export function editPlugin(
  project: Project,
  index: number,
  change: (plugin: Plugin) => Plugin,
): Project {
  return { ...project, plugins: replaceAt(project.plugins, index, change) };
}

/** The source files of a plugin; none for one that came as a module. */
export function sourceFiles(project: Project, plugin: number): SourceFile[] {
  const source = project.plugins[plugin]?.source;
  return source?.kind === 'assemblyscript' ? source.files : [];
}

export function editFiles(
  project: Project,
  plugin: number,
  change: (files: SourceFile[]) => SourceFile[],
): Project {
  return editPlugin(project, plugin, (old) =>
    old.source.kind === 'assemblyscript'
      ? { ...old, source: { ...old.source, files: change(old.source.files) } }
      : old,
  );
}

/** Puts an editor's text into the Project; the same Project when nothing changed. */
export function setFileText(project: Project, plugin: number, path: string, text: string): Project {
  const file = sourceFiles(project, plugin).find((candidate) => candidate.path === path);
  if (file === undefined || file.text === text) return project;
  return editFiles(project, plugin, (files) =>
    files.map((old) => (old.path === path ? { ...old, text } : old)),
  );
}

/** Whether both hold the same files with the same texts. */
export function sameFiles(one: readonly SourceFile[], other: readonly SourceFile[]): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((file, at) => file.path === other[at]?.path && file.text === other[at].text))
  );
}

export function sameSources(one: Project, other: Project): boolean {
  return (
    one.plugins.length === other.plugins.length &&
    one.plugins.every((plugin, index) => {
      const theirs = other.plugins[index]?.source;
      if (plugin.source === theirs) return true;
      if (plugin.source.kind === 'module') {
        return theirs?.kind === 'module' && theirs.sha256 === plugin.source.sha256;
      }
      if (theirs?.kind !== 'assemblyscript') return false;
      const files = theirs.files;
      return (
        files.length === plugin.source.files.length &&
        plugin.source.files.every(
          (file, at) => file.path === files[at]?.path && file.text === files[at].text,
        )
      );
    })
  );
}

/** `copy of allowed`, `copy of allowed 2` …: a name that no scenario has yet. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
