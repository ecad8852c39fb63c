// How files that are not the person's are called on the page: as asc calls them in source maps.

export const libraryPrefix = '~lib/';

/** Stands for the module as text among the files. */
export const moduleTextPath = '~wat';

export function isLibraryPath(path: string): boolean {
  return path.startsWith(libraryPrefix);
}

/** `proxy-wasm/http.ts`: what a person knows the file as. */
export function shownPath(path: string): string {
  if (path === moduleTextPath) return 'module.wat';
  return isLibraryPath(path) ? path.slice(libraryPrefix.length) : path;
}

/** Whether a path is one of the filter's own files. */
export function isOwnPath(path: string): boolean {
  return path !== moduleTextPath && !isLibraryPath(path);
}
