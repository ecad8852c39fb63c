// Reads from an example's README what it teaches.

export interface ReadmePart {
  text: string;
  look: 'plain' | 'code' | 'emphasis';
}

/** The paragraph that begins with "The trap.", without those words; nothing when there is none. */
export function theTrap(readme: string): ReadmePart[] {
  const paragraph = readme
    .split(/\n\s*\n/)
    .find((text) => text.trimStart().startsWith('**The trap.**'))
    ?.replace(/\s+/g, ' ')
    .trim()
    .slice('**The trap.**'.length)
    .trim();
  return paragraph === undefined ? [] : partsOf(paragraph);
}

/** Code between backticks and words between underscores; nothing else of Markdown is used there. */
function partsOf(paragraph: string): ReadmePart[] {
  const parts: ReadmePart[] = [];
  let end = 0;
  for (const found of paragraph.matchAll(/`([^`]+)`|(?<!\w)_([^_]+)_(?!\w)/g)) {
    const [all, code, emphasis] = found;
    if (found.index > end) parts.push({ text: paragraph.slice(end, found.index), look: 'plain' });
    parts.push(
      code === undefined
        ? { text: emphasis ?? '', look: 'emphasis' }
        : { text: code, look: 'code' },
    );
    end = found.index + all.length;
  }
  if (end < paragraph.length) parts.push({ text: paragraph.slice(end), look: 'plain' });
  return parts;
}
