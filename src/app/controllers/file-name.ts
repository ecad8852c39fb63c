// Names of files that are made from what a person called their project.

/** A name that every file system takes. */
export function fileSafe(name: string): string {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|-+$/g, '');
  return safe === '' ? 'filter' : safe;
}
