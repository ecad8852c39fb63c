// Narrows the gallery down to what a person looks for.

import type { ExampleGroup, ExampleInfo, ExampleTag } from './list.ts';

/**
 * Those of the group or with the tag (null: all) in which every word of `text` stands: in slug, title, summary, group or tags, in
 * any case.
 */
export function findExamples(
  all: readonly ExampleInfo[],
  text: string,
  within: ExampleGroup | ExampleTag | null,
): ExampleInfo[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ slug, group, title, summary, tags }) => {
    if (within !== null && group !== within && !tags.some((tag) => tag === within)) return false;
    const told = [slug, group, title, summary, ...tags].join('\n').toLowerCase();
    return words.every((word) => told.includes(word));
  });
}
