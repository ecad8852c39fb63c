// How files that are not the person's are called on the page: as asc calls them in source maps.

export const libraryPrefix = '~lib/';

export function isLibraryPath(path: string): boolean {
  return path.startsWith(libraryPrefix);
}

/** `proxy-wasm/http.ts`: what a person knows the file as. */
export function shownPath(path: string): string {
  return isLibraryPath(path) ? path.slice(libraryPrefix.length) : path;
}
