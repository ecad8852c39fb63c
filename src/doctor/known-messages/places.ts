// Where in a Project something comes from, for the entries that send people there.

import type { Place, PluginField, Scene } from './known-message.ts';

/** Lines of the sources in which the text stands, at most `most`. */
export function linesWith(scene: Scene | null, text: string, most = 3): Place[] {
  if (scene === null || text === '') return [];
  const places: Place[] = [];
  for (const [plugin, { source }] of scene.project.plugins.entries()) {
    if (source.kind !== 'assemblyscript') continue;
    for (const { path, text: code } of source.files)
      for (const [index, line] of code.split('\n').entries())
        if (line.includes(text))
          places.push({ kind: 'source', plugin, file: path, line: index + 1 });
  }
  return places.slice(0, most);
}

/** A place that a message names, when the Project has such a file; paths of compilers end like ours. */
export function sourceLine(scene: Scene | null, path: string, line: number): Place[] {
  if (scene === null) return [];
  return scene.project.plugins.flatMap(({ source }, plugin): Place[] => {
    if (source.kind !== 'assemblyscript') return [];
    const file = source.files.find((one) => path === one.path || path.endsWith(`/${one.path}`));
    return file === undefined ? [] : [{ kind: 'source', plugin, file: file.path, line }];
  });
}

/** A field of the plugin of that name; of all plugins when none is called so. */
export function pluginField(scene: Scene | null, field: PluginField, name = ''): Place[] {
  if (scene === null) return [];
  const all = scene.project.plugins.map((_, plugin): Place => ({ kind: 'plugin', plugin, field }));
  const named = all.filter(
    (_, index) => name !== '' && name === scene.project.plugins[index]?.name,
  );
  return named.length > 0 ? named : all;
}
