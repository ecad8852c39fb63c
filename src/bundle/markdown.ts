// Pieces of Markdown that hold any text.

/** A fence longer than any run of backticks inside. */
export function markdownBlock(language: string, text: string): string[] {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, text, fence, ''];
}

/** A name that somebody gave, in a cell of a table. */
export function codeOf(name: string): string {
  return `\`${name.replace(/[`|\r\n]/g, ' ')}\``;
}
