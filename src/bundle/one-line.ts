// Names that somebody gave, where there is room for one line.

/** As mock-server.mjs writes the name of a cluster too. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
