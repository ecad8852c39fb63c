// The dictionaries of links: text that projects usually contain, which both sides have and no link needs to carry.
// They are frozen. Each version stays for as long as there are links made with it.

export interface Dictionary {
  version: string;
  /** What many projects have in common, the most frequent last. */
  common: string;
  /** Whole projects by a short name: a link to one that was edited costs little more than the edit. */
  examples: Readonly<Record<string, string>>;
}

/** Deflate looks back no further. */
const windowBytes = 32_768;

const loaders = {
  a: async () =>
    (await import('./dictionaries/link-dictionary-a.json', { with: { type: 'json' } })).default,
};

export const dictionaryVersions = Object.keys(loaders) as (keyof typeof loaders)[];

/** With which links are made. */
export async function newestDictionary(): Promise<Dictionary> {
  return { version: 'a', ...(await loaders.a()) };
}

/** Null for a version that is not known here. */
export async function loadDictionary(version: string): Promise<Dictionary | null> {
  const known = dictionaryVersions.find((one) => one === version);
  return known === undefined ? null : { version, ...(await loaders[known]()) };
}

/** The bytes for deflate, with one of the projects or with none; null when there is no such project. */
export function dictionaryBytes(
  dictionary: Dictionary,
  example: string | null,
): Uint8Array<ArrayBuffer> | null {
  if (example !== null && !Object.hasOwn(dictionary.examples, example)) return null;
  const own = example === null ? '' : (dictionary.examples[example] ?? '');
  return new TextEncoder().encode(dictionary.common + own).slice(-windowBytes);
}
