// The gallery in Node: the same examples, from the disk.

import { readdirSync, readFileSync } from 'node:fs';
import type { Project } from '#project/schema.ts';
import { assembleExample } from './assemble.ts';

export { type ExampleInfo, examples } from './list.ts';

export function readExample(slug: string): Project {
  const folder = new URL(`./${slug}/`, import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((path) => ({ path, text: read(path) }));
  return assembleExample(slug, JSON.parse(read('project.json')), files);
}
