// A file gets another name, and the imports between the files follow it.

import type { SourceFile } from '#project/schema.ts';

/** A comment or a string, whole; the string's own text is the second group. */
const commentOrString = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(["'`])((?:\\[\s\S]|(?!\1)[^\\])*)\1/g;

export function renameFile(files: readonly SourceFile[], from: string, to: string): SourceFile[] {
  const isThere = (path: string): boolean => files.some((one) => one.path === path);
  return files.map((file) => {
    const path = file.path === from ? to : file.path;
    const text = file.text.replace(
      commentOrString,
      (whole: string, quote: string | undefined, name: string | undefined, at: number) => {
        if (quote === undefined || name === undefined || !isImport(file.text, at)) return whole;
        const target = fileOf(file.path, name, isThere);
        // A file that moves to another folder takes all its imports along.
        if (target === null || (target !== from && path === file.path)) return whole;
        const moved = specifier(path, target === from ? to : target);
        return `${quote}${name.endsWith('.ts') ? `${moved}.ts` : moved}${quote}`;
      },
    );
    return path === file.path && text === file.text ? file : { path, text };
  });
}

function isImport(text: string, at: number): boolean {
  return /\b(?:from|import)\s*$/.test(text.slice(0, at));
}

/** The file that a relative import means; null for a package, or when there is none. */
function fileOf(importer: string, name: string, isThere: (path: string) => boolean): string | null {
  if (!name.startsWith('.')) return null;
  const parts = [...importer.split('/').slice(0, -1)];
  for (const part of name.replace(/\.ts$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const path = parts.join('/');
  return [`${path}.ts`, `${path}/index.ts`].find(isThere) ?? null;
}

function specifier(importer: string, target: string): string {
  const here = importer.split('/').slice(0, -1);
  const there = target.replace(/\.ts$/, '').split('/');
  while (here.length > 0 && there.length > 1 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  const up = here.map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...there].join('/');
}
