// Narrows the gallery down to what a person looks for.

import type { ExampleInfo, ExampleTag } from './list.ts';

/** Those with the tag (null: any) in which every word of `text` stands: in slug, title, summary or tags, in any case. */
export function findExamples(
  all: readonly ExampleInfo[],
  text: string,
  tag: ExampleTag | null,
): ExampleInfo[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ slug, title, summary, tags }) => {
    if (tag !== null && !tags.includes(tag)) return false;
    const told = [slug, title, summary, ...tags].join('\n').toLowerCase();
    return words.every((word) => told.includes(word));
  });
}
