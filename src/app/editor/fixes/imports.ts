// Edits of import lists: a name comes in, a name goes, names that nothing uses.

import { type Fix, type TextEdit, withoutWords } from './fix.ts';

interface ImportList {
  start: number;
  end: number;
  module: string;
  /** Offset behind the opening brace, and the text up to the closing one. */
  listStart: number;
  list: string;
}

function importLists(text: string): ImportList[] {
  return [...text.matchAll(/^import\s*\{([^}]*)\}\s*from\s*(["'])(.*?)\2;?[ \t]*\n?/gm)].map(
    (found) => ({
      start: found.index,
      end: found.index + found[0].length,
      module: found[3] ?? '',
      listStart: found.index + found[0].indexOf('{') + 1,
      list: found[1] ?? '',
    }),
  );
}

export function importEdit(text: string, name: string, module: string): TextEdit {
  const lists = importLists(text);
  const there = lists.find((one) => one.module === module);
  if (there === undefined) {
    const line = `import { ${name} } from '${module}';\n`;
    const last = lists.at(-1);
    const at = last?.end ?? /^(?:\/\/.*\n|\s*\n)*/.exec(text)?.[0].length ?? 0;
    return { start: at, end: at, text: line };
  }
  const names = there.list.trimEnd();
  const comma = names === '' || names.endsWith(',') ? '' : ',';
  const at = there.listStart + names.length;
  const lines = there.list.includes('\n');
  const put = lines ? `${comma}\n  ${name},` : `${comma} ${name}${names.endsWith(',') ? ',' : ''}`;
  return { start: at, end: at, text: put };
}

/** Takes names out of the import lists, and lists that are empty then. */
export function withoutImports(
  text: string,
  gone: (name: string, list: ImportList) => boolean,
): TextEdit[] {
  return importLists(text).flatMap((one): TextEdit[] => {
    const parts = one.list.split(',');
    const names = parts.filter((part) => part.trim() !== '');
    const kept = names.filter((part) => !gone(localName(part), one));
    if (kept.length === names.length) return [];
    if (kept.length === 0) return [{ start: one.start, end: one.end, text: '' }];
    const lines = one.list.includes('\n');
    const list = lines
      ? `\n${kept.map((part) => `  ${part.trim()},\n`).join('')}`
      : ` ${kept.map((part) => part.trim()).join(', ')} `;
    return [{ start: one.listStart, end: one.listStart + one.list.length, text: list }];
  });
}

function localName(part: string): string {
  return /(\w+)\s*$/.exec(part)?.[1] ?? '';
}

/** For a place in an import: takes out what nothing in the file uses; null when all is used. */
export function removeUnusedImports(text: string, offset: number): Fix | null {
  const lists = importLists(text);
  if (!lists.some(({ start, end }) => start <= offset && offset <= end)) return null;
  // Templates stay, for names are used inside of them.
  const rest = withoutWords(lists.reduceRight(blankOut, text));
  const names = lists
    .flatMap(({ list }) => list.split(',').map(localName))
    .filter((name) => name !== '' && !new RegExp(`\\b${name}\\b`).test(rest));
  if (names.length === 0) return null;
  const edits = withoutImports(text, (name) => names.includes(name));
  return { title: `Remove what is not used: ${names.join(', ')}`, edits };
}

function blankOut(text: string, { start, end }: ImportList): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}
