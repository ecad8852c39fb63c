// Pieces of Markdown that hold any text.

import { oneLine } from './one-line.ts';

/** A fence longer than any run of backticks inside. */
export function markdownBlock(language: string, text: string): string[] {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, text, fence, ''];
}

/** What somebody wrote as text of one line: nothing in it becomes a heading, code, a link, a tag or a cell. */
export function markdownText(text: string): string {
  return oneLine(text).replace(
    /^#|[`*[<|]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;)|\\(?=[\\`*_{}[\]<>()#+.!|~&-])/g,
    '\\$&',
  );
}

/** A line that may have code in backticks, and is text besides. */
export function markdownLine(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : markdownText(part)))
    .join('');
}

/** A name that somebody gave, in a cell of a table. */
export function codeOf(name: string): string {
  return `\`${name.replace(/[`|\r\n]/g, ' ')}\``;
}
