// The gallery as the page sees it: the list, and each example loaded on demand.

import type { Project } from '#project/schema.ts';
import { assembleExample } from './assemble.ts';

export { findExamples } from './find.ts';
export {
  type ExampleGroup,
  exampleGroups,
  type ExampleInfo,
  type ExampleTag,
  examples,
  exampleTags,
} from './list.ts';
export { type ReadmePart, theTrap } from './readme.ts';

const projects = import.meta.glob<unknown>('./*/project.json', { import: 'default' });
const readmes = import.meta.glob<string>('./*/README.md', { query: '?raw', import: 'default' });
const sources = import.meta.glob<string>('./*/**/*.ts', { query: '?raw', import: 'default' });

export async function loadExample(slug: string): Promise<Project> {
  const folder = `./${slug}/`;
  const loadProject = projects[`${folder}project.json`];
  if (loadProject === undefined) throw new Error(`There is no example "${slug}".`);
  const [json, files] = await Promise.all([
    loadProject(),
    Promise.all(
      Object.entries(sources)
        .filter(([path]) => path.startsWith(folder))
        .map(async ([path, load]) => ({ path: path.slice(folder.length), text: await load() })),
    ),
  ]);
  return assembleExample(slug, json, files);
}

/** The README of an example, as Markdown. */
export async function loadReadme(slug: string): Promise<string> {
  const load = readmes[`./${slug}/README.md`];
  if (load === undefined) throw new Error(`There is no example "${slug}".`);
  return load();
}
