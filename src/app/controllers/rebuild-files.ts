// The files that rebuild a plugin's module outside of this page: its sources, the SDK, asc's configuration.

import { releaseFolder } from '#compile/release-layout.ts';
import type { Project } from '#project/schema.ts';

const sdkSources = import.meta.glob<string>('../../sdk/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function rebuildFiles(project: Project, index: number): { path: string; text: string }[] {
  const plugin = project.plugins[index];
  if (plugin?.source.kind !== 'assemblyscript') return [];
  return releaseFolder({
    files: plugin.source.files,
    sdk: Object.entries(sdkSources)
      .filter(([path]) => !path.endsWith('.test.ts'))
      .map(([path, text]) => ({ path: path.replace('../../sdk/', ''), text })),
    moduleFileName: plugin.moduleFileName,
    name: project.name,
  });
}
