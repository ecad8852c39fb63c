// What the gallery tells of an example before it is opened.

import { type ReadmePart, theTrap } from '#examples/index.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';

export interface ExampleDetail {
  project: Project;
  /** Lines of all source files. */
  lines: number;
  teaches: ReadmePart[];
  /** What the modules import from the proxy, without `proxy_`; null when they cannot be had. */
  hostcalls: string[] | null;
}

export interface ExampleSources {
  loadExample: (slug: string) => Promise<Project>;
  loadReadme: (slug: string) => Promise<string>;
  fetchPrecompiled: (slug: string, plugin: number) => Promise<PluginModule>;
}

export async function describeExample(
  slug: string,
  { loadExample, loadReadme, fetchPrecompiled }: ExampleSources,
): Promise<ExampleDetail> {
  const [project, readme] = await Promise.all([loadExample(slug), loadReadme(slug)]);
  const modules = await Promise.all(
    project.plugins.map((_, index) => fetchPrecompiled(slug, index)),
  ).catch(() => null);
  return {
    project,
    lines: linesOf(project),
    teaches: theTrap(readme),
    hostcalls: modules === null ? null : await hostcallsOf(modules),
  };
}

/** A file that two plugins share counts once. */
function linesOf({ plugins }: Project): number {
  const texts = new Set(
    plugins.flatMap(({ source }) =>
      source.kind === 'assemblyscript' ? source.files.map(({ text }) => text) : [],
    ),
  );
  return [...texts].reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
}

async function hostcallsOf(modules: PluginModule[]): Promise<string[]> {
  const names = new Set<string>();
  for (const { bytes } of modules) {
    for (const { module, name } of WebAssembly.Module.imports(
      await WebAssembly.compile(bytes.slice()),
    )) {
      if (module === 'env') names.add(name.replace(/^proxy_/, ''));
    }
  }
  return [...names].toSorted();
}
