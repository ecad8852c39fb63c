// Makes the Project of an example from its files.

import { parseProjectFolder } from '#project/folder.ts';
import type { Project, SourceFile } from '#project/schema.ts';

/** Throws when the example is wrong, because its files are ours. */
export function assembleExample(slug: string, json: unknown, files: SourceFile[]): Project {
  const parsed = parseProjectFolder(json, files);
  if (parsed.ok) return parsed.project;
  const problems = parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`The example ${slug} is no valid project: ${problems.join('; ')}`);
}
