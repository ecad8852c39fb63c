// Makes the Project of an example from its files: project.json says everything but the text of the filter.

import { parseProject } from '#project/parse.ts';
import type { Project, SourceFile } from '#project/schema.ts';

/** A project.json of the gallery: a Project whose one plugin has no source yet. */
export interface ExampleJson {
  plugins: object[];
}

/** The path of the file that is compiled first. */
export const ENTRY_FILE = 'filter.ts';

/** Throws when the example is wrong, because its files are ours. */
export function assembleExample(slug: string, json: ExampleJson, files: SourceFile[]): Project {
  const [plugin] = json.plugins;
  const ordered = [
    ...files.filter(({ path }) => path === ENTRY_FILE),
    ...files.filter(({ path }) => path !== ENTRY_FILE),
  ];
  const parsed = parseProject({
    ...json,
    plugins: [{ ...plugin, source: { kind: 'assemblyscript', files: ordered } }],
  });
  if (parsed.ok) return parsed.project;
  const problems = parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`The example ${slug} is no valid project: ${problems.join('; ')}`);
}
